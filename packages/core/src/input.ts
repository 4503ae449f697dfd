// Checks what a call is given, before anything is sent.
import { type AllowBrowser, checkAllowBrowser } from "./allow-browser.js";
import { bare, defineHidden } from "./bare.js";
import { readHeaders } from "./headers.js";
import { isObject, type JsonObject, keysOf } from "./json.js";
import { findOperation, type Operation } from "./operation.js";
import { CALL_OPTIONS, type CallOptions, checkMaxAttempts, checkSignal, checkTimeoutMs, readOptions } from "./options.js";
import { MAX_FIELDS, notSentError, type Problem, TOO_MANY_FIELDS } from "./problem.js";
import { type CheckedInput, problemsOf } from "./problems.js";

/** What `client.POST` and the other calls take. */
export interface CallInit extends CallOptions, AllowBrowser {
  params?: { path?: object; query?: object; header?: object } | undefined;
  body?: unknown;
}

/** A call's input, read once and checked. */
export interface CheckedCall {
  readonly operation: Operation;
  readonly params: { path: Record<string, unknown>; query: Record<string, unknown> };
  readonly body: unknown;
  /** The body as it is sent; undefined when there is none. */
  readonly bodyText: string | undefined;
  readonly headers: Record<string, string>;
  readonly options: Pick<CallOptions, "signal" | "timeoutMs" | "maxAttempts">;
}

const INIT = [...CALL_OPTIONS, "allowBrowser", "params", "body"] as const;

/**
 * Reads what a call was given, and checks it against the spec before anything is sent.
 *
 * @throws {ConfigError} when an option is unknown or wrong; the message names it
 * @throws {ValidationError} when the spec has no such operation, or forbids the input
 */
export function checkCall(method: string, path: string, init: CallInit = {}): CheckedCall {
  const operation = findOperation(method, path);
  const given = readOptions(`${method} ${path}`, init, INIT);
  const { params = {}, body, headers, signal, timeoutMs, maxAttempts } = given;
  const [secret] = operation.sentSecrets ?? [];
  if (secret !== undefined) checkAllowBrowser(secret, given.allowBrowser);
  checkSignal(signal);
  checkTimeoutMs(timeoutMs);
  checkMaxAttempts(maxAttempts);
  const places = readOptions("params", params, ["path", "query", "header"]);
  const bodyText = jsonText(operation.id, "body", body);
  const input: CheckedInput = {
    path: readParams(operation.id, "params.path", places.path),
    query: readParams(operation.id, "params.query", places.query),
    header: readParams(operation.id, "params.header", places.header),
    ...(bodyText !== undefined && { body: JSON.parse(bodyText) }),
  };
  const sent = readHeaders(headers);
  const problems = [...problemsIn(operation, input), ...sent.problems];
  if (problems.length > 0) throw notSentError(operation.id, problems);
  return {
    operation,
    params: bare({ path: input.path, query: input.query }),
    body: input.body,
    bodyText,
    headers: { ...sent.headers, ...asHeaders(input.header) },
    options: { signal, timeoutMs, maxAttempts },
  };
}

function problemsIn({ check }: Operation, input: CheckedInput): Problem[] {
  try {
    return problemsOf(check, input);
  } catch {
    // The check overflowed the stack.
    return [{ field: "body", problem: "is nested too deeply" }];
  }
}

/**
 * The value as it is after JSON. Getters and `toJSON` run once, so what is checked is what is sent.
 *
 * @throws {ValidationError} when it cannot be written as JSON
 */
export function asJson(operation: string, field: string, value: unknown): unknown {
  const text = jsonText(operation, field, value);
  const copy: unknown = text === undefined ? undefined : JSON.parse(text);
  // The copy will be written as JSON again. A `toJSON` on `Object.prototype` must not change its top a second time.
  return isObject(copy) ? defineHidden(copy, "toJSON", undefined) : copy;
}

function jsonText(operation: string, field: string, value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    throw notSentError(operation, [{ field, problem: "cannot be written as JSON" }]);
  }
}

function asHeaders(params: CheckedInput["header"]): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
}

function readParams(operation: string, place: string, given: unknown): Record<string, unknown> {
  if (given === undefined) return bare({});
  const names = keysOf(given);
  if (!names) throw notSentError(operation, [{ field: place, problem: "must be an object" }]);
  if (names.length > MAX_FIELDS) throw notSentError(operation, [{ field: place, problem: TOO_MANY_FIELDS }]);
  return bare(
    Object.fromEntries(names.map((name) => [name, asJson(operation, name, readField(operation, given as JsonObject, name))])),
  );
}

function readField(operation: string, record: JsonObject, name: string): unknown {
  try {
    return record[name];
  } catch {
    throw notSentError(operation, [{ field: name, problem: "cannot be read" }]);
  }
}
