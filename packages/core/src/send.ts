import { type Attempt, sendOnce } from "./attempt.js";
import { startDeadline } from "./deadline.js";
import {
  AuthenticationError,
  type ErrorFacts,
  type Facts,
  type FlexFactorError,
  failure,
  isFlexFactorError,
  must,
  NotFoundError,
  RateLimitError,
  RedirectError,
} from "./errors.js";
import type { FlexFactorEvent } from "./events.js";
import { judgeFailure, stronger } from "./outcome.js";
import { type AnyInput, prepare } from "./request.js";
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

/** @throws {ConfigError} when a limit is wrong, naming it */
export function checkLimits(timeoutMs: number, maxAttempts: number): void {
  // setTimeout fires at once when it is given a larger delay.
  must(Number.isFinite(timeoutMs) && timeoutMs >= 1 && timeoutMs < 2 ** 31, "timeoutMs", "a number from 1 to 2147483647");
  must(Number.isInteger(maxAttempts) && maxAttempts >= 1 && maxAttempts <= 10, "maxAttempts", "an integer from 1 to 10");
}

/** What the requests of one client share. */
export interface Connection {
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly maxAttempts: number;
  readonly fetch: typeof globalThis.fetch | undefined;
  readonly token: TokenSource | undefined;
  readonly onEvent: ((event: FlexFactorEvent) => unknown) | undefined;
  readonly turns: Turns;
  /** No request before this instant of `performance.now()`: the server asked for a pause. */
  pausedUntil: number;
}

/**
 * Sends a request as often as its rule allows, within one deadline. With `raw`, a complete answer is no error although it refuses.
 *
 * @throws {FlexFactorError}
 */
export async function send(
  connection: Connection,
  operation: string,
  input: AnyInput,
  options: CallOptions,
  raw: boolean,
): Promise<unknown> {
  const request = prepare(operation, input, connection.baseUrl);
  const { timeoutMs = connection.timeoutMs, maxAttempts = connection.maxAttempts, signal } = options;
  checkLimits(timeoutMs, maxAttempts);
  must(!signal || typeof signal.addEventListener === "function", "signal", "an AbortSignal");
  const { turns, fetch } = connection;
  const startedAt = performance.now();
  const endsAt = startedAt + timeoutMs;
  const deadline = startDeadline(operation, timeoutMs, signal);
  let facts: Facts = { operation, attempts: 0, outcome: "not_sent" };
  // A logger's fault must not become the fault of a call that may have created a key.
  const tell = async (type: FlexFactorEvent["type"], durationMs: number): Promise<void> => {
    try {
      await connection.onEvent?.({ ...facts, operation, type, durationMs });
    } catch {}
  };
  const source = request.operation.secured ? connection.token : undefined;
  const getToken = async (rejected?: string): Promise<string | undefined> => {
    try {
      // A call that is over would be one of those who wait, and never leave.
      deadline.signal.throwIfAborted();
      const token = await deadline.race(source?.(rejected, deadline.signal));
      // Checked here because `fetch` quotes a header value that it refuses.
      if (!source || isToken(token)) return token;
    } catch (error) {
      deadline.signal.throwIfAborted();
      if (isFlexFactorError(error)) {
        // It is an error of the exchange; what became of this request is for us to say.
        facts = { ...error, attempts: facts.attempts, outcome: facts.outcome };
        throw error;
      }
    }
    throw new AuthenticationError(`${operation} got no token from \`auth\`.`);
  };
  let replayed = 0;
  let next: string | undefined;
  let turn: Promise<void> | undefined;
  try {
    // Who has to queue waits for the token first: when it is refused, all who were there fail together, by one exchange.
    if (turns.full()) await getToken();
    turn = turns.take();
    await deadline.race(turn);
    for (;;) {
      const pauseMs = connection.pausedUntil - performance.now();
      if (connection.pausedUntil > endsAt) {
        facts = { ...facts, retryAfterMs: Math.ceil(pauseMs) };
        throw new RateLimitError(`${operation} was held back: the server asked for a pause.`);
      }
      // A timer can be a fraction of a millisecond early.
      if (pauseMs > 1) {
        tell("wait", pauseMs);
        await deadline.sleep(pauseMs);
        // Another call may have been asked for a longer pause meanwhile.
        continue;
      }
      const token = next ?? (await getToken());
      next = token;
      // While this call waited for its token, another one may have been asked for a pause.
      if (connection.pausedUntil - performance.now() > 1) continue;
      next = undefined;
      deadline.signal.throwIfAborted();
      const sentAt = performance.now();
      const {
        Failure,
        repeats = 0,
        answer,
        data,
        ...came
      } = await sendOnce(request, token, deadline, fetch).catch(
        // What throws when it is looked at is no answer.
        () => judgeFailure(undefined, request.operation.safe) as Attempt,
      );
      // An earlier attempt of this call may have deleted it; that it is gone is what was asked for.
      const gone = Failure === NotFoundError && request.operation.method === "DELETE" && facts.outcome === "unknown";
      const outcome = stronger(facts.outcome, gone ? "done" : came.outcome);
      facts = { ...came, operation, attempts: facts.attempts + 1, outcome };
      if (Failure && !gone) facts = failure(Failure, facts);
      tell("attempt", performance.now() - sentAt);
      if (!answer) deadline.signal.throwIfAborted();
      if (Failure === AuthenticationError && token && !replayed) {
        next = await getToken(token);
        // Otherwise the only token there is was refused, and the 401 stands.
        if (next !== token) {
          replayed = 1;
          continue;
        }
      }
      const sent = facts.attempts - replayed;
      const { retryAfterMs } = facts;
      const delayMs = retryAfterMs ?? backoffMs(sent);
      // What the server asks of one call it asks of all.
      if (repeats && retryAfterMs !== undefined && retryAfterMs <= MAX_RETRY_AFTER_MS)
        connection.pausedUntil = Math.max(connection.pausedUntil, performance.now() + retryAfterMs);
      if (repeats < sent || sent >= maxAttempts || delayMs > Math.min(MAX_RETRY_AFTER_MS, endsAt - performance.now())) {
        // A success that is not JSON would be an error of openapi-fetch, which quotes it; a Response has no status from 600 on, and
        // browsers hide that of a redirect.
        if (raw && answer && answer.status < 600 && facts.reason !== "json" && Failure !== RedirectError) return answer;
        if (facts.outcome !== "done") throw facts;
        return { ...facts, data, headers: answer?.headers };
      }
      tell("wait", delayMs);
      await deadline.sleep(delayMs);
    }
  } catch (thrown) {
    // Whatever ended the call, its facts are those so far.
    const { constructor: Class, message } = thrown as FlexFactorError;
    const { attempts, outcome } = facts;
    // Whatever a subclass that is not ours makes of its arguments, these are true.
    facts = Object.assign(new (Class as typeof FlexFactorError)(message, facts as ErrorFacts), { attempts, outcome }) as Facts;
    throw facts;
  } finally {
    tell("settled", performance.now() - startedAt);
    deadline.end();
    // Also for a call that was cut while it waited: its turn is given on when it comes.
    turn?.then(turns.give);
  }
}

function backoffMs(sent: number): number {
  return Math.min(8_000, 250 * 2 ** (sent - 1)) * (0.5 + Math.random() / 2);
}

/** Whether it can stand in an `Authorization` header: 1 to 16,384 visible ASCII characters. */
export function isToken(value: unknown): value is string {
  return typeof value === "string" && /^[\x21-\x7e]{1,16384}$/.test(value);
}
