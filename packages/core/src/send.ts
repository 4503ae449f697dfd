import { type Answer, type Attempt, type Outgoing, sendOnce } from "./attempt.js";
import { type Deadline, startDeadline } from "./deadline.js";
import {
  AbortError,
  AuthenticationError,
  type ErrorFacts,
  isFlexFactorError,
  type Outcome,
  RateLimitError,
  restate,
  TimeoutError,
} from "./errors.js";
import type { Emit } from "./events.js";
import { stronger } from "./outcome.js";
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

/** Sends a request as often as its rule allows, within one deadline. */
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
      const attempt = await sendOnce(connection.fetch, request, token, deadline);
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

async function pause(connection: Connection, deadline: Deadline, facts: ErrorFacts): Promise<void> {
  const waitMs = connection.pausedUntil - performance.now();
  if (waitMs <= 0) return;
  if (waitMs > deadline.left()) {
    const message = `${facts.operation} was not sent: the server asked for a pause that ends after this call's deadline.`;
    throw new RateLimitError(message, { ...facts, retryAfterMs: Math.ceil(waitMs) });
  }
  await deadline.sleep(waitMs);
}

function backoffMs(sent: number): number {
  return Math.min(8_000, 250 * 2 ** (sent - 1)) * (0.5 + Math.random() / 2);
}
