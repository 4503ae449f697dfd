export type Turns = ReturnType<typeof createTurns>;

/** Lets `limit` callers through at once; the others wait in order. */
export function createTurns(limit: number) {
  // A Worker ends a call together with its request, in silence: its turn would never be given on. Workers have a limit of their own.
  if ("WebSocketPair" in globalThis) return { full: () => false, take: async () => {}, give: () => {} };
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
