import type { TokenSource } from "@flexfactor/core";
import { sendBeforeOf } from "@flexfactor/core/internal";
import type { Exchange, ExchangeOptions } from "./exchange.js";
import { createSingleFlight } from "./single-flight.js";
import { createThrottle } from "./throttle.js";

/** Exchanges start at least this far apart, in ms. */
const MIN_GAP_MS = 1_000;

/** A token is refreshed this long before it ends, in ms, or a tenth of its life if that is less. */
const REFRESH_AHEAD_MS = 60_000;

/** A token, with instants of `performance.now()`: a wall clock can be wrong, and can jump. */
interface KeptToken {
  readonly token: string;
  readonly askedAt: number;
  readonly refreshAt: number;
  readonly endsAt: number;
}

/** Keeps one token for all clients of one server. Each client brings its own way to exchange the credentials. */
export type TokenCache = (exchange: Exchange) => TokenSource;

/**
 * Callers that need a new token wait for one exchange together. A token that is about to end is refreshed in the background: the call that
 * notices starts the exchange and does not wait for it. There is no timer that runs between calls.
 */
export function createTokenCache(): TokenCache {
  let kept: KeptToken | undefined;
  const together = createSingleFlight<string>();
  const throttled = createThrottle(MIN_GAP_MS);

  const keep = (fresh: KeptToken): void => {
    // An exchange that was given up can still end, after a newer one.
    if (!kept || kept.askedAt <= fresh.askedAt) kept = fresh;
  };
  const renew = (exchange: Exchange, rejected?: string, signal?: AbortSignal): Promise<string> =>
    together(async (stop) => {
      // Of those that wait together, the caller that started the exchange says how long it may take.
      const options = { rejected, neededBefore: sendBeforeOf(signal) };
      const fresh = await throttled(() => ask(exchange, stop, options), stop);
      keep(fresh);
      return fresh.token;
    }, signal);

  return (exchange) => async (rejected, signal) => {
    const now = performance.now();
    if (!kept || now >= kept.endsAt) return renew(exchange, rejected, signal);
    // Only the caller that was refused waits for another token. The others keep this one: it may be that call that was refused.
    if (kept.token === rejected) return renew(exchange, rejected, signal);
    // If this fails, the token serves until it ends. A shared store must not give the same one again, so it counts as rejected.
    if (now >= kept.refreshAt) renew(exchange, kept.token).catch(() => {});
    return kept.token;
  };
}

async function ask(exchange: Exchange, stop: AbortSignal, options: ExchangeOptions): Promise<KeptToken> {
  const askedAt = performance.now();
  const { accessToken, lifeMs } = await exchange(stop, options);
  const endsAt = askedAt + lifeMs;
  return { token: accessToken.reveal(), askedAt, endsAt, refreshAt: endsAt - Math.min(REFRESH_AHEAD_MS, lifeMs / 10) };
}
