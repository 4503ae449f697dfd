import type { Deadline } from "./deadline.js";
import {
  type ErrorFacts,
  type Facts,
  type FlexFactorError,
  failure,
  NetworkError,
  type Outcome,
  ResponseError,
} from "./errors.js";
import { isObject, oneLine, readFailure, refuses } from "./failure.js";
import { type Fate, judgeFailure, judgeStatus, stronger } from "./outcome.js";
import type { Outgoing } from "./request.js";
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

/** The facts of a call that has begun. */
export type CallFacts = Facts & { operation: string; attempts: number; outcome: Outcome | "done" };

/** What one sending of a request came to. */
export interface Attempt {
  /** How often the call may be sent again because of it. */
  readonly repeats: number;
  /** Why it is no success. There is an error when there is no answer. */
  readonly error?: FlexFactorError;
  readonly facts: CallFacts;
  readonly answer?: Answer | undefined;
  /** The body as JSON, secrets wrapped; undefined when there is none. */
  readonly data?: unknown;
}

/** What is sent once. */
export interface Sending {
  readonly request: Outgoing;
  readonly token: string | undefined;
  /** The client's own; otherwise `globalThis.fetch`. */
  readonly fetch: typeof globalThis.fetch | undefined;
  readonly deadline: Deadline;
  /** The facts of the call with this attempt counted, and what the earlier ones came to. */
  readonly before: CallFacts;
}

/** Sends a request once and judges what came of it. The only place that calls `fetch`. */
export async function sendOnce(sending: Sending): Promise<Attempt> {
  const { request, token, deadline, before } = sending;
  const { operation, url, headers, body } = request;
  let response: Response | undefined;
  let text: string | undefined;
  let unread: string | undefined;
  try {
    // Looked up per call, so that a `fetch` installed later (a mock, a tracer) is used.
    const fetch = sending.fetch ?? globalThis.fetch;
    const authorization = token && { authorization: `Bearer ${token}` };
    const init = { method: operation.method, redirect: "manual", signal: deadline.signal } as const;
    const got = await deadline.race(fetch(url, { ...init, ...oneShot(body, { ...headers, ...authorization }) }));
    // What is no response, from a `fetch` that is not one, is no answer.
    got.headers.get("date");
    response = got;
    if (isRedirect(response)) response.body?.cancel().catch(() => {});
    else {
      text = await deadline.race(readText(response));
      if (text === undefined) unread = "too_large";
    }
  } catch (error) {
    if (!response) {
      const fate = judgeFailure(error, operation.safe);
      return failed(before, NetworkError, `got no answer${fate.reason ? ` (${fate.reason})` : ""}.`, fate);
    }
    unread = "body";
  }
  return judge(sending, response, text, unread);
}

// A browser hides the status of a redirect: it is 0.
function isRedirect({ ok, status }: Response): boolean {
  return !ok && status < 400;
}

function failed(
  { operation, attempts, outcome: before }: CallFacts,
  Failure: typeof FlexFactorError,
  says: string,
  { repeats, outcome, ...facts }: Fate & ErrorFacts,
  answer?: Answer,
): Attempt {
  const error = failure(Failure, { ...facts, operation, attempts, outcome: stronger(before as Outcome, outcome) }, says);
  return { error, facts: error as CallFacts, repeats, answer };
}

/**
 * A request body that can be sent once. A string could be sent again by the runtime itself: Node repeats a POST after a 421,
 * Deno after a reused connection closes. Browsers do not and cannot stream over HTTP/1.1, so they get the string.
 * Not the `body` of a Response: Deno sees through it to the bytes, and repeats.
 */
function oneShot(text: string | undefined, headers: Record<string, string>): RequestInit {
  if (text === undefined || !("process" in globalThis)) return { headers, body: text ?? null };
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
  return { headers: { ...headers, "content-length": `${bytes.length}` }, body, duplex: "half" } as RequestInit;
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
  const reader = body?.getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let bytes = 0;
  try {
    while (reader && bytes <= MAX_BODY_BYTES) {
      const { done, value } = await reader.read();
      text += decoder.decode(value, { stream: !done });
      if (done) return text;
      bytes += value.length;
    }
    return reader ? undefined : text;
  } finally {
    // What is left of it, if anything.
    reader?.cancel().catch(() => {});
  }
}

/** Judges an answer. Without `text` it is a redirect, or `unread` says why there is none. */
function judge(
  { request, token, before }: Sending,
  response: Response,
  text: string | undefined,
  unread: string | undefined,
): Attempt {
  const { safe, method, accepts, bodiless, secrets: names = [] } = request.operation;
  const { status, headers, ok } = response;
  const secrets = [token, ...request.secrets];
  const data = parse(text, names, secrets);
  const fields: Record<string, unknown> = isObject(data) ? data : {};
  const refusal = !unread && (!ok || refuses(fields)) ? readFailure(fields, secrets) : undefined;
  const facts = { status, requestId: oneLine(headers.get("apigw-requestid"), secrets) ?? refusal?.traceId };
  const answer = text === undefined ? text : { status, headers, text };
  const lacks = (name: string): boolean => {
    const field = fields[name];
    return !(field instanceof Secret && field.reveal().trim());
  };

  // An earlier attempt of this call may have deleted it; that it is gone is what was asked for.
  const gone = !unread && method === "DELETE" && status === 404 && before.outcome === "unknown";
  if (refusal && !gone) {
    const { messages, fields: texts, fromApi } = refusal;
    const retryAfterMs = readRetryAfter(headers);
    const fate = judgeStatus(ok ? 400 : status, safe, fromApi && retryAfterMs !== undefined);
    // A 2xx that refuses and yet names a key has made one.
    const outcome = ok && !safe && (fields["id"] || !names.every(lacks)) ? "created_unread" : fate.outcome;
    const says = isRedirect(response) ? " (redirects are not followed)." : messages.length ? `: ${messages.join(" ")}` : ".";
    const more = { ...facts, retryAfterMs, messages, fields: texts, outcome, repeats: fate.repeats };
    return failed(before, fate.Failure, `was answered ${status}${says}`, more, answer);
  }
  // A 202 that the spec does not know has promised nothing.
  const accepted = status === 202 && !accepts;
  let reason = unread ?? (accepted ? "status" : undefined);
  if (data !== fields) reason ??= text ? "json" : bodiless ? undefined : "empty";
  // What cannot be asked for again has to be in the answer: without its secret, what was made is of no use.
  else if (!safe) reason ??= names.find(lacks);
  if (!reason || gone)
    return { repeats: 0, facts: { ...before, ...facts, outcome: "done" }, answer, data: gone ? undefined : data };
  // Text that was never meant to be JSON may come from something in between (a login page), so it proves nothing.
  const foreign = text && data === undefined && !/^\s*\{/.test(text);
  const outcome = ok && !safe && !accepted && !foreign ? "created_unread" : "unknown";
  // A body that broke off may arrive the next time; one that is too large or not UTF-8 will not change.
  const repeats = safe && reason === "body" ? Infinity : 0;
  return failed(before, ResponseError, unusable(status, reason), { ...facts, reason, outcome, repeats }, answer);
}

/** What an error says of an answer that is of no use. */
export function unusable(status: number, reason: string): string {
  return `was answered ${status}, which cannot be used (${reason}).`;
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

/** The text as JSON, its secrets wrapped and noted in `found`; undefined when it is not JSON. */
function parse(text: string | undefined, secretNames: readonly string[], found: unknown[]): unknown {
  // Not a reviver: with one, parsing was the dearest step of a call.
  const wrap = (record: Record<string, unknown>, within: boolean): void => {
    for (const name in record) {
      const value = record[name];
      const secret = within || secretNames.includes(name);
      if (isObject(value)) wrap(value, secret);
      else if (typeof value === "string" && secret) {
        found.push(value);
        record[name] = new Secret(value);
      }
    }
  };
  try {
    const data = JSON.parse(text ?? "");
    if (secretNames.length > 0) wrap(data, false);
    return data;
  } catch {
    // Also when it is nested so deep that walking it overflows the stack.
    return undefined;
  }
}
