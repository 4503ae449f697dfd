/** Lets `limit` callers through at once; the others wait in order. */
export interface Turns {
  take(): Promise<void>;
  give(): void;
}

export function createTurns(limit: number): Turns {
  const waiting: (() => void)[] = [];
  let free = limit;
  return {
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
