import { getEventListeners } from "node:events";
import { Secret } from "@flexfactor/core";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type ExchangeOptions, type Share, sharedToken, type TokenStoreError } from "../src/index.ts";
import { fakeTime } from "./fake-time.ts";
import { count, memory, processOn } from "./processes.ts";

afterEach(() => vi.useRealTimers());

describe("a lock that is never released", () => {
  const stuck = () => ({ ...memory(), add: async () => false });
  const exchange = async () => ({ accessToken: new Secret("token"), lifeMs: 60_000 });
  const { signal } = new AbortController();

  test("makes a call wait at most two seconds, and is reported", async () => {
    fakeTime();
    const errors: TokenStoreError[] = [];
    const share = sharedToken(stuck(), { onError: (error) => errors.push(error) });
    const startedAt = performance.now();
    await share("name", exchange)(signal);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(500);
    expect(performance.now() - startedAt).toBeLessThanOrEqual(2_000);
    expect(errors).toMatchObject([
      { name: "TokenStoreError", step: "lock", message: expect.stringContaining("kept the lock too long") },
    ]);
  });

  test("leaves no timer and no listener after the wait", async () => {
    fakeTime();
    const { signal } = new AbortController();
    await sharedToken(stuck())("name", exchange)(signal);
    expect(getEventListeners(signal, "abort")).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("makes no call fail, even one with less than a second, and is reported", async () => {
    const errors: TokenStoreError[] = [];
    const one = processOn(stuck(), { timeoutMs: 800, onError: (error) => errors.push(error) });
    expect(await count(() => one.list())).toBe(1);
    expect(errors).toMatchObject([{ step: "lock" }]);
  });

  test("is waited for no longer than a call allows that joins with less time", async () => {
    fakeTime();
    const startedAt = performance.now();
    const options = { neededBefore: startedAt + 30_000 };
    setTimeout(() => {
      options.neededBefore = startedAt + 1_000;
    }, 100);
    await sharedToken(stuck())("name", exchange)(signal, options);
    expect(performance.now() - startedAt).toBe(250);
  });

  test("is waited for by the call with the least time, also when that call joins later", async () => {
    const joined = Promise.withResolvers<void>();
    let seen: ExchangeOptions = {};
    const share: Share = (_, exchange) => async (signal, options) => {
      seen = options ?? {};
      await joined.promise;
      return exchange(signal, options);
    };
    const { list } = processOn(share);
    const startedAt = performance.now();
    const first = list({ timeoutMs: 2_000_000 });
    await vi.waitFor(() => expect(seen.neededBefore).toBeGreaterThan(startedAt + 1_500_000));
    const second = list({ timeoutMs: 1_000_000 });
    await vi.waitFor(() => expect(seen.neededBefore).toBeLessThan(startedAt + 1_500_000));
    joined.resolve();
    await Promise.all([first, second]);
  });

  test.each([
    [0, 0],
    [200, 50],
    [800, 200],
    [3_000, 750],
  ])("is waited for, for a quarter of %i ms that a call has", async (hasMs, waitedMs) => {
    fakeTime();
    const startedAt = performance.now();
    await sharedToken(stuck())("name", exchange)(signal, { neededBefore: startedAt + hasMs });
    expect(performance.now() - startedAt).toBe(waitedMs);
  });

  test("makes a call wait again ten seconds later", async () => {
    fakeTime();
    const share = sharedToken({ ...stuck(), get: async () => null });
    await share("name", exchange)(signal);
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    const startedAt = performance.now();
    await share("name", exchange)(signal);
    expect(performance.now()).toBeGreaterThan(startedAt);
  });

  test.each(["gave up", "left"])("makes no call wait again after a caller %s", async (how) => {
    fakeTime();
    const steps: string[] = [];
    const share = sharedToken({ ...stuck(), get: async () => null }, { onError: ({ step }) => steps.push(step) });
    const leaves = new AbortController();
    if (how === "left") setTimeout(() => leaves.abort(), 100);
    await share("name", exchange)(leaves.signal);
    expect(steps).toEqual(how === "left" ? [] : ["lock"]);
    const startedAt = performance.now();
    await share("name", exchange)(signal);
    expect(performance.now()).toBe(startedAt);
  });

  test("is reported once in ten seconds, and then makes a call wait again", async () => {
    fakeTime();
    const errors: TokenStoreError[] = [];
    const share = sharedToken({ ...stuck(), get: async () => null }, { onError: (error) => errors.push(error) });
    await share("name", exchange)(signal);
    const givenUpAt = performance.now();
    for (const ms of [6_000, 3_000]) {
      await new Promise((resolve) => setTimeout(resolve, ms));
      await share("name", exchange)(signal);
    }
    expect(performance.now() - givenUpAt).toBe(9_000);
    expect(errors).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const startedAt = performance.now();
    await share("name", exchange)(signal);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(500);
    expect(errors).toHaveLength(2);
  });

  test("keeps no other process from the token", async () => {
    fakeTime();
    const store = stuck();
    await sharedToken(store)("name", exchange)(signal);
    const token = await sharedToken(store)("name", () => Promise.reject(new Error("not needed")))(signal);
    expect(token.accessToken.reveal()).toBe("token");
  });
});
