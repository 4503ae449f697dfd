import { bare, defineHidden } from "./bare.js";
import type { Outcome } from "./outcome.js";

/** The kinds of failure. They do not change between versions; `switch (error.code)` narrows on them. */
export type ErrorCode =
  | "flexfactor"
  | "config"
  | "validation"
  | "authentication"
  | "permission"
  | "not_found"
  | "conflict"
  | "rate_limit"
  | "server"
  | "network"
  | "timeout"
  | "aborted"
  | "redirect"
  | "response"
  | "uncertain_create";

/** The facts an error carries. It keeps no request, response, header, body or cause: those can hold secrets. */
export interface ErrorFacts {
  /** `operationId` of the spec. */
  operation?: string | undefined;
  /** HTTP status, when there was an answer. */
  status?: number | undefined;
  /** What the server said, one line each, at most twenty; empty when it said nothing readable. */
  messages?: readonly string[] | undefined;
  /** What was wrong, by field. */
  fields?: Readonly<Record<string, readonly string[]>> | undefined;
  /** The gateway's id of the last request (`apigw-requestid`), or the trace id in the body. Quote it to support. */
  requestId?: string | undefined;
  /** How many requests were sent for this call. @default 0 */
  attempts?: number | undefined;
  /** @default "not_sent" */
  outcome?: Outcome | undefined;
  /** How long the server asked to wait, in ms, when it did. */
  retryAfterMs?: number | undefined;
  /** What is behind it, in a few words: class, code and message of what `fetch` threw, or the part of an answer that is wrong. */
  reason?: string | undefined;
}

// A registered symbol, so that the guard also recognises errors of a second copy of this package.
const BRAND = /* @__PURE__ */ Symbol.for("@flexfactor/error");

/** The base of every error of this SDK. Tell them apart by `code`, or by class. */
export class FlexFactorError extends Error implements ErrorFacts {
  /** The name of the class. */
  override readonly name: string = "FlexFactorError";
  /** The kind of failure. */
  readonly code: ErrorCode = "flexfactor";
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
    defineHidden(this, BRAND, true);
  }

  /** All of its fields, with the message, which `JSON.stringify` leaves out of other errors. */
  toJSON(): Record<string, unknown> {
    return { ...(this as ErrorFacts), message: this.message };
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

/** The token is valid and does not allow this (403). */
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

/** Too many requests (429); `retryAfterMs` says how long to wait, when the server said so. */
export class RateLimitError extends FlexFactorError {
  override readonly name = "RateLimitError";
  override readonly code = "rate_limit";
}

/** The server or a gateway failed (5xx), or would not take the request now (408, 421, 425). */
export class ServerError extends FlexFactorError {
  override readonly name = "ServerError";
  override readonly code = "server";
}

/** No answer came: the name did not resolve, the connection was refused or broke. `reason` says what `fetch` threw. */
export class NetworkError extends FlexFactorError {
  override readonly name = "NetworkError";
  override readonly code = "network";
}

/** The call did not finish within `timeoutMs`, token and waits included. */
export class TimeoutError extends FlexFactorError {
  override readonly name = "TimeoutError";
  override readonly code = "timeout";
}

/** The caller's signal was aborted. `outcome` says what is known of the request. */
export class AbortError extends FlexFactorError {
  override readonly name = "AbortError";
  override readonly code = "aborted";
}

/** The server pointed somewhere else (3xx). Redirects are not followed: they would carry secrets to another place. */
export class RedirectError extends FlexFactorError {
  override readonly name = "RedirectError";
  override readonly code = "redirect";
}

/** An answer came and cannot be read, or is not what was asked for; `reason` says which part. */
export class ResponseError extends FlexFactorError {
  override readonly name = "ResponseError";
  override readonly code = "response";
}

/**
 * Whether this is an error of this SDK, and of that code when one is given. It works where `instanceof` does not: with a second copy
 * of the package, or with its ES build beside its CommonJS build.
 *
 * @example
 * if (isFlexFactorError(error, "rate_limit")) await sleep(error.retryAfterMs ?? 1000);
 */
export function isFlexFactorError<Code extends ErrorCode = ErrorCode>(
  error: unknown,
  code?: Code,
): error is FlexFactorError & { readonly code: Code } {
  try {
    if (typeof error !== "object" || error === null || !(BRAND in error)) return false;
    return code === undefined || ("code" in error && error.code === code);
  } catch {
    // A proxy that does not let itself be read.
    return false;
  }
}

/**
 * A copy with other facts: the same class, message, fields and stack, also for a subclass that is not ours, whose constructor may do
 * anything. One error of an exchange is thrown by many calls, each with facts of its own.
 */
export function withFacts<E extends FlexFactorError>(error: E, facts: ErrorFacts): E {
  const copy = new Error(error.message);
  Object.setPrototypeOf(copy, Object.getPrototypeOf(error));
  const { stack, ...fields } = Object.getOwnPropertyDescriptors(error);
  // Of a frozen error, too: the copy gets facts of its own.
  for (const name of Reflect.ownKeys(fields))
    Object.defineProperty(copy, name, bare(changeable(fields[name as string] as PropertyDescriptor)));
  // In some engines it is a getter that works only on the error it was made for.
  Object.defineProperty(copy, "stack", bare({ value: error.stack, configurable: true, writable: true }));
  return Object.assign(copy as E, facts);
}

function changeable(descriptor: PropertyDescriptor): PropertyDescriptor {
  return "value" in descriptor ? { ...descriptor, writable: true, configurable: true } : { ...descriptor, configurable: true };
}
