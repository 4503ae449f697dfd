/**
 * What became of the request, and it is true:
 *
 * - `not_sent`: no byte of it can have reached the server.
 * - `rejected`: the server refused it; nothing was done.
 * - `unknown`: it may or may not have been carried out.
 * - `created_unread`: the server said yes and its answer was lost.
 */
export type Outcome = "not_sent" | "rejected" | "unknown" | "created_unread";

/** The facts an error carries. It keeps no request, response, header, body or cause: those hold secrets. */
export interface ErrorFacts {
  /** `operationId` of the spec. */
  operation?: string | undefined;
  /** HTTP status, when there was an answer. */
  status?: number | undefined;
  /** What the server said, one line each; empty when it said nothing readable. */
  messages?: readonly string[] | undefined;
  /** What was wrong, by field. */
  fields?: Readonly<Record<string, readonly string[]>> | undefined;
  /** The gateway's id of the last request (`apigw-requestid`) or the trace id of the body; quote it to support. */
  requestId?: string | undefined;
  /** How many requests were sent for this call. @default 0 */
  attempts?: number | undefined;
  /** @default "not_sent" */
  outcome?: Outcome | undefined;
  /** How long the server asked to wait, in ms, when it did. */
  retryAfterMs?: number | undefined;
  /** A short word on the cause: the runtime's code like `ECONNREFUSED`, or the part of an answer that could not be read. */
  reason?: string | undefined;
}

// A registered symbol, so that the guard also holds for errors of a second copy of this package.
const BRAND = /* @__PURE__ */ Symbol.for("@flexfactor/error");

/** What every failure of this SDK is. Tell them apart by `code`, or by class. */
export class FlexFactorError extends Error implements ErrorFacts {
  /** The name of the class, for programs that cannot use `instanceof`. */
  override readonly name: string = "FlexFactorError";
  /** What kind of failure it is, in a word that does not change. */
  readonly code: string = "flexfactor";
  declare readonly operation?: string | undefined;
  declare readonly status?: number | undefined;
  declare readonly messages: readonly string[];
  declare readonly fields: Readonly<Record<string, readonly string[]>>;
  declare readonly requestId?: string | undefined;
  declare readonly attempts: number;
  declare readonly outcome: Outcome;
  declare readonly retryAfterMs?: number | undefined;
  declare readonly reason?: string | undefined;

  constructor(message: string, facts: ErrorFacts = {}) {
    super(message);
    Object.assign(this, { messages: [], fields: {}, attempts: 0, outcome: "not_sent" }, facts);
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/** An option is missing or wrong; the message names it. */
export class ConfigError extends FlexFactorError {
  override readonly name = "ConfigError";
  override readonly code = "config";
}

/** The request is wrong: found before sending (no `status`, outcome `not_sent`) or refused by the server. See `fields`. */
export class ValidationError extends FlexFactorError {
  override readonly name = "ValidationError";
  override readonly code = "validation";
}

/** The credentials or the token were refused (401; at the token exchange also 400). */
export class AuthenticationError extends FlexFactorError {
  override readonly name = "AuthenticationError";
  override readonly code = "authentication";
}

/** The token is good and does not allow this (403). */
export class PermissionError extends FlexFactorError {
  override readonly name = "PermissionError";
  override readonly code = "permission";
}

/** There is no such thing (404, 410). */
export class NotFoundError extends FlexFactorError {
  override readonly name = "NotFoundError";
  override readonly code = "not_found";
}

/** It contradicts what is there or in progress (409). */
export class ConflictError extends FlexFactorError {
  override readonly name = "ConflictError";
  override readonly code = "conflict";
}

/** Too many requests (429); `retryAfterMs` says for how long, when the server said so. */
export class RateLimitError extends FlexFactorError {
  override readonly name = "RateLimitError";
  override readonly code = "rate_limit";
}

/** The server or a gateway failed (5xx), or would not take the request now (408, 421, 425). */
export class ServerError extends FlexFactorError {
  override readonly name = "ServerError";
  override readonly code = "server";
}

/** No answer came: the name did not resolve, the connection was refused or broke. `reason` has the runtime's code. */
export class NetworkError extends FlexFactorError {
  override readonly name = "NetworkError";
  override readonly code = "network";
}

/** The call took longer than `timeoutMs`, token and waits included. */
export class TimeoutError extends FlexFactorError {
  override readonly name = "TimeoutError";
  override readonly code = "timeout";
}

/** The caller's signal was aborted. Read `outcome` before believing that nothing happened. */
export class AbortError extends FlexFactorError {
  override readonly name = "AbortError";
  override readonly code = "aborted";
}

/** The server pointed somewhere else (3xx); redirects are not followed, they would carry secrets to another place. */
export class RedirectError extends FlexFactorError {
  override readonly name = "RedirectError";
  override readonly code = "redirect";
}

/** An answer came and cannot be read or is not what was asked for; `reason` says which part. */
export class ResponseError extends FlexFactorError {
  override readonly name = "ResponseError";
  override readonly code = "response";
}

/** Whether this is an error of this SDK, also when it comes from another copy of the package. */
export function isFlexFactorError(error: unknown): error is FlexFactorError {
  return BRAND in Object(error);
}

/** The facts of a call as they are so far: an error's, or those of a success. */
export type Facts = Omit<ErrorFacts, "outcome"> & { attempts: number; outcome: Outcome | "done" };

/** The error that says what a call's answer came to. */
export function failure(Failure: typeof FlexFactorError, facts: Facts): FlexFactorError {
  const { operation, status, reason, messages = [] } = facts;
  const what = status === undefined ? "got no answer" : `was answered ${status}${reason ? ", which cannot be used" : ""}`;
  const why = reason ? ` (${reason}).` : messages.length ? `: ${messages.join(" ")}` : ".";
  // What is done does not fail.
  return new Failure(`${operation} ${what}${why}`, facts as ErrorFacts);
}

/** @throws {ConfigError} when an option is not `ok`, naming it and what it must be */
export function must(ok: unknown, option: string, be: string): asserts ok {
  if (!ok) throw new ConfigError(`\`${option}\` must be ${be}.`);
}
