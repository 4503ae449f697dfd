import type { ErrorCode, ErrorFacts } from "./errors.js";
import type { Outcome } from "./outcome.js";

/**
 * What happens during a call, for a logger or a tracer, with the same facts as an error. Nothing in it is secret.
 *
 * The events of a call come in this order: one `started`; for each request one `attempt`, with a `wait` between two if there is a
 * pause; one `settled`, always. An exchange of credentials is a call of its own, `exchangeCredentials`: its events come between those of the
 * call that needs the token. A call that is refused before it starts, because its input is wrong, has no events.
 */
export interface FlexFactorEvent extends Omit<ErrorFacts, "outcome"> {
  /** `started`: the call begins. `attempt`: a request has ended. `wait`: a pause begins. `settled`: the call has ended. */
  readonly type: "started" | "attempt" | "wait" | "settled";
  /** The same in all events of one call, and different for each call, like `k3v9x2ab-17`. */
  readonly callId: string;
  /** `operationId` of the spec, like `createApiKey`. */
  readonly operation: string;
  /** How many requests of this call were sent until now. */
  readonly attempts: number;
  /** In whole ms. `attempt`: how long the request took. `wait`: how long the pause will be. `settled`: how long the call took. `started`: 0. */
  readonly durationMs: number;
  /** What became of the request; `done` when it succeeded. */
  readonly outcome: Outcome | "done";
  /** The error's `code`, when there is one. */
  readonly code?: ErrorCode | undefined;
}
