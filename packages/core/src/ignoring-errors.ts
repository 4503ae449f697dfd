/** Runs what must not change the result of a call, and returns what it returns. */
export function ignoringErrors(work: () => unknown): unknown {
  try {
    const returned = work();
    // A promise of ours, because somebody else's can have a `catch` of its own.
    new Promise((resolve) => resolve(returned)).catch(() => {});
    return returned;
  } catch {
    return undefined;
  }
}
