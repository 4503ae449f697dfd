import type { TokenSource } from "@flexfactor/core";
import type { Token } from "./exchange.js";

/** Exchanges begin at least this far apart, so that a server that revokes or refuses everything is not hammered. */
const MIN_GAP_MS = 1_000;

/** A token is renewed this long before its end, or a tenth of its life if that is less. */
const RENEW_AHEAD_MS = 60_000;

/**
 * Keeps one token and shares it. Callers that need a new one wait for one exchange together. Near its end the token is renewed
 * behind the back of a call, which still gets the old one: there is no timer, and no caller waits.
 */
export function createTokenSource(exchange: () => Promise<Token>): TokenSource {
  let current: { token: Token; since: number } | undefined;
  let pending: Promise<Token> | undefined;
  let startedAt = Number.NEGATIVE_INFINITY;

  const renew = (): Promise<Token> => {
    pending ??= begin().finally(() => {
      pending = undefined;
    });
    return pending;
  };
  const begin = async (): Promise<Token> => {
    const waitMs = startedAt + MIN_GAP_MS - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    startedAt = performance.now();
    const since = startedAt;
    const token = await exchange();
    current = { token, since };
    return token;
  };

  return async (rejected) => {
    // A 401 ends the token only if it is still the one in hand: of many callers refused together, the first one renews.
    if (rejected !== undefined && current?.token.accessToken.reveal() === rejected) current = undefined;
    const leftMs = current ? current.since + current.token.lifeMs - performance.now() : 0;
    if (!current || leftMs <= 0) return (await renew()).accessToken.reveal();
    const { token } = current;
    if (leftMs <= Math.min(RENEW_AHEAD_MS, token.lifeMs / 10) && performance.now() - startedAt >= MIN_GAP_MS)
      // If it fails, the old token serves on, and the next call after the gap tries again.
      renew().catch(() => {});
    return token.accessToken.reveal();
  };
}
