import { getEventListeners } from "node:events";
import { failureOf } from "@flexfactor/testing/stub-fetch";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createTokenCache } from "../src/token-cache.ts";
import { fakeTime } from "./fake-time.ts";
import { after } from "./token-server.ts";
import { fresh, source, tokenOf, warm } from "./token-source.ts";

afterEach(() => {
  vi.useRealTimers();
});

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
