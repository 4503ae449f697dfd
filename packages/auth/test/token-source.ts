// A token source whose exchanges end when the test says so.
import { Secret } from "@flexfactor/core";
import type { Exchange, Token } from "../src/exchange.ts";
import { createTokenCache } from "../src/token-cache.ts";
import { fakeTime } from "./fake-time.ts";
import { after } from "./token-server.ts";

export const LIFE_MS = 600_000;
export const tokenOf = (n: number, lifeMs = LIFE_MS): Token => ({ accessToken: new Secret(`token-${n}`), lifeMs });

export function source() {
  const pending: PromiseWithResolvers<Token>[] = [];
  const exchange: Exchange = () => {
    const next = Promise.withResolvers<Token>();
    pending.push(next);
    return next.promise;
  };
  return {
    get: createTokenCache()(exchange),
    exchanges: () => pending.length,
    answer: (n: number, ms?: number) => pending[n - 1]?.resolve(tokenOf(n, ms)),
  };
}

/** A token source that has just got its first token. */
export async function fresh() {
  fakeTime();
  const filled = source();
  const first = filled.get();
  filled.answer(1);
  await first;
  return filled;
}

/** A token source that has a token, and may exchange again at once. */
export async function warm() {
  const filled = await fresh();
  await after(1_000);
  return filled;
}
