import type { FlexFactorError } from "./errors.js";
import type { Outcome } from "./outcome.js";

/** What an attempt that failed means for the call. */
export interface Verdict {
  /** The class of the error that the call ends with, if this attempt was its last. */
  readonly ErrorClass: typeof FlexFactorError;
  readonly outcome: Outcome;
  /** How often the request may be sent again because of it: not at all, once, or as often as the call allows. */
  readonly maxRetries: 0 | 1 | typeof Infinity;
}
