// Decides whether and when a request is sent again, and waits out a pause that the server asked for.
import type { Attempt } from "./attempt.js";
import { bare } from "./bare.js";
import type { Call } from "./call-state.js";
import { RateLimitError } from "./errors.js";
import { emit } from "./hook.js";

/** The longest `Retry-After` that a call waits for, in ms. The caller gets a longer one as `retryAfterMs`. */
const MAX_RETRY_AFTER_MS = 60_000;

/** A timer can be a fraction of a millisecond early. */
const TIMER_SLACK_MS = 1;

/**
 * Waits while the server has asked this client for a pause.
 *
 * @throws {RateLimitError} when the pause lasts until nothing can be sent any more
 */
export async function waitOutPause(call: Call): Promise<void> {
  const { connection, deadline, operationId } = call;
  for (;;) {
    const pauseMs = connection.pausedUntil - performance.now();
    if (pauseMs <= TIMER_SLACK_MS) return;
    if (connection.pausedUntil >= deadline.sendBefore) {
      call.facts = bare({ ...call.facts, retryAfterMs: Math.ceil(pauseMs) });
      throw new RateLimitError(`${operationId} was stopped: the server asked for a pause that is too long for this call.`);
    }
    emit(call, "wait", pauseMs);
    // Meanwhile, the server may ask another call for a longer pause.
    await deadline.sleep(pauseMs);
  }
}

/** How long to wait before the retry, in ms; undefined when there is no retry. */
export function retryDelayMs(call: Call, { judgement: { maxRetries } }: Attempt): number | undefined {
  const { connection, deadline, facts, maxAttempts } = call;
  const { retryAfterMs } = facts;
  const sent = facts.attempts - call.replays;
  // If the server asks one call to wait and may be asked again, all calls of the client wait.
  if (maxRetries > 0 && retryAfterMs !== undefined && retryAfterMs <= MAX_RETRY_AFTER_MS)
    connection.pausedUntil = Math.max(connection.pausedUntil, performance.now() + retryAfterMs);

  if (sent > maxRetries || sent >= maxAttempts) return undefined;
  const delayMs = retryAfterMs ?? backoffMs(sent);
  const leftMs = deadline.sendBefore - performance.now();
  return delayMs <= MAX_RETRY_AFTER_MS && delayMs < leftMs ? delayMs : undefined;
}

/** 250 ms, doubled with each attempt up to 8 s, minus a random part of up to half. */
function backoffMs(sent: number): number {
  return Math.min(8_000, 250 * 2 ** (sent - 1)) * (0.5 + Math.random() / 2);
}
