import type { Attempt } from "./attempt.js";
import { bare } from "./bare.js";
import type { Call } from "./call-state.js";
import { RateLimitError } from "./errors.js";
import { emit } from "./hook.js";

/** The longest `Retry-After` that is waited for, in ms. A longer one is left to the caller, never shortened. */
const MAX_RETRY_AFTER_MS = 60_000;

/** A timer can be a fraction of a millisecond early. */
const TIMER_SLACK_MS = 1;

/**
 * Waits while the server has asked this client for a pause.
 *
 * @throws {RateLimitError} when nothing could be sent any more after the pause
 */
export async function waitOutPause(call: Call): Promise<void> {
  const { connection, deadline, operation } = call;
  for (;;) {
    const pauseMs = connection.pausedUntil - performance.now();
    if (pauseMs <= TIMER_SLACK_MS) return;
    if (connection.pausedUntil >= deadline.sendBefore) {
      call.facts = bare({ ...call.facts, retryAfterMs: Math.ceil(pauseMs) });
      throw new RateLimitError(`${operation} was stopped: the server asked for a pause that is too long for this call.`);
    }
    emit(call, "wait", pauseMs);
    // Another call may be asked for a longer pause meanwhile.
    await deadline.sleep(pauseMs);
  }
}

/** How long to wait before the request is sent again, in ms; undefined when it is not. */
export function retryDelayMs(call: Call, { judgement: { maxRetries } }: Attempt): number | undefined {
  const { connection, deadline, facts, maxAttempts } = call;
  const { retryAfterMs } = facts;
  const sent = facts.attempts - call.replays;
  // What the server asks of one call it asks of all.
  if (maxRetries > 0 && retryAfterMs !== undefined && retryAfterMs <= MAX_RETRY_AFTER_MS)
    connection.pausedUntil = Math.max(connection.pausedUntil, performance.now() + retryAfterMs);

  if (sent > maxRetries || sent >= maxAttempts) return undefined;
  const delayMs = retryAfterMs ?? backoffMs(sent);
  const leftMs = deadline.sendBefore - performance.now();
  return delayMs <= MAX_RETRY_AFTER_MS && delayMs < leftMs ? delayMs : undefined;
}

/** 250 ms, doubled with each attempt up to 8 s, of which up to half is left out at random. */
function backoffMs(sent: number): number {
  return Math.min(8_000, 250 * 2 ** (sent - 1)) * (0.5 + Math.random() / 2);
}
