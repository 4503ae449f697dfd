// Keeps one token, refreshes it ahead of its end, and replaces it when the server refused it.
import type { TokenSource } from "@flexfactor/core";
import { sendBeforeOf } from "@flexfactor/core/internal";
import type { Exchange, ExchangeOptions } from "./exchange.js";
import { createSingleFlight } from "./single-flight.js";
import { createThrottle } from "./throttle.js";

/** Exchanges start at least this far apart, in ms. */
const MIN_GAP_MS = 1_000;

/** How long before its end a token is refreshed, in ms; or a tenth of its life, if that is less. */
const REFRESH_AHEAD_MS = 60_000;

/** A token, with instants of `performance.now()`, because a wall clock can be wrong and can jump. */
interface KeptToken {
  readonly token: string;
  readonly askedAt: number;
  readonly refreshAt: number;
  readonly endsAt: number;
}

/** Keeps one token for all clients of one server. Each client brings its own way to exchange the credentials. */
export type TokenCache = (exchange: Exchange) => TokenSource;

/**
 * Callers that need a new token wait for the same exchange. A token that is about to expire is refreshed in the background: the first call
 * that notices it starts the exchange, and does not wait. No timer runs between calls.
 */
export function createTokenCache(): TokenCache {
  let kept: KeptToken | undefined;
  /** When the callers that wait for the exchange need its token: the instant of the one with the least time. */
  let neededBefore = Infinity;
  const flight = createSingleFlight<string>();
  const throttled = createThrottle(MIN_GAP_MS);

  const keep = (fresh: KeptToken): void => {
    // An exchange that was taken for lost can still end after a newer one.
    if (!kept || kept.askedAt <= fresh.askedAt) kept = fresh;
  };
  const renewal = (exchange: Exchange, rejected: string | undefined, sendBefore: number) => async (stop: AbortSignal) => {
    // The exchange starts now, for this caller alone. The callers of an earlier one must not shorten its time.
    neededBefore = sendBefore;
    const options: ExchangeOptions = {
      rejected,
      get neededBefore() {
        return neededBefore;
      },
    };
    const fresh = await throttled(() => ask(exchange, stop, options), stop);
    keep(fresh);
    return fresh.token;
  };
  const renew = (exchange: Exchange, rejected?: string, signal?: AbortSignal): Promise<string> => {
    const sendBefore = sendBeforeOf(signal);
    neededBefore = Math.min(neededBefore, sendBefore);
    return flight.join(renewal(exchange, rejected, sendBefore), signal);
  };
  /** Nobody waits for it. If it fails, the token is used until it ends. */
  const renewInBackground = (exchange: Exchange, current: string): void => {
    // The current token is passed as rejected, so that a shared store does not return the same one.
    flight.inBackground(renewal(exchange, current, Infinity));
  };

  return (exchange) => async (rejected, signal) => {
    const now = performance.now();
    if (!kept || now >= kept.endsAt) return renew(exchange, rejected, signal);
    // Only a caller whose token was refused waits for another one. The others keep the token, because the 401 may be about that call only.
    if (kept.token === rejected) return renew(exchange, rejected, signal);
    if (now >= kept.refreshAt) renewInBackground(exchange, kept.token);
    return kept.token;
  };
}

async function ask(exchange: Exchange, stop: AbortSignal, options: ExchangeOptions): Promise<KeptToken> {
  const askedAt = performance.now();
  const { accessToken, lifeMs } = await exchange(stop, options);
  const endsAt = askedAt + lifeMs;
  return { token: accessToken.reveal(), askedAt, endsAt, refreshAt: endsAt - Math.min(REFRESH_AHEAD_MS, lifeMs / 10) };
}
