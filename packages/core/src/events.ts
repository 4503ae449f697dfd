import type { ErrorCode, ErrorFacts } from "./errors.js";
import type { Outcome } from "./outcome.js";

/**
 * What happens during a call, for a logger or a tracer, with the same facts as an error. Nothing in it is secret. Each exchange of
 * credentials shows as a call of its own operation.
 */
export interface FlexFactorEvent extends Omit<ErrorFacts, "outcome"> {
  /** `attempt`: a request has ended. `wait`: a pause before the next one begins. `settled`: the call has ended. */
  readonly type: "attempt" | "wait" | "settled";
  /** `operationId` of the spec. */
  readonly operation: string;
  /** How many requests were sent so far. */
  readonly attempts: number;
  /** How long it took, or for `wait` how long it will be, in ms. */
  readonly durationMs: number;
  /** What became of the request; `done` when it succeeded. */
  readonly outcome: Outcome | "done";
  /** The error's `code`, when there is one. */
  readonly code?: ErrorCode | undefined;
}
