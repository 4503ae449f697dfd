// What an attempt that failed means for its call.
import type { FlexFactorError } from "./errors.js";
import type { Outcome } from "./outcome.js";

export interface Verdict {
  /** The class of the error that the call ends with, if this attempt was its last. */
  readonly ErrorClass: typeof FlexFactorError;
  readonly outcome: Outcome;
  /** How often the request may be retried: never, once, or as often as the call allows. */
  readonly maxRetries: number;
}
