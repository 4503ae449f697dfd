import type { AbortListeners } from "./abort-listeners.js";
import { defineHidden } from "./bare.js";
import { AbortError, type FlexFactorError, TimeoutError } from "./errors.js";
import type { Redact } from "./redact.js";
import { describeThrown } from "./thrown.js";

/** One call's time: everything the call waits for is raced against it. */
export type Deadline = ReturnType<typeof startDeadline>;

/**
 * A request is not sent with less time than this left, in ms, or than a tenth of the whole: its answer could hardly arrive, and
 * nothing would be known of it.
 */
const LAST_MOMENT_MS = 50;

// A registered symbol, so that a package that uses the other build of this one finds it too.
const SEND_BEFORE = /* @__PURE__ */ Symbol.for("@flexfactor/send-before");

/**
 * The instant of `performance.now()` from which the call behind a signal sends nothing any more. A token source that is given the signal
 * can see how long its caller has. `Infinity` when it is no signal of a call.
 */
export function sendBeforeOf(signal: AbortSignal | undefined): number {
  const instant: unknown = signal && (signal as { [SEND_BEFORE]?: unknown })[SEND_BEFORE];
  return typeof instant === "number" ? instant : Infinity;
}

/** What a deadline is made of. */
interface DeadlineOptions {
  /** `operationId` of the call, for the messages. */
  readonly operation: string;
  readonly timeoutMs: number;
  readonly callerSignal: AbortSignal | undefined;
  readonly listeners: AbortListeners;
  /** For the reason of an abort, which is the caller's own error. */
  readonly redact: Redact;
}

/**
 * Starts the clock of a call. It ends the call after `timeoutMs`, or when the caller's signal is aborted. One timer and one shared
 * listener, both released by `release`: `AbortSignal.timeout` and `AbortSignal.any` cost more than a whole call.
 */
export function startDeadline({ operation, timeoutMs, callerSignal, listeners, redact }: DeadlineOptions) {
  const { signal, race, endCall } = createInterruption();
  const sendBefore = performance.now() + timeoutMs - Math.min(LAST_MOMENT_MS, timeoutMs / 10);
  defineHidden(signal, SEND_BEFORE, sendBefore);
  const onTimeout = (): void => endCall(new TimeoutError(`${operation} did not finish within ${timeoutMs} ms.`));
  const onCallerAbort = (): void =>
    endCall(new AbortError(`${operation} was aborted.`, { reason: redact(describeReason(callerSignal)) || undefined }));

  if (callerSignal) listeners.add(callerSignal, onCallerAbort);
  const timer = setTimeout(onTimeout, timeoutMs);
  let pause: ReturnType<typeof setTimeout> | undefined;
  if (callerSignal?.aborted) onCallerAbort();

  return {
    /** Handed to `fetch` and to the token source. Its `reason` is the error that the call ends with. */
    signal,
    /** The instant of `performance.now()` from which nothing is sent any more. */
    sendBefore,
    race,

    /** Waits, unless the call is ended earlier. */
    sleep: (ms: number): Promise<void> =>
      race(
        new Promise<void>((resolve) => {
          pause = setTimeout(resolve, ms);
        }),
      ),

    /**
     * Asked before anything is sent, because a busy event loop may not have fired the timer yet.
     *
     * @throws {TimeoutError | AbortError} when the call is over, or as good as over
     */
    throwIfOver: (): void => {
      if (performance.now() >= sendBefore) onTimeout();
      signal.throwIfAborted();
    },

    /** Releases the timers and the caller's signal. */
    release: (): void => {
      clearTimeout(timer);
      clearTimeout(pause);
      if (callerSignal) listeners.remove(callerSignal, onCallerAbort);
    },
  };
}

function describeReason(signal: AbortSignal | undefined): string {
  try {
    return describeThrown(signal?.reason);
  } catch {
    // A getter of somebody's own signal threw.
    return "";
  }
}

/** Lets a call be ended while it waits. It waits for one thing at a time. */
function createInterruption() {
  const controller = new AbortController();
  const { signal } = controller;
  // Not an event of `signal`: whoever is handed the signal could remove its listeners.
  let interrupt = (_: FlexFactorError): void => {};
  return {
    signal,

    /** Settles like `work`, or rejects the moment the call is ended. */
    race: <T>(work: T | Promise<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        interrupt = reject;
        if (signal.aborted) reject(signal.reason);
        Promise.resolve(work).then(resolve, reject);
      }),

    endCall: (error: FlexFactorError): void => {
      if (signal.aborted) return;
      controller.abort(error);
      interrupt(error);
    },
  };
}
