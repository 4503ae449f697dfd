// The time limit of a call, and its end by an abort.
import type { AbortListeners } from "./abort-listeners.js";
import { defineHidden } from "./bare.js";
import { AbortError, type FlexFactorError, TimeoutError, withFacts } from "./errors.js";
import { ignoringErrors } from "./ignoring-errors.js";
import type { Redact } from "./redact.js";
import { describeThrown } from "./thrown.js";

/** The time limit of a call. Everything that the call waits for is raced against it. */
export type Deadline = ReturnType<typeof startDeadline>;

/**
 * A request is not sent when less time than this is left, in ms; or a tenth of the whole, if that is less. Its answer could hardly arrive
 * in time, and the outcome would be unknown.
 */
const LAST_MOMENT_MS = 50;

// A registered symbol, so that a package that loaded the other build of this one finds it too.
const SEND_BEFORE = /* @__PURE__ */ Symbol.for("@flexfactor/send-before");

/**
 * The instant of `performance.now()` after which the call with this signal sends nothing. A token source receives the signal, and sees
 * here how long its caller has. `Infinity` when the signal does not belong to a call.
 */
export function sendBeforeOf(signal: AbortSignal | undefined): number {
  const instant: unknown = signal && (signal as { [SEND_BEFORE]?: unknown })[SEND_BEFORE];
  return typeof instant === "number" ? instant : Infinity;
}

/** Options of {@link startDeadline}. */
interface DeadlineOptions {
  /** `operationId` of the call, for the messages. */
  readonly operation: string;
  readonly timeoutMs: number;
  readonly callerSignal: AbortSignal | undefined;
  readonly listeners: AbortListeners;
  /** Redacts the reason of an abort, which is the caller's own error. */
  readonly redact: Redact;
}

/**
 * Starts the deadline of a call: the call ends after `timeoutMs`, or when the caller's signal is aborted. It has one timer and one shared
 * listener, which `release` removes. `AbortSignal.timeout` and `AbortSignal.any` would cost more than the rest of the call.
 */
export function startDeadline({ operation, timeoutMs, callerSignal, listeners, redact }: DeadlineOptions) {
  const { signal, race, endCall, hasEnded, throwIfEnded } = createInterruption();
  const sendBefore = performance.now() + timeoutMs - Math.min(LAST_MOMENT_MS, timeoutMs / 10);
  defineHidden(signal, SEND_BEFORE, sendBefore);
  const onTimeout = (): void => endCall(new TimeoutError(`${operation} did not finish within ${timeoutMs} ms.`));
  const onCallerAbort = (): void => {
    const reason = describeReason(callerSignal, redact) || undefined;
    endCall(new AbortError(`${operation} was aborted${reason ? ` (${reason})` : ""}.`, { reason }));
  };

  if (callerSignal) listeners.add(callerSignal, onCallerAbort);
  const timer = setTimeout(onTimeout, timeoutMs);
  let pause: ReturnType<typeof setTimeout> | undefined;
  if (isAborted(callerSignal)) onCallerAbort();

  return {
    /** Given to `fetch` and to the token source. Its `reason` is a copy of the error that the call ends with. */
    signal,
    /** The instant of `performance.now()` after which nothing is sent. */
    sendBefore,
    race,
    hasEnded,
    throwIfEnded,

    /** Waits, unless the call is ended earlier. */
    sleep: (ms: number): Promise<void> =>
      race(
        new Promise<void>((resolve) => {
          pause = setTimeout(resolve, ms);
        }),
      ),

    /**
     * Called before anything is sent, because on a busy event loop the timer may be late.
     *
     * @throws {TimeoutError | AbortError} when the call is over, or too little time is left to send a request
     */
    throwIfOver: (): void => {
      if (performance.now() >= sendBefore) onTimeout();
      throwIfEnded();
    },

    /** Releases the timers and the caller's signal. */
    release: (): void => {
      clearTimeout(timer);
      clearTimeout(pause);
      if (callerSignal) listeners.remove(callerSignal, onCallerAbort);
    },
  };
}

function isAborted(signal: AbortSignal | undefined): boolean {
  try {
    return signal?.aborted === true;
  } catch {
    // A getter of a custom signal threw.
    return false;
  }
}

function describeReason(signal: AbortSignal | undefined, redact: Redact): string {
  try {
    return describeThrown(signal?.reason, redact);
  } catch {
    // A getter of a custom signal threw.
    return "";
  }
}

/** Lets a call be ended while it waits. It waits for one thing at a time. */
function createInterruption() {
  const controller = new AbortController();
  const { signal } = controller;
  // Neither an event of `signal` nor its fields: code that receives the signal could remove or overwrite them.
  let interrupt = (_: FlexFactorError): void => {};
  let ended: FlexFactorError | undefined;
  return {
    signal,

    /** Whether the call was ended. */
    hasEnded: (): boolean => ended !== undefined,

    /** @throws {FlexFactorError} when the call was ended */
    throwIfEnded: (): void => {
      if (ended) throw ended;
    },

    /** Settles like `work`, or rejects at once when the call is ended. */
    race: <T>(work: T | Promise<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        interrupt = reject;
        if (ended) reject(ended);
        Promise.resolve(work).then(resolve, reject);
      }),

    endCall: (error: FlexFactorError): void => {
      if (ended) return;
      ended = error;
      interrupt(error);
      // A copy, because `fetch` throws it, and others write into what they catch: `error.request = init` has the token. And last,
      // because others can freeze the signal, so that it throws.
      ignoringErrors(() => controller.abort(withFacts(error, {})));
    },
  };
}
