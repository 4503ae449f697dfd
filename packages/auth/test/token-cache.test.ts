import { getEventListeners } from "node:events";
import { Secret } from "@flexfactor/core";
import { failureOf } from "@flexfactor/testing/stub-fetch";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Exchange, Token } from "../src/exchange.ts";
import { createTokenCache } from "../src/token-cache.ts";
import { fakeTime } from "./fake-time.ts";

const LIFE_MS = 600_000;
const tokenOf = (n: number, lifeMs = LIFE_MS): Token => ({ accessToken: new Secret(`token-${n}`), lifeMs });

/** A token source, and exchanges that end when the test says so. */
function source() {
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
afterEach(() => {
  // First the spies, because they restore the fake function that they replaced.
  vi.restoreAllMocks();
  vi.useRealTimers();
});
const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A token source that has just got its first token. */
async function fresh() {
  fakeTime();
  const filled = source();
  const first = filled.get();
  filled.answer(1);
  await first;
  return filled;
}

/** A token source that has a token, and may exchange again at once. */
async function warm() {
  const filled = await fresh();
  await after(1_000);
  return filled;
}

describe("a refused caller", () => {
  test("waits for another token, and the others keep theirs", async () => {
    const { get, exchanges, answer } = await warm();
    const refused = get("token-1");
    expect(await get()).toBe("token-1");
    expect(await get()).toBe("token-1");
    expect(exchanges()).toBe(2);
    answer(2);
    expect(await refused).toBe("token-2");
    expect(await get()).toBe("token-2");
  });

  test("that is refused again and again causes one exchange per second, and makes no other caller wait", async () => {
    const { get, exchanges, answer } = await fresh();
    const startedAt = performance.now();
    for (let n = 2; n <= 6; n++) {
      const refused = get(`token-${n - 1}`);
      const askedAt = performance.now();
      expect(await get()).toBe(`token-${n - 1}`);
      expect(performance.now()).toBe(askedAt);
      while (exchanges() < n) await after(10);
      answer(n);
      await refused;
    }
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(5_000);
  });

  test("gets the error if the exchange fails, and the others keep their token", async () => {
    fakeTime();
    let exchanges = 0;
    const get = createTokenCache()(async () => {
      if (++exchanges > 1) throw new Error("refused");
      return tokenOf(1);
    });
    await get();
    await after(1_000);
    expect(await failureOf(get("token-1"))).toEqual(new Error("refused"));
    expect(await get()).toBe("token-1");
    expect(exchanges).toBe(2);
  });

  test("with a token that has been replaced gets the new one at once", async () => {
    const { get, exchanges, answer } = await warm();
    const refused = get("token-1");
    answer(2);
    await refused;
    expect(await get("token-1")).toBe("token-2");
    expect(exchanges()).toBe(2);
  });
});

describe("a lost exchange", () => {
  /** Ends a request as workerd does: its timers stop, and its promises never settle. */
  const cutOff = () => vi.spyOn(globalThis, "setInterval").mockReturnValueOnce(0 as never);

  test("that shows no sign of life is started again by a waiting caller", async () => {
    fakeTime();
    cutOff();
    const { get, exchanges, answer } = source();
    get().catch(() => {});
    const waiting = get();
    expect(exchanges()).toBe(1);
    while (exchanges() < 2) await after(100);
    answer(2);
    expect(await waiting).toBe("token-2");
  });

  test("in the background is started again when the token has expired", async () => {
    const { get, exchanges, answer } = await warm();
    await after(LIFE_MS - 30_000);
    cutOff();
    expect(await get()).toBe("token-1");
    expect(exchanges()).toBe(2);
    await after(30_000);
    const waiting = get();
    while (exchanges() < 3) await after(100);
    answer(3);
    expect(await waiting).toBe("token-3");
  });

  test("in the background that hangs is not started again when nobody needs it", async () => {
    const { get, exchanges } = await warm();
    await after(LIFE_MS - 30_000);
    expect(await get()).toBe("token-1");
    await after(300_000);
    expect(exchanges()).toBe(2);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("that takes too long is started again", async () => {
    fakeTime();
    await after(60_000);
    const { get, exchanges, answer } = source();
    const startedAt = performance.now();
    const waiting = get();
    while (exchanges() < 2) await after(100);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(30_000);
    answer(2);
    expect(await waiting).toBe("token-2");
  });

  test("that still ends does not replace a newer token", async () => {
    fakeTime();
    cutOff();
    const { get, exchanges, answer } = source();
    get().catch(() => {});
    const waiting = get();
    while (exchanges() < 2) await after(100);
    answer(2);
    await waiting;
    answer(1);
    await after(1);
    expect(await get()).toBe("token-2");
  });

  test("is not the same as one in a process that was busy", async () => {
    const { get, exchanges, answer } = source();
    // Node fires all late timers of one duration together, so these take the checks of the caller along, before the late beat.
    setTimeout(() => {}, 500);
    await after(250);
    setTimeout(() => {}, 250);
    await after(200);
    const waiting = get();
    const busyUntil = performance.now() + 700;
    while (performance.now() < busyUntil);
    await after(600);
    answer(1);
    expect(await waiting).toBe("token-1");
    expect(exchanges()).toBe(1);
  });

  test("is not the same as a slow one, for which callers keep waiting", async () => {
    fakeTime();
    const { get, exchanges, answer } = source();
    const callers = [get(), get()];
    await after(20_000);
    answer(1);
    expect(await Promise.all(callers)).toEqual(["token-1", "token-1"]);
    expect(exchanges()).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("a caller that leaves", () => {
  test("leaves no timer and no listener, and the others keep waiting", async () => {
    fakeTime();
    const { get, answer, exchanges } = source();
    const controller = new AbortController();
    const stays = get();
    const leaves = failureOf(get(undefined, controller.signal));
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(1);
    const timers = vi.getTimerCount();
    controller.abort(new Error("left"));
    expect(await leaves).toEqual(new Error("left"));
    expect(vi.getTimerCount()).toBe(timers - 1);
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
    answer(1);
    expect(await stays).toBe("token-1");
    expect(exchanges()).toBe(1);
  });

  test("as the last one leaves no timer, even if the exchange does not stop", async () => {
    fakeTime();
    const { get } = source();
    const controller = new AbortController();
    const leaves = failureOf(get(undefined, controller.signal));
    expect(vi.getTimerCount()).toBeGreaterThan(0);
    controller.abort(new Error("left"));
    expect(await leaves).toEqual(new Error("left"));
    expect(vi.getTimerCount()).toBe(0);
  });

  test("while an exchange is delayed starts none, and delays nobody else", async () => {
    const { get, answer, exchanges } = await fresh();
    await after(500);
    const controller = new AbortController();
    const leaves = failureOf(get("token-1", controller.signal));
    await after(400);
    controller.abort(new Error("left"));
    expect(await leaves).toEqual(new Error("left"));
    await after(100);
    expect(exchanges()).toBe(1);
    const next = get("token-1");
    await after(1);
    expect(exchanges()).toBe(2);
    answer(2);
    expect(await next).toBe("token-2");
  });

  test("before it asks for a token starts nothing", async () => {
    const { get, exchanges } = source();
    expect(await failureOf(get(undefined, AbortSignal.abort(new Error("gone"))))).toEqual(new Error("gone"));
    expect(exchanges()).toBe(0);
  });
});
