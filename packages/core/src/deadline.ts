import { AbortError, TimeoutError } from "./errors.js";

/** One call's time: everything the call waits for is raced against it. */
export type Deadline = ReturnType<typeof startDeadline>;

/**
 * Starts the clock. One cleared timer and one removed listener per call: `AbortSignal.timeout` and `AbortSignal.any` cost more
 * than all of this together, and the latter leaks on a signal that is shared by many calls.
 */
export function startDeadline(operation: string, timeoutMs: number, callers: AbortSignal | undefined) {
  const controller = new AbortController();
  const { signal } = controller;
  let pause: ReturnType<typeof setTimeout> | undefined;
  const onAbort = (): void => controller.abort(new AbortError(`${operation} was aborted.`));
  // First, so that what is no signal leaves no timer.
  callers?.addEventListener("abort", onAbort);
  if (callers?.aborted) onAbort();
  const onTime = (): void => controller.abort(new TimeoutError(`${operation} took longer than ${timeoutMs} ms.`));
  const timer = setTimeout(onTime, timeoutMs);
  /** Settles like `work`, or rejects with the signal's reason the moment it is aborted. */
  const race = <T>(work: T | Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      // A call waits for one thing at a time.
      signal.onabort = () => reject(signal.reason);
      Promise.resolve(work).then(resolve, reject);
      signal.throwIfAborted();
    });
  return {
    /** Handed to `fetch`; aborted at the end of the time or by the caller. Its `reason` is the error to end with. */
    signal,
    race,
    sleep: (ms: number) =>
      race(
        new Promise<void>((resolve) => {
          pause = setTimeout(resolve, ms);
        }),
      ),
    /** Releases the timers and the caller's signal. */
    end: () => {
      clearTimeout(timer);
      clearTimeout(pause);
      callers?.removeEventListener("abort", onAbort);
    },
  };
}
