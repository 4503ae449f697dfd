import { getEventListeners } from "node:events";
import { failureOf, json, never, stubFetch } from "@flexfactor/testing/stub-fetch";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createClient, type FlexFactorEvent } from "../src/index.ts";
import { baseUrl, calls, list, path } from "./calls.ts";

// Waits end at once, in order: the tests check which waits there are, not real time.
beforeEach(() => {
  vi.useFakeTimers();
  vi.setTimerTickMode("nextTimerAsync");
});
afterEach(() => vi.useRealTimers());

describe("a deadline", () => {
  test("leaves no timer and no listener behind", async () => {
    vi.setTimerTickMode("manual");
    const { signal } = new AbortController();
    const answer = Promise.withResolvers<Response>();
    const call = calls.get(
      stubFetch(() => answer.promise),
      { signal },
    );
    expect([vi.getTimerCount(), getEventListeners(signal, "abort").length]).toEqual([1, 1]);
    answer.resolve(list());
    await call;
    expect([vi.getTimerCount(), getEventListeners(signal, "abort").length]).toEqual([0, 0]);
  });

  test("leaves no timer behind after an abort during a wait", async () => {
    vi.setTimerTickMode("manual");
    const controller = new AbortController();
    const fetch = stubFetch(() => json(429, {}, { "retry-after": "7" }));
    const waiting = Promise.withResolvers<void>();
    const onEvent = ({ type }: FlexFactorEvent) => type === "wait" && waiting.resolve();
    const client = createClient({ baseUrl, auth: "t", fetch, onEvent });
    const failed = failureOf(client.GET("/api-keys/{idOrMid}", { params: { path }, signal: controller.signal }));
    await waiting.promise;
    controller.abort();
    expect(await failed).toMatchObject({ code: "aborted", outcome: "rejected" });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("does not start for an invalid signal", async () => {
    const signal = new AbortController() as unknown as AbortSignal;
    expect(await failureOf(calls.get(stubFetch(list), { signal }))).toMatchObject({
      code: "config",
      message: "`signal` must be an AbortSignal.",
    });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("ends a call whose `fetch` ignores its signal", async () => {
    expect(await failureOf(calls.get((() => never()) as typeof fetch, { timeoutMs: 1000 }))).toMatchObject({ code: "timeout" });
  });

  const throwing = () => {
    throw new Error("no");
  };
  test.each<[string, (signal: AbortSignal) => unknown]>([
    ["freezes its signal", Object.freeze],
    ["breaks the events of its signal", (signal) => Object.assign(signal, { dispatchEvent: throwing })],
  ])("ends each call, although the `fetch` of one %s", async (_, spoil) => {
    vi.setTimerTickMode("manual");
    const fetch = stubFetch(({ signal }, index) => {
      if (index === 0) spoil(signal as AbortSignal);
      return never();
    });
    const client = createClient({ baseUrl, auth: "t", fetch });
    const controller = new AbortController();
    const list = (options: object) => failureOf(client.GET("/api-keys/{idOrMid}", { params: { path }, ...options }));
    const aborted = [list({ signal: controller.signal }), list({ signal: controller.signal })];
    const late = list({ timeoutMs: 1000 });
    await vi.advanceTimersByTimeAsync(0);
    expect(fetch.sent).toHaveLength(3);
    controller.abort();
    await vi.advanceTimersByTimeAsync(1000);
    for (const call of aborted) expect(await call).toMatchObject({ code: "aborted" });
    expect(await late).toMatchObject({ code: "timeout" });
  });

  test("ends a call with an error of its own, whatever others write into the reason of its signal", async () => {
    let heard: unknown;
    const fetch = (_: string, init: RequestInit) =>
      new Promise<never>((__, reject) => {
        init.signal?.addEventListener("abort", () => {
          heard = init.signal?.reason.code;
          Object.assign(init.signal?.reason, { request: init, cause: init, message: undefined, code: "UPSTREAM" });
          reject(init.signal?.reason);
        });
      });
    const error = await failureOf(calls.create(fetch as typeof globalThis.fetch, { timeoutMs: 1000 }));
    expect(error).toMatchObject({ code: "timeout", outcome: "unknown", message: "createApiKey did not finish within 1000 ms." });
    expect(Object.keys(error as object)).not.toEqual(expect.arrayContaining(["request", "cause"]));
    expect((error as Error).cause).toBeUndefined();
    expect(heard).toBe("timeout");
  });

  test("ends a call without a reason that nobody can see", async () => {
    const error = await failureOf(calls.get(never as typeof globalThis.fetch, { signal: AbortSignal.abort("\u200b") }));
    expect(error).toMatchObject({ message: "getApiKeys was aborted.", reason: undefined });
  });

  test.each([true, false])("ends a call whose `fetch` overwrites the fields of its signal: `aborted` is %j", async (aborted) => {
    const fetch = (_: string, { signal }: RequestInit) => {
      Object.defineProperties(signal, {
        aborted: { value: aborted },
        reason: { value: "x" },
        throwIfAborted: { value: () => {} },
      });
      return never();
    };
    const error = await failureOf(calls.get(fetch as typeof globalThis.fetch, { timeoutMs: 1000 }));
    expect(error).toMatchObject({ code: "timeout", outcome: "unknown" });
  });
});
