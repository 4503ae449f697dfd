/** Decides which calls of a client may run at the same time. */
export type Turns = ReturnType<typeof createTurns>;

/** A caller that waits, and the one behind it. */
interface Waiting {
  readonly start: () => void;
  behind: Waiting | undefined;
}

/** Lets `limit` callers run at once. The others wait in order. */
export function createTurns(limit: number) {
  let running = 0;
  // Linked, because an array moves all its items when the first one leaves, and tens of thousands may wait.
  let first: Waiting | undefined;
  // The one who came last, also when nobody waits any more.
  let last: Waiting | undefined;
  return {
    /** Whether the next caller has to wait. */
    full: (): boolean => running >= limit,
    take: (): Promise<void> =>
      new Promise<void>((start) => {
        if (running < limit) {
          running++;
          return start();
        }
        const waiting: Waiting = { start, behind: undefined };
        if (first && last) last.behind = waiting;
        else first = waiting;
        last = waiting;
      }),
    give: (): void => {
      if (!first) {
        running--;
        return;
      }
      const { start, behind } = first;
      first = behind;
      start();
    },
  };
}
