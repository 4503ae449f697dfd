// Decides what the status of a refusal proves, and how often the request may be retried.
import {
  AuthenticationError,
  ConflictError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  RedirectError,
  ServerError,
  ValidationError,
} from "./errors.js";
import type { Verdict } from "./verdict.js";

/**
 * Statuses that mean "refused, nothing was done": the class of the error, and how often the request may be retried. 307 and 308 say that
 * the same request has to go to another address (RFC 9110, 15.4.8 and 15.4.9). 421 and 425 say that the server did not accept the request
 * (RFC 9110, 15.5.20; RFC 8470, 5.2). 501, 505 and 511 say that it never accepts such a request (RFC 9110, 15.6; RFC 6585, 6).
 */
const REFUSALS: ReadonlyMap<number, Pick<Verdict, "ErrorClass" | "maxRetries">> = new Map([
  [307, { ErrorClass: RedirectError, maxRetries: 0 }],
  [308, { ErrorClass: RedirectError, maxRetries: 0 }],
  [401, { ErrorClass: AuthenticationError, maxRetries: 0 }],
  [403, { ErrorClass: PermissionError, maxRetries: 0 }],
  [404, { ErrorClass: NotFoundError, maxRetries: 0 }],
  [409, { ErrorClass: ConflictError, maxRetries: 0 }],
  [410, { ErrorClass: NotFoundError, maxRetries: 0 }],
  [421, { ErrorClass: ServerError, maxRetries: 1 }],
  [425, { ErrorClass: ServerError, maxRetries: 1 }],
  [429, { ErrorClass: RateLimitError, maxRetries: Infinity }],
  [501, { ErrorClass: ServerError, maxRetries: 0 }],
  [505, { ErrorClass: ServerError, maxRetries: 0 }],
  [511, { ErrorClass: ServerError, maxRetries: 0 }],
]);

/**
 * Statuses of a server or a gateway that gave up: 408, which an API also sends when its own work took too long, nginx's 444 and 499, and
 * a load balancer's 460. The request may have been carried out.
 */
const GAVE_UP: readonly number[] = [408, 444, 460, 499];

/** An answer that refuses. */
export interface RefusedAttempt {
  readonly status: number;
  /** Whether the operation may be sent twice. */
  readonly safe: boolean;
  /** Whether the API itself refused with a `Retry-After`. Gateways send a 503 after the request went on to the API. */
  readonly apiAskedToWait: boolean;
}

/** Judges an answer that refuses, by its status. A 2xx that refuses means that the request is wrong. */
export function judgeStatus({ status, safe, apiAskedToWait }: RefusedAttempt): Verdict {
  const refusal = REFUSALS.get(status);
  if (refusal) return { ...refusal, outcome: "rejected" };
  if (status >= 200 && status < 300) return { ErrorClass: ValidationError, outcome: "rejected", maxRetries: 0 };
  if (GAVE_UP.includes(status)) return { ErrorClass: ServerError, outcome: "unknown", maxRetries: safe ? 1 : 0 };
  // Also 0, which browsers show for each redirect.
  if (status < 400) return { ErrorClass: RedirectError, outcome: "unknown", maxRetries: 0 };
  if (status < 500) return { ErrorClass: ValidationError, outcome: "rejected", maxRetries: 0 };
  if (status === 503 && apiAskedToWait) return { ErrorClass: ServerError, outcome: "rejected", maxRetries: Infinity };
  return { ErrorClass: ServerError, outcome: "unknown", maxRetries: safe ? Infinity : 0 };
}
