import type { Deadline } from "./deadline.js";
import { type ErrorFacts, type Outcome, ResponseError } from "./errors.js";
import { isObject, oneLine, readFailure, refuses } from "./failure.js";
import { type Fate, judgeFailure, judgeStatus } from "./outcome.js";
import type { Operation, Outgoing } from "./request.js";
import { Secret } from "./secret.js";

/** A complete answer of the server, whatever it says. */
export interface Answer {
  /** HTTP status. */
  readonly status: number;
  /** The headers of the answer. */
  readonly headers: Headers;
  /** The body as it came. */
  readonly text: string;
}

/** What one sending of a request came to: a success, unless it has a class of errors. */
export interface Attempt extends Omit<ErrorFacts, "outcome">, Partial<Omit<Fate, "outcome">> {
  readonly outcome: Outcome | "done";
  readonly answer?: Answer | undefined;
  /** The body as JSON, secrets wrapped; undefined when there is none. */
  readonly data?: unknown;
}

/** Sends a request once and judges what came of it. The only place that calls `fetch`. */
export async function sendOnce(
  { operation, url, headers, body, secrets }: Outgoing,
  token: string | undefined,
  deadline: Deadline,
  // Looked up per call, so that a `fetch` installed later (a mock, a tracer) is used.
  fetch = globalThis.fetch,
): Promise<Attempt> {
  let response: Response | undefined;
  let text: string | undefined;
  let unread: string | undefined;
  // Also for the attempts to come, whose answers may quote it.
  secrets.add(token);
  try {
    const init = { method: operation.method, redirect: "manual", signal: deadline.signal, duplex: "half" } as const;
    const all = token ? { ...headers, authorization: `Bearer ${token}` } : headers;
    const got = await deadline.race(fetch(url, { ...init, headers: all, body: oneShot(body) }));
    // What is no response, from a `fetch` that is not one, is no answer.
    got.headers.get("date");
    response = got;
    text = await deadline.race(readText(got));
    if (text === undefined) unread = "too_large";
  } catch (error) {
    if (!response) return judgeFailure(error, operation.safe);
    unread = "body";
  }
  return judge(operation, secrets, response, text, unread);
}

/**
 * A request body that can be sent once. Bytes could be sent again by the runtime itself: Node repeats a POST after a 421, Deno
 * after a reused connection closes. Browsers do not and cannot stream over HTTP/1.1, so they get the bytes.
 * Not the `body` of a Response: Deno sees through it to the bytes, and repeats.
 */
function oneShot(bytes: Outgoing["body"]): BodyInit | null {
  if (!bytes || !("process" in globalThis)) return bytes as BodyInit | null;
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}

/** The largest body that is read, in bytes after decompression. */
const MAX_BODY_BYTES = 1_048_576;

/**
 * Reads a body as UTF-8 text, a byte-order mark dropped; gives nothing when it is larger than {@link MAX_BODY_BYTES}, so that no
 * answer can fill the memory.
 *
 * @throws when it broke off, or is not UTF-8: no secret is returned with a replacement character in it
 */
async function readText({ body }: Response): Promise<string | undefined> {
  if (!body) return "";
  const reader = body.getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let bytes = 0;
  try {
    while (bytes <= MAX_BODY_BYTES) {
      const { done, value } = await reader.read();
      text += decoder.decode(value, { stream: !done });
      if (done) return text;
      bytes += value.length;
    }
  } finally {
    // What is left of it, if anything.
    reader.cancel().catch(() => {});
  }
}

/** Judges an answer; `unread` says why its text could not be had. */
function judge(
  { safe, accepts, bodiless, secrets: names = [] }: Operation,
  secrets: Set<unknown>,
  { status, headers, ok }: Response,
  text = "",
  unread?: string,
): Attempt {
  const data = parse(text, names, secrets);
  const fields: Record<string, unknown> = isObject(data) ? data : {};
  const requestId = oneLine(headers.get("apigw-requestid"), secrets);
  const facts = { status, requestId, answer: unread ? undefined : { status, headers, text } };
  const lacks = (name: string): boolean => !(fields[name] instanceof Secret);

  if (!unread && (!ok || refuses(fields, names.every(lacks)))) {
    const { fromApi, ...said } = readFailure(fields, secrets, requestId);
    const retryAfterMs = readRetryAfter(headers);
    const fate = judgeStatus(ok ? 400 : status, safe, fromApi && retryAfterMs !== undefined);
    // A 2xx that refuses and yet says yes or names a key, in whatever spelling, has made one.
    const named = Object.entries(fields).some(([name, value]) => value && /^(key|client)?id$/i.test(name));
    const outcome = ok && !safe && (fields["success"] === true || named || !names.every(lacks)) ? "created_unread" : fate.outcome;
    return { ...facts, ...said, retryAfterMs, ...fate, outcome };
  }
  // A 202 that the spec does not know has promised nothing.
  const promised = ok && (status !== 202 || accepts);
  let reason = unread ?? (text && data !== fields ? "json" : promised ? undefined : "status");
  if (data !== fields) reason ??= bodiless ? undefined : "empty";
  // What cannot be asked for again has to be in the answer: without its secret, what was made is of no use.
  else if (!safe) reason ??= names.find(lacks);
  if (!reason) return { ...facts, outcome: "done", data };
  // Text that was never meant to be JSON may come from something in between (a login page), so it proves nothing.
  const foreign = data === undefined && /^\s*[^\s{]/.test(text);
  const outcome = promised && !safe && !foreign ? "created_unread" : "unknown";
  // A body that broke off may arrive the next time; one that is too large will not change.
  const repeats = safe && reason === "body" ? Infinity : 0;
  return { ...facts, Failure: ResponseError, reason, outcome, repeats };
}

/** `Retry-After` in ms, in either form (RFC 9110, 10.2.3); a date is measured against the server's own clock. */
function readRetryAfter(headers: Headers): number | undefined {
  const value = headers.get("retry-after") ?? "";
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const waitMs = Date.parse(value) - (serverTime(headers) ?? Date.now());
  return value.endsWith(" GMT") && waitMs >= 0 ? waitMs : undefined;
}

/** The server's clock when it answered, in ms since 1970: its `Date` header. */
export function serverTime(headers: Headers): number | undefined {
  return Date.parse(headers.get("date") ?? "") || undefined;
}

/** The text as JSON, its secrets wrapped and noted in `found`; undefined when it is not JSON. What is blank is no secret. */
function parse(text: string, secretNames: readonly string[], found: Set<unknown>): unknown {
  // Not a reviver: with one, parsing was the dearest step of a call.
  const wrap = (record: Record<string, unknown>, within: boolean): void => {
    for (const name in record) {
      const value = record[name];
      const secret = within || secretNames.includes(name);
      if (isObject(value)) wrap(value, secret);
      else if (typeof value === "string" && secret && value.trim()) {
        found.add(value);
        record[name] = new Secret(value);
      }
    }
  };
  try {
    const data = JSON.parse(text);
    if (secretNames.length > 0) wrap(data, false);
    return data;
  } catch {
    // Also when it is nested so deep that walking it overflows the stack.
    return undefined;
  }
}
