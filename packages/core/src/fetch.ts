import { oneShot, readText } from "./body.js";
import { type Deadline, startDeadline } from "./deadline.js";
import {
  AbortError,
  AuthenticationError,
  type ErrorFacts,
  type FlexFactorError,
  isFlexFactorError,
  NetworkError,
  type Outcome,
  RateLimitError,
  RedirectError,
  ResponseError,
  restate,
  TimeoutError,
} from "./errors.js";
import type { Emit } from "./events.js";
import { type Failure, isRecord, oneLine, readFailure, refuses } from "./failure.js";
import { judgeFailure, judgeStatus, stronger, type Verdict } from "./outcome.js";
import { Secret } from "./secret.js";
import type { Turns } from "./turns.js";

/** The longest `Retry-After` that is waited for, in ms; a longer one is left to the caller, never shortened. */
const MAX_RETRY_AFTER_MS = 60_000;

/**
 * Gives a token. It is called before each request, and after a 401 with the token that was refused: then it gives another one
 * if it can, and the same one if it cannot. `signal` is aborted when the caller has stopped waiting.
 */
export type TokenSource = (rejected?: string, signal?: AbortSignal) => Promise<string>;

/** What one call may set for itself. */
export interface CallOptions {
  /** Ends the call: it rejects with an `AbortError`, whose `outcome` tells what became of the request. */
  signal?: AbortSignal | undefined;
  /** How long the call may take, in ms, token, repeats and waits included. @default the client's */
  timeoutMs?: number | undefined;
  /** How often the request may be sent, 1 to 10; the one replay after a 401 does not count. @default the client's */
  maxAttempts?: number | undefined;
}

/** What the requests of one client share. */
export interface Connection {
  readonly fetch: typeof globalThis.fetch | undefined;
  readonly token: TokenSource | undefined;
  readonly emit: Emit;
  /** No request before this instant of `performance.now()`: the server asked for a pause. */
  pausedUntil: number;
  readonly turns: Turns;
}

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

type Attempt = Verdict & {
  status?: number;
  requestId?: string | undefined;
  retryAfterMs?: number | undefined;
} & (
    | { answer: Pick<Answer, "status" | "headers" | "text" | "data" | "failure"> }
    | { answer?: never; error: (facts: ErrorFacts) => FlexFactorError }
  );

/** Sends one request, as often as its rule allows, within one deadline. The only place that calls `fetch`. */
export async function send(
  connection: Connection,
  request: Outgoing,
  limits: CallOptions & { timeoutMs: number; maxAttempts: number },
): Promise<Answer> {
  const { operation } = request;
  const { emit } = connection;
  const deadline = startDeadline(limits.timeoutMs, limits.signal);
  let attempts = 0;
  let outcome = "not_sent" as Outcome;
  let refused: { token: string; attempt: Attempt } | undefined;
  let before: Outcome = outcome;
  const conclude = (attempt: Attempt): Answer => {
    const { requestId, retryAfterMs, answer } = attempt;
    const facts = { operation, attempts, requestId, retryAfterMs };
    if (!answer) throw attempt.error({ ...facts, status: attempt.status, outcome });
    return { ...facts, ...answer, outcome: attempt.outcome === "done" ? "done" : outcome, before };
  };
  let turn: Promise<void> | undefined;
  try {
    // Who has to queue waits for the token first: when it is refused, all who were there fail together, by one exchange.
    if (request.secured && connection.turns.full()) await getToken(connection, deadline, undefined, { operation });
    turn = connection.turns.take();
    await deadline.race(turn);
    for (;;) {
      if (deadline.cut) throw deadline.cut;
      const facts = { operation, attempts, outcome };
      await pause(connection, deadline, facts);
      const token = request.secured ? await getToken(connection, deadline, refused?.token, facts) : undefined;
      // The only token there is was refused: the 401 stands.
      if (refused && refused.token === token) return conclude(refused.attempt);

      const startedAt = performance.now();
      const attempt = await sendOnce(connection, request, token, deadline);
      attempts++;
      before = outcome;
      if (attempt.outcome !== "done") outcome = stronger(outcome, attempt.outcome);
      const { status, requestId, retryAfterMs } = attempt;
      const durationMs = performance.now() - startedAt;
      emit({ type: "attempt", operation, attempt: attempts, durationMs, status, requestId, outcome: attempt.outcome });

      if (deadline.cut && !attempt.answer) throw deadline.cut;
      if (status === 401 && token !== undefined && !refused) {
        refused = { token, attempt };
        continue;
      }
      const sent = refused ? attempts - 1 : attempts;
      const delayMs = retryAfterMs ?? backoffMs(sent);
      if (attempt.repeats < sent || sent >= limits.maxAttempts) return conclude(attempt);
      if (delayMs > Math.min(MAX_RETRY_AFTER_MS, deadline.left())) return conclude(attempt);
      emit({ type: "wait", operation, attempt: attempts, durationMs: delayMs });
      // What the server asks of one call it asks of all.
      if (retryAfterMs !== undefined) connection.pausedUntil = performance.now() + retryAfterMs;
      else await deadline.sleep(delayMs);
    }
  } catch (error) {
    const facts = { operation, attempts, outcome };
    if (deadline.cut === "timeout") throw new TimeoutError(`${operation} took longer than ${limits.timeoutMs} ms.`, facts);
    if (deadline.cut === "aborted") throw new AbortError(`${operation} was aborted.`, facts);
    // A token that could not be had is an error of the exchange; what became of this request is for us to say.
    if (isFlexFactorError(error) && error.operation !== operation) throw restate(error, { outcome });
    throw error;
  } finally {
    deadline.end();
    // Also for a call that was cut while it waited: its turn is given on when it comes.
    void turn?.then(connection.turns.give);
  }
}

async function getToken(
  { token }: Connection,
  deadline: Deadline,
  refused: string | undefined,
  facts: ErrorFacts,
): Promise<string | undefined> {
  if (!token) return undefined;
  try {
    const given: unknown = await deadline.race(token(refused, deadline.signal));
    // Checked here because `fetch` quotes a header value that it refuses.
    if (isToken(given)) return given;
  } catch (error) {
    if (deadline.cut || isFlexFactorError(error)) throw error;
  }
  throw new AuthenticationError(`${facts.operation} got no token: the token source of \`auth\` failed.`, facts);
}

/** Whether it can stand in an `Authorization` header: 1 to 16,384 visible ASCII characters. */
export function isToken(value: unknown): value is string {
  return typeof value === "string" && /^[\x21-\x7e]{1,16384}$/.test(value);
}

async function sendOnce(
  connection: Connection,
  request: Outgoing,
  token: string | undefined,
  deadline: Deadline,
): Promise<Attempt> {
  const secrets = token === undefined ? request.secrets : [token, ...request.secrets];
  let response: Response | undefined;
  try {
    // Looked up per call, so that a `fetch` installed later (a mock, a tracer) is used.
    const fetch = connection.fetch ?? globalThis.fetch;
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

async function pause(connection: Connection, deadline: Deadline, facts: ErrorFacts): Promise<void> {
  const waitMs = connection.pausedUntil - performance.now();
  if (waitMs <= 0) return;
  if (waitMs > deadline.left()) {
    const message = `${facts.operation} was not sent: the server asked for a pause that ends after this call's deadline.`;
    throw new RateLimitError(message, { ...facts, retryAfterMs: Math.ceil(waitMs) });
  }
  await deadline.sleep(waitMs);
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

function backoffMs(sent: number): number {
  return Math.min(8_000, 250 * 2 ** (sent - 1)) * (0.5 + Math.random() / 2);
}

/** The text as JSON, its secrets wrapped and noted in `found`; undefined when it is not JSON. */
function parse(text: string, secretNames: readonly string[], found: string[]): unknown {
  // Not a reviver: it makes parsing ten times as slow.
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
