import { ConfigError } from "./errors.js";
import { isObject, type JsonObject, keysOf } from "./json.js";
import { oneLine } from "./redact.js";

/** Options of one call. */
export interface CallOptions {
  /** Ends the call early: it rejects with an `AbortError`, whose `outcome` says what became of the request. */
  signal?: AbortSignal | null | undefined;
  /** How long the call may take, in ms, with its token, retries and waits: 1 to 2147483647. @default the client's */
  timeoutMs?: number | undefined;
  /** How often the request may be sent, 1 to 10; the one replay after a 401 does not count. @default the client's */
  maxAttempts?: number | undefined;
  /** More headers to send, like `traceparent`. A header that the SDK sets, like `authorization`, is refused with a `ValidationError`. */
  headers?: Readonly<Record<string, string | undefined>> | undefined;
}

/** The names of {@link CallOptions}. */
export const CALL_OPTIONS = ["signal", "timeoutMs", "maxAttempts", "headers"] as const;

/** @throws {ConfigError} when an option is not `ok`, naming it and what it must be */
export function must(ok: unknown, option: string, be: string): asserts ok {
  if (!ok) throw new ConfigError(`\`${option}\` must be ${be}.`);
}

/** Whether it has a function of this name. What throws when it is looked at, like some proxies, has none. */
export function hasFunction(value: unknown, name: string): boolean {
  try {
    return typeof (value as JsonObject | null | undefined)?.[name] === "function";
  } catch {
    return false;
  }
}

/**
 * Reads each option once. Only own properties count: what is on `Object.prototype` was not passed in.
 *
 * @param what what takes the options, for the message
 *
 * @throws {ConfigError} when `given` is no object, or has an option that is not known, naming it
 */
export function readOptions<Name extends string>(
  what: string,
  given: unknown,
  names: readonly Name[],
): Partial<Record<Name, unknown>> {
  const keys = keysOf(given);
  if (!keys) throw new ConfigError(`${what} takes an object with options.`);
  const options: Partial<Record<Name, unknown>> = Object.create(null);
  for (const key of keys) {
    const name = names.find((known) => known === key);
    if (!name) throw new ConfigError(`\`${oneLine(key, 50)}\` is not an option of ${what}. Its options: ${names.join(", ")}.`);
    try {
      options[name] = (given as JsonObject)[name];
    } catch {
      throw new ConfigError(`\`${name}\` of ${what} cannot be read.`);
    }
  }
  return options;
}

/**
 * The last argument of a package's method.
 *
 * @throws {ConfigError} when it is no object, or has an option that is not known
 */
export function readCallOptions(method: string, given: CallOptions | undefined): CallOptions {
  return given === undefined ? {} : (readOptions(method, given, CALL_OPTIONS) as CallOptions);
}

/** @throws {ConfigError} unless it is left out, or 1 to 2147483647: `setTimeout` fires at once when its delay is larger */
export function checkTimeoutMs(value: unknown): asserts value is number | undefined {
  const ok = value === undefined || (typeof value === "number" && value >= 1 && value < 2 ** 31);
  must(ok, "timeoutMs", "a number from 1 to 2147483647");
}

/** @throws {ConfigError} unless it is left out, or an integer from 1 to 10 */
export function checkMaxAttempts(value: unknown): asserts value is number | undefined {
  const ok = value === undefined || (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 10);
  must(ok, "maxAttempts", "an integer from 1 to 10");
}

/** @throws {ConfigError} unless it is left out, or an AbortSignal, of whichever implementation */
export function checkSignal(value: unknown): asserts value is AbortSignal | null | undefined {
  must(value === undefined || value === null || isSignal(value), "signal", "an AbortSignal");
}

function isSignal(value: unknown): boolean {
  try {
    return (
      isObject(value) &&
      Object.prototype.toString.call(value) === "[object AbortSignal]" &&
      typeof value["aborted"] === "boolean" &&
      typeof value["addEventListener"] === "function" &&
      typeof value["removeEventListener"] === "function"
    );
  } catch {
    // A getter of it threw.
    return false;
  }
}
