/** Lets `limit` callers through at once; the others wait in order. */
export interface Turns {
  /** Whether the next caller will have to wait. */
  full(): boolean;
  take(): Promise<void>;
  give(): void;
}

export function createTurns(limit: number): Turns {
  // Those who are through, up to the limit, and behind them those who wait.
  const line: (() => void)[] = [];
  return {
    full: () => line.length >= limit,
    take: () =>
      new Promise((resolve) => {
        if (line.push(resolve) <= limit) resolve();
      }),
    give() {
      line.shift();
      line[limit - 1]?.();
    },
  };
}
