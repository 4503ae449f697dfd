/** Lets `limit` callers through at once; the others wait in order. */
export interface Turns {
  /** Whether the next caller will have to wait. */
  full(): boolean;
  take(): Promise<void>;
  give(): void;
}

export function createTurns(limit: number): Turns {
  const waiting: (() => void)[] = [];
  // Below zero it counts those who wait.
  let free = limit;
  return {
    full: () => free < 1,
    take: () =>
      new Promise((resolve) => {
        if (free-- > 0) resolve();
        else waiting.push(resolve);
      }),
    give() {
      free++;
      waiting.shift()?.();
    },
  };
}
