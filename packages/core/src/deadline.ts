import { AbortError, type FlexFactorError, TimeoutError } from "./errors.js";

/** Why a call was cut: the error, and what it says. */
export type Cut = readonly [typeof FlexFactorError, string];

/** One call's time: everything the call waits for is raced against it. */
export interface Deadline {
  /** Handed to `fetch`; aborted at the end of the time or by the caller. */
  readonly signal: AbortSignal;
  /** Why the call was cut, once it was; what `race` and `sleep` then reject with. */
  readonly cut: Cut | undefined;
  /** What is left, in ms. */
  left(): number;
  /** Settles like `work`, or rejects the moment the call is cut. */
  race<T>(work: T | Promise<T>): Promise<T>;
  sleep(ms: number): Promise<void>;
  /** Releases the timers and the caller's signal. */
  end(): void;
}

/**
 * Starts the clock. One cleared timer and one removed listener per call: `AbortSignal.timeout` and `AbortSignal.any` cost more
 * than all of this together, and the latter leaks on a signal that is shared by many calls.
 */
export function startDeadline(timeoutMs: number, signal: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  const endsAt = performance.now() + timeoutMs;
  let cut: Cut | undefined;
  let pause: ReturnType<typeof setTimeout> | undefined;
  // A call waits for one thing at a time.
  let giveUp: ((reason: unknown) => void) | undefined;
  const stop = (...reason: Cut): void => {
    cut ??= reason;
    giveUp?.(cut);
    controller.abort();
  };
  const onAbort = (): void => stop(AbortError, "was aborted.");
  // First, so that what is no signal leaves no timer.
  signal?.addEventListener("abort", onAbort);
  if (signal?.aborted) onAbort();
  const timer = setTimeout(stop, timeoutMs, TimeoutError, `took longer than ${timeoutMs} ms.`);
  const race = <T>(work: T | Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      giveUp = reject;
      Promise.resolve(work).then(resolve, reject);
      if (cut) reject(cut);
    });
  return {
    signal: controller.signal,
    get cut() {
      return cut;
    },
    left: () => endsAt - performance.now(),
    race,
    sleep: (ms) =>
      race(
        new Promise((resolve) => {
          pause = setTimeout(resolve, ms);
        }),
      ),
    end() {
      clearTimeout(timer);
      clearTimeout(pause);
      signal?.removeEventListener("abort", onAbort);
    },
  };
}
