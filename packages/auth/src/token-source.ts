import type { TokenSource } from "@flexfactor/core";
import type { Exchange } from "./exchange.js";

/** Exchanges begin at least this far apart, so that a server that revokes or refuses everything is not hammered. */
const MIN_GAP_MS = 1_000;

/** A token is renewed this long before its end, or a tenth of its life if that is less. */
const RENEW_AHEAD_MS = 60_000;

/**
 * Keeps one token and shares it. Callers that need a new one wait for one exchange together. Near its end the token is renewed
 * behind the back of a call, which still gets the old one: there is no timer, and no caller waits.
 */
export function createTokenSource(exchange: Exchange): TokenSource {
  let current: { token: string; renewAt: number; endsAt: number } | undefined;
  let renewal: { token: Promise<string>; waiting: number; stop: AbortController } | undefined;
  let failure: unknown;
  let startedAt = Number.NEGATIVE_INFINITY;

  const begin = async (signal: AbortSignal, rejected: string | undefined): Promise<string> => {
    const waitMs = startedAt + MIN_GAP_MS - performance.now();
    // What has just failed would fail again; a token that was refused while it was new is worth the wait.
    if (waitMs > 0 && failure) throw failure;
    if (waitMs > 0) await pause(waitMs, signal);
    signal.throwIfAborted();
    const since = performance.now();
    startedAt = since;
    failure = undefined;
    try {
      const { accessToken, lifeMs } = await exchange(signal, rejected);
      const token = accessToken.reveal();
      const endsAt = since + lifeMs;
      current = { token, endsAt, renewAt: endsAt - Math.min(RENEW_AHEAD_MS, lifeMs / 10) };
      return token;
    } catch (error) {
      if (!signal.aborted) failure = error;
      throw error;
    }
  };
  const renew = (rejected: string | undefined, signal?: AbortSignal): Promise<string> => {
    if (!renewal || renewal.stop.signal.aborted) {
      const stop = new AbortController();
      const begun = {
        stop,
        waiting: 0,
        token: begin(stop.signal, rejected).finally(() => {
          if (renewal === begun) renewal = undefined;
        }),
      };
      renewal = begun;
    }
    const joined = renewal;
    joined.waiting++;
    // The exchange goes on while somebody waits for it, and is given up when the last one has left.
    signal?.addEventListener("abort", () => {
      if (--joined.waiting === 0) joined.stop.abort();
    });
    return joined.token;
  };

  return async (rejected, signal) => {
    // A 401 ends the token only if it is still the one in hand: of many callers refused together, the first one renews.
    if (current?.token === rejected) current = undefined;
    const now = performance.now();
    if (!current || now >= current.endsAt) return renew(rejected, signal);
    // If it fails, the old token serves on, and the next call after the gap tries again. A shared store must not give it once more.
    if (now >= current.renewAt && now >= startedAt + MIN_GAP_MS) renew(current.token).catch(() => {});
    return current.token;
  };
}

/** Ends early at an abort, so that no timer outlives the call. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
