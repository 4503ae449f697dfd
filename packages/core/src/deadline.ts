/** One call's time: everything the call waits for is raced against it. */
export interface Deadline {
  /** Handed to `fetch`; aborted at the end of the time or by the caller. */
  readonly signal: AbortSignal;
  /** Why the call was cut, once it was. */
  readonly cut: "timeout" | "aborted" | undefined;
  /** What is left, in ms. */
  left(): number;
  /** Settles like `work`, or rejects the moment the call is cut. */
  race<T>(work: T | Promise<T>): Promise<T>;
  sleep(ms: number): Promise<void>;
  /** Releases the timer and the caller's signal. */
  end(): void;
}

/**
 * Starts the clock. One cleared timer and one removed listener per call: `AbortSignal.timeout` and `AbortSignal.any` cost more
 * than all of this together, and the latter leaks on a signal that is shared by many calls.
 */
export function startDeadline(timeoutMs: number, signal: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  const startedAt = performance.now();
  let cut: Deadline["cut"];
  let reject: (reason: unknown) => void;
  const ended = new Promise<never>((_, rejectEnded) => {
    reject = rejectEnded;
  });
  ended.catch(() => {});
  const stop = (reason: Deadline["cut"]): void => {
    cut ??= reason;
    reject(cut);
    controller.abort();
  };
  const onAbort = (): void => stop("aborted");
  const timer = setTimeout(stop, timeoutMs, "timeout");
  if (signal?.aborted) onAbort();
  signal?.addEventListener("abort", onAbort, { once: true });
  const race = <T>(work: T | Promise<T>): Promise<T> => Promise.race([ended, work]);
  return {
    signal: controller.signal,
    get cut() {
      return cut;
    },
    left: () => startedAt + timeoutMs - performance.now(),
    race,
    async sleep(ms) {
      let pause: ReturnType<typeof setTimeout> | undefined;
      try {
        await race(
          new Promise<void>((resolve) => {
            pause = setTimeout(resolve, ms);
          }),
        );
      } finally {
        clearTimeout(pause);
      }
    },
    end() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    },
  };
}
