import type { TokenSource } from "@flexfactor/core";
import type { Exchange, Token } from "./exchange.js";

/** Exchanges begin at least this far apart, so that a server that revokes or refuses everything is not hammered. */
const MIN_GAP_MS = 1_000;

/** A token is renewed this long before its end, or a tenth of its life if that is less. */
const RENEW_AHEAD_MS = 60_000;

/**
 * Keeps one token and shares it. Callers that need a new one wait for one exchange together. Near its end the token is renewed
 * behind the back of a call, which still gets the old one: there is no timer, and no caller waits.
 */
export function createTokenSource(exchange: Exchange): TokenSource {
  let current: { token: Token; since: number } | undefined;
  let renewal: { token: Promise<Token>; waiting: number; stop: AbortController } | undefined;
  let failure: unknown;
  let startedAt = Number.NEGATIVE_INFINITY;

  const begin = async (signal: AbortSignal, rejected: string | undefined): Promise<Token> => {
    const waitMs = startedAt + MIN_GAP_MS - performance.now();
    // What has just failed would fail again; a token that was refused while it was new is worth the wait.
    if (waitMs > 0 && failure) throw failure;
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const since = performance.now();
    startedAt = since;
    failure = undefined;
    try {
      const token = await exchange(signal, rejected);
      current = { token, since };
      return token;
    } catch (error) {
      if (!signal.aborted) failure = error;
      throw error;
    }
  };
  const renew = async (rejected: string | undefined, signal?: AbortSignal): Promise<Token> => {
    if (!renewal) {
      const stop = new AbortController();
      const begun = { stop, waiting: 0, token: begin(stop.signal, rejected) };
      const end = (): void => {
        if (renewal === begun) renewal = undefined;
      };
      begun.token.then(end, end);
      renewal = begun;
    }
    const joined = renewal;
    joined.waiting++;
    // The exchange goes on while somebody waits for it, and is given up when the last one has left.
    signal?.addEventListener("abort", () => {
      if (--joined.waiting > 0 || renewal !== joined) return;
      renewal = undefined;
      joined.stop.abort();
    });
    return joined.token;
  };

  return async (rejected, signal) => {
    // A 401 ends the token only if it is still the one in hand: of many callers refused together, the first one renews.
    if (rejected !== undefined && current?.token.accessToken.reveal() === rejected) current = undefined;
    const leftMs = current ? current.since + current.token.lifeMs - performance.now() : 0;
    if (!current || leftMs <= 0) return (await renew(rejected, signal)).accessToken.reveal();
    const { token } = current;
    if (leftMs <= Math.min(RENEW_AHEAD_MS, token.lifeMs / 10) && performance.now() - startedAt >= MIN_GAP_MS)
      // If it fails, the old token serves on, and the next call after the gap tries again.
      renew(rejected).catch(() => {});
    return token.accessToken.reveal();
  };
}
