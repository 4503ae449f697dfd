// Reads and checks options.
import { ConfigError } from "./errors.js";
import { isObject, type JsonObject, keysOf } from "./json.js";
import { oneLine } from "./redact.js";

/** Options of one call. */
export interface CallOptions {
  /** Ends the call early: the call rejects with an `AbortError`. Its `outcome` says what became of the request, and it quotes the reason. */
  signal?: AbortSignal | null | undefined;
  /** How long the call may take, in ms, with its token, retries and waits: 1 to 2147483647. @default the client's */
  timeoutMs?: number | undefined;
  /** How often the request may be sent, 1 to 10; the one replay after a 401 does not count. @default the client's */
  maxAttempts?: number | undefined;
  /** More headers to send, like `traceparent`. A header that only the SDK may set, like `authorization`, is refused with a `ValidationError`. */
  headers?: Readonly<Record<string, string | undefined>> | undefined;
}

/** The names of {@link CallOptions}. */
export const CALL_OPTIONS = ["signal", "timeoutMs", "maxAttempts", "headers"] as const;

/** @throws {ConfigError} unless `ok`; the message names the option and says what it must be */
export function must(ok: unknown, option: string, be: string): asserts ok {
  if (!ok) throw new ConfigError(`\`${option}\` must be ${be}.`);
}

/** Whether it has a function of this name. It has none if reading it throws, as with some proxies. */
export function hasFunction(value: unknown, name: string): boolean {
  try {
    return typeof (value as JsonObject | null | undefined)?.[name] === "function";
  } catch {
    return false;
  }
}

/**
 * Reads each option once. Only own properties count, because the caller did not pass what is on `Object.prototype`.
 *
 * @param what the name of the function that takes the options, for the message
 *
 * @throws {ConfigError} when `given` is not an object, or has an unknown option, which the message names
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
 * Reads the last argument of a package's method.
 *
 * @throws {ConfigError} when it is not an object, or has an unknown option
 */
export function readCallOptions(method: string, given: CallOptions | undefined): CallOptions {
  return given === undefined ? {} : (readOptions(method, given, CALL_OPTIONS) as CallOptions);
}

/** The longest delay of `setTimeout`, in ms. With a longer one, it fires at once. */
const MAX_TIMEOUT_MS = 2_147_483_647;

/** @throws {ConfigError} unless it is undefined, or 1 to 2147483647 */
export function checkTimeoutMs(value: unknown): asserts value is number | undefined {
  const ok = value === undefined || (typeof value === "number" && value >= 1 && value <= MAX_TIMEOUT_MS);
  must(ok, "timeoutMs", `a number from 1 to ${MAX_TIMEOUT_MS}`);
}

/** @throws {ConfigError} unless it is undefined, or an integer from 1 to 10 */
export function checkMaxAttempts(value: unknown): asserts value is number | undefined {
  const ok = value === undefined || (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 10);
  must(ok, "maxAttempts", "an integer from 1 to 10");
}

/** @throws {ConfigError} unless it is undefined, null, or an AbortSignal of any implementation */
export function checkSignal(value: unknown): asserts value is AbortSignal | null | undefined {
  must(value === undefined || value === null || isSignal(value), "signal", "an AbortSignal");
}

function isSignal(value: unknown): boolean {
  try {
    return (
      isObject(value) &&
      Object.prototype.toString.call(value) === "[object AbortSignal]" &&
      typeof value["aborted"] === "boolean" &&
      typeof value["removeEventListener"] === "function"
    );
  } catch {
    // A getter threw.
    return false;
  }
}
