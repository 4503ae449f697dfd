/** Decides which calls of a client may run at the same time. */
export type Turns = ReturnType<typeof createTurns>;

/** Lets `limit` callers run at once. The others wait in order. */
export function createTurns(limit: number) {
  // The first `limit` callers in the line are running, the others wait.
  const line: (() => void)[] = [];
  return {
    /** Whether the next caller has to wait. */
    full: (): boolean => line.length >= limit,
    take: (): Promise<void> =>
      new Promise<void>((resolve) => {
        line.push(resolve);
        if (line.length <= limit) resolve();
      }),
    give: (): void => {
      line.shift();
      const next = line[limit - 1];
      next?.();
    },
  };
}
