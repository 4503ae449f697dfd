import { oneShot, readText } from "./body.js";
import type { Deadline } from "./deadline.js";
import { type ErrorFacts, type FlexFactorError, NetworkError, type Outcome, RedirectError, ResponseError } from "./errors.js";
import { type Failure, isRecord, oneLine, readFailure, refuses } from "./failure.js";
import { judgeFailure, judgeStatus, type Verdict } from "./outcome.js";
import { Secret } from "./secret.js";

/** A request, ready but for its token. */
export interface Outgoing {
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** What must not come back in a message. */
  readonly secrets: readonly string[];
  /** Whether it carries a token, and whether it may be sent twice. */
  readonly secured: boolean;
  readonly safe: boolean;
  /** The 2xx that mean success, and the fields of answers that are secrets. */
  readonly success: readonly number[];
  readonly secretNames: readonly string[];
}

/** A complete answer of the server, whatever it says, and how it was come by. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The text as JSON, secrets wrapped; undefined when it is not JSON. */
  readonly data: unknown;
  readonly requestId: string | undefined;
  readonly retryAfterMs: number | undefined;
  /** What a refusal says, be it a status of 400 and more or a 2xx that refuses. */
  readonly failure: Failure | undefined;
  readonly attempts: number;
  /** The strongest outcome of all attempts, and of those before the last. */
  readonly outcome: Outcome | "done";
  readonly before: Outcome;
}

/** What one sending of a request came to: a complete answer, or why there is none. */
export type Attempt = Verdict & {
  status?: number;
  requestId?: string | undefined;
  retryAfterMs?: number | undefined;
} & (
    | { answer: Pick<Answer, "status" | "headers" | "text" | "data" | "failure"> }
    | { answer?: never; error: (facts: ErrorFacts) => FlexFactorError }
  );

/** Sends a request once and judges what came of it. The only place that calls `fetch`. */
export async function sendOnce(
  ownFetch: typeof globalThis.fetch | undefined,
  request: Outgoing,
  token: string | undefined,
  deadline: Deadline,
): Promise<Attempt> {
  const secrets = token === undefined ? request.secrets : [token, ...request.secrets];
  let response: Response | undefined;
  try {
    // Looked up per call, so that a `fetch` installed later (a mock, a tracer) is used.
    const fetch = ownFetch ?? globalThis.fetch;
    response = await deadline.race(fetch(request.url, requestInit(request, token, deadline.signal)));
    if (response.type === "opaqueredirect" || (response.status >= 300 && response.status < 400))
      return redirected(response, secrets);
    const body = await deadline.race(readText(response));
    return "text" in body ? answered(response, body.text, request, secrets) : unread(response, body.problem, request, secrets);
  } catch (error) {
    if (response) return unread(response, "body", request, secrets);
    const { reason, ...verdict } = judgeFailure(error, request.safe);
    const why = reason ? ` (${reason})` : "";
    return { ...verdict, error: (facts) => new NetworkError(`${facts.operation} got no answer${why}.`, { ...facts, reason }) };
  }
}

function requestInit({ method, headers, body }: Outgoing, token: string | undefined, signal: AbortSignal): RequestInit {
  const authorization = token === undefined ? undefined : { authorization: `Bearer ${token}` };
  const init = { method, redirect: "manual", signal, headers: { ...headers, ...authorization } } as const;
  if (body === undefined) return init;
  const { headers: length, ...once } = oneShot(body);
  return { ...init, ...once, headers: { ...init.headers, ...length } };
}

function answered(response: Response, text: string, request: Outgoing, sentSecrets: readonly string[]): Attempt {
  const { status, headers } = response;
  const secrets = [...sentSecrets];
  const data = parse(text, request.secretNames, secrets);
  const failure = status >= 400 || refuses(data) ? readFailure(data, secrets) : undefined;
  const retryAfterMs = status >= 400 ? readRetryAfter(headers) : undefined;
  const accepted = status === 202 && !request.success.includes(status);
  const verdict = judgeStatus(accepted ? 0 : status, request.safe, retryAfterMs !== undefined && failure?.fromApi === true);
  const requestId = readRequestId(response, secrets) ?? failure?.traceId;
  return { ...verdict, status, requestId, retryAfterMs, answer: { status, headers, text, data, failure } };
}

function redirected(response: Response, secrets: readonly string[]): Attempt {
  const { status } = response;
  void response.body?.cancel().catch(() => {});
  const error = (facts: ErrorFacts): FlexFactorError =>
    new RedirectError(`${facts.operation} was redirected (${status}); redirects are not followed.`, facts);
  return { ...judgeStatus(status, false, false), status, requestId: readRequestId(response, secrets), error };
}

function unread(response: Response, reason: string, { safe }: Outgoing, secrets: readonly string[]): Attempt {
  const { status, ok } = response;
  return {
    outcome: ok && !safe ? "created_unread" : "unknown",
    // A body that broke off may arrive the next time; one that is too large or not UTF-8 will not change.
    repeats: safe && reason === "body" ? Infinity : 0,
    status,
    requestId: readRequestId(response, secrets),
    error: (facts) =>
      new ResponseError(`${facts.operation} was answered ${status}, and the answer could not be read (${reason}).`, {
        ...facts,
        reason,
      }),
  };
}

function readRequestId({ headers }: Response, secrets: readonly string[]): string | undefined {
  const id = headers.get("apigw-requestid");
  return id === null ? undefined : oneLine(id, secrets);
}

/** `Retry-After` in ms, in either form (RFC 9110, 10.2.3); a date is measured against the server's own clock. */
function readRetryAfter(headers: Headers): number | undefined {
  const value = headers.get("retry-after") ?? "";
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  if (!value.endsWith(" GMT")) return undefined;
  const waitMs = Date.parse(value) - (serverTime(headers) ?? Date.now());
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}

/** The server's clock when it answered, in ms since 1970: its `Date` header. */
export function serverTime(headers: Headers): number | undefined {
  const time = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(time) ? undefined : time;
}

/** The text as JSON, its secrets wrapped and noted in `found`; undefined when it is not JSON. */
function parse(text: string, secretNames: readonly string[], found: string[]): unknown {
  // Not a reviver: with one, parsing was a tenth of the cost of a whole call.
  const wrap = (value: unknown): void => {
    if (!isRecord(value)) return;
    for (const [name, field] of Object.entries(value))
      if (typeof field !== "string") wrap(field);
      else if (secretNames.includes(name)) {
        if (field) found.push(field);
        value[name] = new Secret(field);
      }
  };
  try {
    const data: unknown = JSON.parse(text);
    if (secretNames.length > 0) wrap(data);
    return data;
  } catch {
    // Also when it is nested so deep that walking it overflows the stack.
    return undefined;
  }
}
