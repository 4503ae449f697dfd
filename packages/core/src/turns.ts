/** Lets `limit` callers through at once; the others wait in order. */
export interface Turns {
  /** Whether the next caller will have to wait. */
  full(): boolean;
  take(): Promise<void>;
  give(): void;
}

export function createTurns(limit: number): Turns {
  const waiting: (() => void)[] = [];
  let free = limit;
  return {
    full: () => free === 0,
    async take() {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    },
    give() {
      const next = waiting.shift();
      if (next) next();
      else free++;
    },
  };
}
