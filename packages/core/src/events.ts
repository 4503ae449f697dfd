// What `onEvent` receives.
import type { ErrorCode, ErrorFacts } from "./errors.js";
import type { Outcome } from "./outcome.js";

/**
 * What happens during a call, for a logger or a tracer, with the same facts as an error. It contains no secrets.
 *
 * The events of a call come in this order: `started`; one `attempt` after each request, and a `wait` before each pause; `settled`, always. An
 * exchange of credentials is a separate call, `exchangeCredentials`: its events come between those of the call that needs the
 * token. A call whose input is wrong has no events.
 */
export interface FlexFactorEvent extends Omit<ErrorFacts, "outcome"> {
  /** `started`: the call begins. `attempt`: a request has ended. `wait`: a pause begins. `settled`: the call has ended. */
  readonly type: "started" | "attempt" | "wait" | "settled";
  /** The id of the call, like `k3v9x2ab-17`. All events of one call have the same. */
  readonly callId: string;
  /** `operationId` of the spec, like `createApiKey`. */
  readonly operation: string;
  /** How many requests of this call have been sent. */
  readonly attempts: number;
  /** In whole ms. `attempt`: how long the request took. `wait`: how long the pause will be. `settled`: how long the call took. `started`: 0. */
  readonly durationMs: number;
  /** What became of the request; `done` when it succeeded. */
  readonly outcome: Outcome | "done";
  /** The error's `code`, when there is one. */
  readonly code?: ErrorCode | undefined;
}
