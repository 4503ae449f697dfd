import type { AbortListeners } from "./abort-listeners.js";
import { type Attempt, attempt } from "./attempt.js";
import { callError } from "./call-error.js";
import { type Deadline, startDeadline } from "./deadline.js";
import {
  AuthenticationError,
  ConfigError,
  type ErrorFacts,
  type FlexFactorError,
  isFlexFactorError,
  RateLimitError,
  RedirectError,
  withFacts,
} from "./errors.js";
import type { FlexFactorEvent } from "./events.js";
import { type Answer, isGone } from "./judge.js";
import type { KnownSecrets } from "./known-secrets.js";
import { type Outcome, stronger } from "./outcome.js";
import { createRedactor } from "./redact.js";
import { toResponse } from "./reply.js";
import type { RequestDraft } from "./request-draft.js";
import { describeThrown, kindOfThrown } from "./thrown.js";
import { isToken, type TokenSource } from "./token-source.js";
import type { OutgoingRequest, Transport } from "./transport.js";
import type { Turns } from "./turns.js";

/** The longest `Retry-After` that is waited for, in ms. A longer one is left to the caller, never shortened. */
const MAX_RETRY_AFTER_MS = 60_000;

/** A timer can be a fraction of a millisecond early. */
const TIMER_SLACK_MS = 1;

/** What the calls of one client share. */
export interface Connection {
  readonly timeoutMs: number;
  readonly maxAttempts: number;
  readonly transport: Transport;
  readonly token: TokenSource | undefined;
  readonly onEvent: ((event: FlexFactorEvent) => unknown) | undefined;
  readonly turns: Turns;
  readonly abortListeners: AbortListeners;
  readonly knownSecrets: KnownSecrets;
  /** No request before this instant of `performance.now()`: the server asked for a pause. */
  pausedUntil: number;
}

/** What is known of a call so far. */
export type CallFacts = Omit<ErrorFacts, "outcome"> & { operation: string; attempts: number; outcome: Outcome | "done" };

/** A call in flight. */
interface Call {
  readonly connection: Connection;
  readonly request: RequestDraft;
  readonly operation: string;
  readonly maxAttempts: number;
  readonly deadline: Deadline;
  facts: CallFacts;
  /** The error of the last attempt, if it failed. */
  error: FlexFactorError | undefined;
  /** How many requests were sent again with another token: 0 or 1. They do not count as attempts. */
  replays: number;
}

/**
 * The `fetch` that openapi-fetch calls. It waits for its turn, sends the request as often as the operation's retry rule allows, and
 * gives the answer, also when it refuses.
 *
 * @throws {FlexFactorError} when there is no complete answer, or one that openapi-fetch cannot read
 */
export async function runCall(connection: Connection, request: RequestDraft): Promise<Response> {
  const call = startCall(connection, request);
  const startedAt = performance.now();
  try {
    return await inTurn(call, () => sendUntilSettled(call));
  } catch (thrown) {
    call.error = endWith(call, thrown);
    throw call.error;
  } finally {
    emit(call, "settled", performance.now() - startedAt);
    call.deadline.release();
  }
}

function startCall(connection: Connection, request: RequestDraft): Call {
  const { operation, options } = request.call;
  const { timeoutMs = connection.timeoutMs, maxAttempts = connection.maxAttempts, signal } = options;
  return {
    connection,
    request,
    operation: operation.id,
    maxAttempts,
    deadline: startDeadline({
      operation: operation.id,
      timeoutMs,
      callerSignal: signal ?? undefined,
      listeners: connection.abortListeners,
    }),
    facts: { operation: operation.id, attempts: 0, outcome: "not_sent" },
    error: undefined,
    replays: 0,
  };
}

/** Does the work when it is the call's turn, and hands the turn on. */
async function inTurn<T>(call: Call, work: () => Promise<T>): Promise<T> {
  const { turns } = call.connection;
  // A call that has to wait gets its token first: when the credentials are refused, all that wait fail together, by one exchange.
  if (turns.full()) await getToken(call);
  const turn = turns.take();
  try {
    await call.deadline.race(turn);
    return await work();
  } finally {
    // Also when the wait was cut short: the turn is handed on when it comes.
    turn.then(turns.give);
  }
}

async function sendUntilSettled(call: Call): Promise<Response> {
  let token: string | undefined;
  for (;;) {
    token = await readyToken(call, token);
    const came = await sendAndRecord(call, token);

    const otherToken = await tokenAfter401(call, token);
    if (otherToken) {
      token = otherToken;
      call.replays = 1;
      continue;
    }

    const delayMs = retryDelayMs(call, came);
    if (delayMs === undefined) return finish(call, came);
    emit(call, "wait", delayMs);
    await call.deadline.sleep(delayMs);
    token = undefined;
  }
}

/** A token in hand, and no pause in the way. Another call may be asked for a pause while this one waits for its token. */
async function readyToken(call: Call, replacement: string | undefined): Promise<string | undefined> {
  await waitOutPause(call);
  const token = replacement ?? (await getToken(call));
  await waitOutPause(call);
  return token;
}

async function waitOutPause(call: Call): Promise<void> {
  const { connection, deadline, operation } = call;
  for (;;) {
    const pauseMs = connection.pausedUntil - performance.now();
    if (pauseMs <= TIMER_SLACK_MS) return;
    if (connection.pausedUntil > deadline.endsAt) {
      call.facts = { ...call.facts, retryAfterMs: Math.ceil(pauseMs) };
      throw new RateLimitError(`${operation} was held back: the server asked for a pause.`);
    }
    emit(call, "wait", pauseMs);
    // Another call may be asked for a longer pause meanwhile.
    await deadline.sleep(pauseMs);
  }
}

async function getToken(call: Call, rejected?: string): Promise<string | undefined> {
  const { connection, deadline, operation, request } = call;
  const source = request.call.operation.secured ? connection.token : undefined;
  if (!source) return undefined;
  // A token source counts the calls that wait for it. One that is over must not join them.
  deadline.throwIfOver();
  let token: unknown;
  let thrown: unknown;
  try {
    token = await deadline.race(source(rejected, deadline.signal));
  } catch (error) {
    deadline.signal.throwIfAborted();
    if (isFlexFactorError(error)) throw error;
    thrown = error;
  }
  // Checked here, because `fetch` quotes a header value that it refuses.
  if (isToken(token)) return token;
  const reason = createRedactor(connection.knownSecrets.all())(kindOfThrown(thrown)) || undefined;
  throw new AuthenticationError(`${operation} got no token from \`auth\`${reason ? ` (${reason})` : ""}.`, { reason });
}

/** Another token after a 401, once per call; none when the only token there is was refused, and the 401 stands. */
async function tokenAfter401(call: Call, rejected: string | undefined): Promise<string | undefined> {
  if (call.error?.code !== "authentication" || !rejected || call.replays > 0) return undefined;
  const token = await getToken(call, rejected);
  return token === rejected ? undefined : token;
}

async function sendAndRecord(call: Call, token: string | undefined): Promise<Attempt> {
  const { connection, deadline, request } = call;
  const { transport, knownSecrets } = connection;
  if (token) knownSecrets.add(token);
  const sentAt = performance.now();
  const context = { operation: request.call.operation, transport, deadline, secrets: knownSecrets.all() };
  const came = await attempt(outgoing(request, token), context);
  record(call, came);
  emit(call, "attempt", performance.now() - sentAt);
  if (!came.answer) deadline.signal.throwIfAborted();
  return came;
}

function outgoing({ url, method, headers, body }: RequestDraft, token: string | undefined): OutgoingRequest {
  const sent = Object.fromEntries(headers);
  if (token) sent["authorization"] = `Bearer ${token}`;
  return { url, method, headers: sent, body };
}

function record(call: Call, { judgement, status, requestId }: Attempt): void {
  const { connection, operation, request, facts } = call;
  const gone = isGone(request.method, judgement, facts.outcome);
  const ErrorClass = gone ? undefined : judgement.ErrorClass;
  const isTold = ErrorClass !== undefined || connection.onEvent !== undefined;
  call.facts = {
    ...judgement.said,
    operation,
    status,
    requestId: isTold ? requestId?.() : undefined,
    attempts: facts.attempts + 1,
    outcome: stronger(facts.outcome, gone ? "done" : judgement.outcome),
  };
  call.error = ErrorClass && callError(ErrorClass, call.facts as ErrorFacts & { operation: string });
}

/** How long to wait before the request is sent again, in ms; undefined when it is not. */
function retryDelayMs(call: Call, { judgement: { maxRetries } }: Attempt): number | undefined {
  const { connection, deadline, facts, maxAttempts } = call;
  const { retryAfterMs } = facts;
  const sent = facts.attempts - call.replays;
  // What the server asks of one call it asks of all.
  if (maxRetries > 0 && retryAfterMs !== undefined && retryAfterMs <= MAX_RETRY_AFTER_MS)
    connection.pausedUntil = Math.max(connection.pausedUntil, performance.now() + retryAfterMs);

  if (sent > maxRetries || sent >= maxAttempts) return undefined;
  const delayMs = retryAfterMs ?? backoffMs(sent);
  const leftMs = deadline.endsAt - performance.now();
  return delayMs <= Math.min(MAX_RETRY_AFTER_MS, leftMs) ? delayMs : undefined;
}

/** 250 ms, doubled with each attempt up to 8 s, of which up to half is left out at random. */
function backoffMs(sent: number): number {
  return Math.min(8_000, 250 * 2 ** (sent - 1)) * (0.5 + Math.random() / 2);
}

/**
 * The answer for openapi-fetch's union, unless it is none that a union can have: a 2xx that is not JSON, a redirect, whose status
 * browsers hide, or a status from 600 on, which no Response has.
 */
function finish({ error, facts }: Call, { answer, requestId }: Attempt): Response {
  const readable = answer && answer.status < 600 && facts.reason !== "json" && !(error instanceof RedirectError);
  if (readable) return toResponse(answer, { facts, error, requestId, content: contentOf(answer) });
  throw error;
}

/** What an answer holds: its data, or the text of a refusal that is not JSON; undefined when it holds nothing. */
function contentOf({ data, text }: Answer): unknown {
  if (data !== undefined) return data;
  return text === "" ? undefined : text;
}

/** The error that a call ends with, whatever ended it: it says what became of this call's own request. */
function endWith(call: Call, thrown: unknown): FlexFactorError {
  const { attempts, outcome, ...rest } = call.facts as CallFacts & { outcome: Outcome };
  if (!isFlexFactorError(thrown)) {
    const reason = createRedactor(call.connection.knownSecrets.all())(describeThrown(thrown));
    return new ConfigError(`${call.operation} cannot be sent here (${reason}).`, { ...rest, attempts, outcome, reason });
  }
  // An error of the exchange has facts of its own; of this call it gets the attempts and the outcome.
  const isOfThisCall = !thrown.operation || thrown.operation === call.operation;
  const reason = thrown.reason ?? rest.reason;
  return withFacts(thrown, isOfThisCall ? { ...rest, reason, attempts, outcome } : { attempts, outcome });
}

/** Calls the hook. What it throws must not become the fault of a call that may have created a key. */
async function emit(call: Call, type: FlexFactorEvent["type"], durationMs: number): Promise<void> {
  const { connection, facts, error, operation } = call;
  try {
    await connection.onEvent?.({ ...facts, ...(error && { code: error.code }), operation, type, durationMs });
  } catch {}
}
