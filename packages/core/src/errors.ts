// The classes of errors, and their fields.
import { bare, defineHidden, giveFields } from "./bare.js";
import { isObject } from "./json.js";
import type { Outcome } from "./outcome.js";

/** The kinds of failure, one for each class of error. They stay the same between versions, so a program can `switch` on them. */
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

/** What an error says about the failed call. It has no request, response, header, body or cause, because those can hold secrets. */
export interface ErrorFacts {
  /** The operation that failed, by its `operationId` in the spec, like `createApiKey`. */
  operation?: string | undefined;
  /** The HTTP status of the answer. Absent when no answer came. */
  status?: number | undefined;
  /** What the server says is wrong, one line each, at most twenty, with secrets redacted. Empty when it said nothing readable. @default [] */
  messages?: readonly string[] | undefined;
  /** What is wrong with each field of the request, by the name of the field. @default {} */
  fields?: Readonly<Record<string, readonly string[]>> | undefined;
  /** The id of the last request, from the header `apigw-requestid` or the trace id in the body. Quote it to FlexFactor's support. */
  requestId?: string | undefined;
  /** How many requests were sent for this call. @default 0 */
  attempts?: number | undefined;
  /** What became of the request, which decides what to do next. @default "not_sent" */
  outcome?: Outcome | undefined;
  /** How long the server asked to wait before the next request, in ms. Absent when it did not ask. */
  retryAfterMs?: number | undefined;
  /** The cause in a few words: class, code and message of what `fetch` threw, or the part of the answer that is wrong. Secrets are redacted. */
  reason?: string | undefined;
}

// A registered symbol, so that the guard also recognises errors of a second copy of this package.
const BRAND = /* @__PURE__ */ Symbol.for("@flexfactor/error");

/**
 * The base class of every error of this SDK. Tell errors apart by `code` or by class; `outcome` says what to do next. An error holds
 * no secret, so it can be logged as it is.
 *
 * @example
 * try {
 *   await apiKeys(client).delete(id);
 * } catch (error) {
 *   if (!isFlexFactorError(error)) throw error;
 *   logger.error(error); // code, outcome, operation, status, messages, requestId, …
 * }
 */
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
    giveFields(this, { messages: [], fields: {}, attempts: 0, outcome: "not_sent", ...facts });
    defineHidden(this, BRAND, true);
  }

  /** All fields, and the message, which `JSON.stringify` leaves out of other errors. */
  toJSON(): Record<string, unknown> {
    return { ...(this as ErrorFacts), message: this.message };
  }
}

/** An option is missing, wrong or unknown, and the message names it. Or `fetch` refused what it was given, or the call failed unexpectedly. */
export class ConfigError extends FlexFactorError {
  override readonly name = "ConfigError";
  override readonly code = "config";
}

/**
 * The request is wrong; `fields` and `messages` say what to fix. Without a `status`, the SDK found the mistake and sent nothing. With one,
 * the server refused the request (4xx without a class of its own, or a 2xx that reports a failure).
 */
export class ValidationError extends FlexFactorError {
  override readonly name = "ValidationError";
  override readonly code = "validation";
}

/** The credentials or the token were refused (401; at the token exchange also 400, or a 200 that refuses), or `auth` gave no token. */
export class AuthenticationError extends FlexFactorError {
  override readonly name = "AuthenticationError";
  override readonly code = "authentication";
}

/** The credentials are valid, but do not allow this call (403). */
export class PermissionError extends FlexFactorError {
  override readonly name = "PermissionError";
  override readonly code = "permission";
}

/** What the call asks for does not exist (404, 410). */
export class NotFoundError extends FlexFactorError {
  override readonly name = "NotFoundError";
  override readonly code = "not_found";
}

/** The request contradicts what exists or is in progress (409). */
export class ConflictError extends FlexFactorError {
  override readonly name = "ConflictError";
  override readonly code = "conflict";
}

/** Too many requests (429), or the server asked for a pause that is too long for this call. `retryAfterMs` is the time to wait. */
export class RateLimitError extends FlexFactorError {
  override readonly name = "RateLimitError";
  override readonly code = "rate_limit";
}

/** The server or a gateway failed (5xx), gave up (408, 444, 460, 499), or did not accept the request now (421, 425). */
export class ServerError extends FlexFactorError {
  override readonly name = "ServerError";
  override readonly code = "server";
}

/** No answer came: the name did not resolve, or the connection was refused or broke. `reason` says what `fetch` threw. */
export class NetworkError extends FlexFactorError {
  override readonly name = "NetworkError";
  override readonly code = "network";
}

/** The call did not finish within `timeoutMs`, which includes its token, retries and waits. */
export class TimeoutError extends FlexFactorError {
  override readonly name = "TimeoutError";
  override readonly code = "timeout";
}

/** The call was ended by its `signal`. `outcome` says what became of the request. */
export class AbortError extends FlexFactorError {
  override readonly name = "AbortError";
  override readonly code = "aborted";
}

/** The server redirected the request (3xx). The SDK does not follow redirects, because they would carry secrets to another server. */
export class RedirectError extends FlexFactorError {
  override readonly name = "RedirectError";
  override readonly code = "redirect";
}

/** The answer cannot be read, or is not what was asked for. `reason` says which part of it is wrong. */
export class ResponseError extends FlexFactorError {
  override readonly name = "ResponseError";
  override readonly code = "response";
}

/**
 * Whether `error` is an error of this SDK and, if `code` is given, of that kind. It also works where `instanceof` does not: in a
 * process that loads a second copy of the package, or both its ES build and its CommonJS build.
 *
 * @param error whatever was caught
 * @param code the kind to look for; without it, every kind counts
 *
 * @example
 * if (isFlexFactorError(error, "rate_limit")) await sleep(error.retryAfterMs ?? 1000);
 */
export function isFlexFactorError<Code extends ErrorCode = ErrorCode>(
  error: unknown,
  code?: Code,
): error is FlexFactorError & { readonly code: Code } {
  try {
    if (!isObject(error) || !(BRAND in error)) return false;
    // Read in any case, because everybody reads it next.
    const { code: given } = error;
    return code === undefined || given === code;
  } catch {
    // Reading a field threw, as some proxies and getters do.
    return false;
  }
}

/**
 * A copy with other facts, and the same class, message, fields and stack. It does not call the constructor, because the class may be
 * another package's. Many calls can throw the same error of an exchange, each with its own facts.
 */
export function withFacts<E extends FlexFactorError>(error: E, facts: ErrorFacts): E {
  const copy = new Error(error.message);
  Object.setPrototypeOf(copy, Object.getPrototypeOf(error));
  const { stack, ...fields } = Object.getOwnPropertyDescriptors(error);
  // Writable again if the error was frozen, because the copy gets its own facts.
  for (const name of Reflect.ownKeys(fields))
    Object.defineProperty(copy, name, bare(changeable(fields[name as string] as PropertyDescriptor)));
  // In some engines `stack` is a getter that works only on the original error.
  Object.defineProperty(copy, "stack", bare({ value: error.stack, configurable: true, writable: true }));
  return giveFields(copy as E, facts);
}

function changeable(descriptor: PropertyDescriptor): PropertyDescriptor {
  return "value" in descriptor ? { ...descriptor, writable: true, configurable: true } : descriptor;
}
