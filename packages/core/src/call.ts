// Runs a call: its turn, its token, its attempts, and the error that it ends with.
import { type Attempt, attempt } from "./attempt.js";
import { bare } from "./bare.js";
import { callError, unexpectedError } from "./call-error.js";
import { type Call, type CallFacts, type Connection, redactorOf, startCall } from "./call-state.js";
import { getToken, tokenAfter401 } from "./call-token.js";
import { type ErrorFacts, type FlexFactorError, isFlexFactorError, RedirectError, withFacts } from "./errors.js";
import { emit, workInside } from "./hook.js";
import { ignoringErrors } from "./ignoring-errors.js";
import { type Answer, isAlreadyDeleted } from "./judge.js";
import { stronger } from "./outcome.js";
import type { Redact } from "./redact.js";
import { toResponse } from "./reply.js";
import type { RequestDraft } from "./request-draft.js";
import { retryDelayMs, waitOutPause } from "./retry.js";
import type { OutgoingRequest } from "./transport.js";

/**
 * The `fetch` that openapi-fetch calls. It waits for its turn, sends the request as often as the operation's retry rule allows, and
 * returns the answer, also when the answer is a refusal.
 *
 * @throws {FlexFactorError} when there is no complete answer, or one that openapi-fetch cannot read
 */
export async function runCall(connection: Connection, request: RequestDraft): Promise<Response> {
  const call = startCall(connection, request);
  const startedAt = performance.now();
  try {
    return await workInside(emit(call, "started", 0), () => inTurn(call, () => sendUntilSettled(call)));
  } catch (thrown) {
    call.error = endWith(call, thrown);
    throw call.error;
  } finally {
    // Even if other code has broken a global: what is thrown here would replace the result, which can be a key.
    ignoringErrors(() => emit(call, "settled", performance.now() - startedAt));
    ignoringErrors(call.deadline.release);
  }
}

/** Does the work when it is the call's turn, and then gives the turn to the next call. */
async function inTurn<T>(call: Call, work: () => Promise<T>): Promise<T> {
  const { turns } = call.connection;
  // A call that has to wait gets its token first. So if the credentials are refused, all waiting calls fail with one exchange. And if the
  // server asked for a pause that is too long for this call, it fails at once.
  if (turns.full()) await readyToken(call, undefined);
  const turn = turns.take();
  try {
    await call.deadline.race(turn);
    return await work();
  } finally {
    // If the call ended while it waited, it passes its turn on when the turn comes.
    turn.then(turns.give);
  }
}

async function sendUntilSettled(call: Call): Promise<Response> {
  let replacement: string | undefined;
  for (;;) {
    const token = await readyToken(call, replacement);
    const came = await sendAndRecord(call, token);
    const { forbidsRetry } = came.judgement;

    // Other calls need another token, even if this create is not retried. It keeps its own error then, whatever becomes of the token.
    const gettingToken = tokenAfter401(call, token);
    replacement = await (forbidsRetry ? gettingToken.catch(() => undefined) : gettingToken);
    if (replacement && !forbidsRetry) {
      call.replays = 1;
      continue;
    }

    const delayMs = retryDelayMs(call, came);
    if (delayMs === undefined || forbidsRetry) return finish(call, came);
    emit(call, "wait", delayMs);
    await call.deadline.sleep(delayMs);
  }
}

/** Waits out a pause and gets the token. Then waits again, if the server asked another call for a pause. */
async function readyToken(call: Call, replacement: string | undefined): Promise<string | undefined> {
  await waitOutPause(call);
  const token = replacement ?? (await getToken(call));
  await waitOutPause(call);
  return token;
}

async function sendAndRecord(call: Call, token: string | undefined): Promise<Attempt> {
  const { connection, deadline, request } = call;
  if (token) {
    connection.knownSecrets.add(token);
    call.secrets.add(token);
  }
  const sending = connection.transport(outgoing(request, token), deadline.signal);
  // Checked last, because it takes long to prepare the first request of a program.
  deadline.throwIfOver();
  const sentAt = performance.now();
  const before = call.facts;
  // `unknown` until the result is recorded: if anything below throws, the facts must not say that nothing was sent.
  call.facts = bare({ ...before, attempts: before.attempts + 1, outcome: stronger(before.outcome, "unknown") });
  const redactor = (found: Iterable<string>): Redact => redactorOf(call, found);
  const came = await attempt(sending, { operation: request.checked.operation, deadline, redactor });
  record(call, before, came);
  ignoringErrors(() => emit(call, "attempt", performance.now() - sentAt));
  // A complete answer counts, even if the call was ended meanwhile.
  if (!came.answer) deadline.throwIfEnded();
  return came;
}

function outgoing({ url, method, headers, body, checked }: RequestDraft, token: string | undefined): OutgoingRequest {
  const sent = Object.fromEntries(headers);
  if (token) sent["authorization"] = `Bearer ${token}`;
  return { url, method, headers: sent, body, safe: checked.operation.safe === true };
}

function record(call: Call, before: CallFacts, { judgement, status, requestId }: Attempt): void {
  const { connection, operationId, request } = call;
  const gone = isAlreadyDeleted(request.method, judgement, before.outcome);
  const ErrorClass = gone ? undefined : judgement.ErrorClass;
  const needsRequestId = ErrorClass !== undefined || connection.onEvent !== undefined;
  call.facts = bare({
    ...judgement.said,
    operation: operationId,
    status,
    requestId: needsRequestId ? requestId?.() : undefined,
    attempts: before.attempts + 1,
    outcome: stronger(before.outcome, gone ? "done" : judgement.outcome),
  });
  call.error = ErrorClass && callError(ErrorClass, call.facts as ErrorFacts & { operation: string });
}

/**
 * The answer for openapi-fetch's union.
 *
 * @throws {FlexFactorError} for what the union cannot hold: a 2xx that is not JSON, a redirect (browsers hide its status), and a status
 * of 600 or more (no Response can have it)
 */
function finish({ error, facts }: Call, { answer, requestId }: Attempt): Response {
  const readable = answer && answer.status < 600 && facts.reason !== "json" && !(error instanceof RedirectError);
  if (readable) return toResponse(answer, { facts, error, requestId, content: contentOf(answer) });
  throw error;
}

/** The content of an answer: its data, or the text of a refusal that is not JSON; undefined when the body is empty. */
function contentOf({ data, text }: Answer): unknown {
  if (data !== undefined) return data;
  return text === "" ? undefined : text;
}

/** The error that a call ends with. It always says what became of this call's own request. */
function endWith(call: Call, thrown: unknown): FlexFactorError {
  try {
    if (isFlexFactorError(thrown)) return withOwnFacts(call, thrown);
  } catch {
    // A token source threw an error of its own class, and a getter of it threw.
  }
  return unexpectedError(call.operationId, thrown, { redact: (text) => redactorOf(call)(text), facts: factsOf(call) });
}

/** What is known of a call when it ends with an error. */
function factsOf({ facts }: Call) {
  // The server had carried it out. What was thrown afterwards lost the answer.
  return { ...facts, outcome: facts.outcome === "done" ? ("created_answer_lost" as const) : facts.outcome };
}

function withOwnFacts(call: Call, thrown: FlexFactorError): FlexFactorError {
  const { attempts, outcome, ...rest } = factsOf(call);
  // An error that names its operation has its own facts, like one of the token exchange. It gets the attempts and the outcome of this call.
  if (thrown.operation) return withFacts(thrown, { attempts, outcome });
  return withFacts(thrown, { ...rest, reason: thrown.reason ?? rest.reason, attempts, outcome });
}
