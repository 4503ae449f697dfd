export type Turns = ReturnType<typeof createTurns>;

/** Lets `limit` callers through at once; the others wait in order. */
export function createTurns(limit: number) {
  // Those who are through, up to the limit, and behind them those who wait.
  const line: (() => void)[] = [];
  return {
    /** Whether the next caller will have to wait. */
    full: () => line.length >= limit,
    take: () =>
      new Promise<void>((resolve) => {
        if (line.push(resolve) <= limit) resolve();
      }),
    give: () => {
      line.shift();
      line[limit - 1]?.();
    },
  };
}
