import { failureOf, json, stubFetch } from "@flexfactor/testing/stub-fetch";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createClient, type FlexFactorError, type FlexFactorEvent } from "../src/index.ts";
import { orThrow } from "../src/internal.ts";
import { baseUrl, calls, list, path } from "./calls.ts";

// Waits end at once, in order: the tests check which waits there are, not real time.
beforeEach(() => {
  vi.useFakeTimers();
  vi.setTimerTickMode("nextTimerAsync");
});
afterEach(() => vi.useRealTimers());

describe("Retry-After", () => {
  const after = (value: string, headers: Record<string, string> = {}) =>
    stubFetch((_, index) => (index === 0 ? json(429, {}, { "retry-after": value, ...headers }) : list()));
  const waited = async (fetch: typeof globalThis.fetch) => {
    const startedAt = performance.now();
    await calls.get(fetch, { timeoutMs: 120_000 });
    return performance.now() - startedAt;
  };

  test("may be a number of seconds", { tags: ["implausible-retry-after"] }, async () => {
    expect(await waited(after("7"))).toBeGreaterThanOrEqual(7000);
  });
  test("may be a date, by the server's clock", async () => {
    const date = "Thu, 01 Jan 2015 00:00:00 GMT";
    expect(await waited(after("Thu, 01 Jan 2015 00:00:09 GMT", { date }))).toBeGreaterThanOrEqual(9000);
  });
  test("is a date by a clock that may be written in the oldest form, in any time zone", async () => {
    for (const zone of ["America/New_York", "Asia/Tokyo"]) {
      vi.stubEnv("TZ", zone);
      const waitedMs = await waited(after("Thu, 01 Jan 2015 00:00:09 GMT", { date: "Thu Jan  1 00:00:00 2015" }));
      vi.unstubAllEnvs();
      expect(waitedMs).toBeGreaterThanOrEqual(9000);
      expect(waitedMs).toBeLessThan(20_000);
    }
  });
  test.each(["Thu, 01 Jan 2015 00:00:00", "2015-01-01T00:00:00", "2015-01-01T00:00:00Z"])(
    "is a date by the local clock if the server's has another form, which could be of any time zone: %j",
    async (date) => {
      expect(await waited(after("Thu, 01 Jan 2015 00:00:09 GMT", { date }))).toBeLessThanOrEqual(250);
    },
  );
  test.each(["-1", "1.5", "abc", "", "1, 2", "Thu, 01 Jan 2015 00:00:00 GMT"])(
    "%j is ignored: the call waits as usual",
    async (value) => {
      expect(await waited(after(value))).toBeLessThanOrEqual(250);
    },
  );
  test.each<[string, number | undefined]>([
    ["3", 3000],
    ["0", 0],
    ["Thu, 01 Jan 2015 00:00:09 GMT", 9000],
    ["Thu, 01 Jan 2015 00:00:00 GMT", 0],
    ["Wed, 31 Dec 2014 23:59:59 GMT", undefined],
    ["Thu, 01 Jan 2099 00:00:00 +0000", undefined],
    ["2099-01-01T00:00:00Z", undefined],
    ["3s", undefined],
    ["+3", undefined],
  ])("of %j is told as %j ms", async (value, retryAfterMs) => {
    const fetch = stubFetch(() => json(429, {}, { "retry-after": value, date: "Thu, 01 Jan 2015 00:00:00 GMT" }));
    const error = (await failureOf(calls.get(fetch, { maxAttempts: 1 }))) as FlexFactorError;
    expect(error.retryAfterMs).toBe(retryAfterMs);
  });
  test.each([
    ["more than a minute", "61", 61_000],
    ["absurd", "10000000000000", 1e16],
    ["four hundred digits", "9".repeat(400), Number.MAX_VALUE],
  ])("of %s is left to the caller", async (_, value, retryAfterMs) => {
    const fetch = after(value);
    expect(await failureOf(calls.get(fetch, { timeoutMs: 120_000 }))).toMatchObject({ code: "rate_limit", retryAfterMs });
    expect(fetch.sent).toHaveLength(1);
  });
  test("past the deadline ends the call without a wait", async () => {
    const error = await failureOf(calls.get(after("9"), { timeoutMs: 5000 }));
    expect(error).toMatchObject({ code: "rate_limit", retryAfterMs: 9000, outcome: "rejected" });
  });
  test("that leaves no time for another request ends the call without a wait", async () => {
    const error = await failureOf(calls.get(after("5"), { timeoutMs: 5050 }));
    expect(error).toMatchObject({ code: "rate_limit", retryAfterMs: 5000, outcome: "rejected", attempts: 1 });
    expect(await calls.get(after("5"), { timeoutMs: 5051 })).toMatchObject({ attempts: 2 });
  });
  test("of a call that gives up holds back the others too, and never gets shorter", async () => {
    const fetch = stubFetch((_, index) => (index < 2 ? json(429, {}, { "retry-after": index === 0 ? "7" : "0" }) : list()));
    const client = createClient({ baseUrl, auth: "t", fetch, maxAttempts: 1 });
    const startedAt = performance.now();
    // Both are in flight before the first answer comes.
    const refused = [
      orThrow(client.GET("/api-keys/{idOrMid}", { params: { path } })),
      orThrow(client.GET("/api-keys/{idOrMid}", { params: { path } })),
    ];
    for (const call of refused) expect(await failureOf(call)).toMatchObject({ code: "rate_limit", attempts: 1 });
    await orThrow(client.GET("/api-keys/{idOrMid}", { params: { path } }));
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(6999);
  });
  test("that comes while another call waits makes it wait longer, with an event", async () => {
    const fetch = stubFetch((_, index) => (index < 2 ? json(429, {}, { "retry-after": index === 0 ? "1" : "5" }) : list()));
    const waits: string[] = [];
    const onEvent = ({ type, durationMs }: FlexFactorEvent) => type === "wait" && waits.push(`${Math.round(durationMs / 1000)}`);
    const client = createClient({ baseUrl, auth: "t", fetch, onEvent });
    const startedAt = performance.now();
    await Promise.all([
      orThrow(client.GET("/api-keys/{idOrMid}", { params: { path } })),
      orThrow(client.GET("/api-keys/{idOrMid}", { params: { path } })),
    ]);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(4999);
    expect(waits).toEqual(["1", "5", "4"]);
  });
  test.each<[string, BodyInit, string]>([
    ["names a key", '{"id":"key_1"}', "rate_limit"],
    ["is not UTF-8", new Uint8Array([0x66, 0xfc]), "response"],
  ])("of a create that is not sent again, because the refusal %s, holds back the others too", async (_, content, code) => {
    const refusal = () => new Response(content, { status: 429, headers: { "retry-after": "7" } });
    const fetch = stubFetch(({ method }) => (method === "POST" ? refusal() : list()));
    const client = createClient({ baseUrl, auth: "t", fetch });
    const startedAt = performance.now();
    const key = { mid: "mid_1", name: "Checkout", type: "secret" } as const;
    expect(await failureOf(orThrow(client.POST("/api-keys", { body: key })))).toMatchObject({ code, attempts: 1 });
    await orThrow(client.GET("/api-keys/{idOrMid}", { params: { path } }));
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(6999);
  });
  test("of a create that a gateway answered with a page in Latin-1 holds back nobody", async () => {
    const page = () => new Response(new Uint8Array([0x66, 0xfc]), { status: 503, headers: { "retry-after": "7" } });
    const fetch = stubFetch(({ method }) => (method === "POST" ? page() : list()));
    const client = createClient({ baseUrl, auth: "t", fetch });
    const startedAt = performance.now();
    await failureOf(orThrow(client.POST("/api-keys", { body: { mid: "mid_1", name: "Checkout", type: "secret" } })));
    await orThrow(client.GET("/api-keys/{idOrMid}", { params: { path } }));
    expect(performance.now() - startedAt).toBeLessThan(6999);
  });
  test("that comes while another call waits for its token holds it back too", async () => {
    const sentAt: number[] = [];
    const fetch = stubFetch((_, index) => {
      sentAt.push(performance.now());
      return index === 0 ? json(429, {}, { "retry-after": "7" }) : list();
    });
    let asked = 0;
    const slow = async () => (asked++ === 1 ? new Promise<string>((resolve) => setTimeout(resolve, 100, "t")) : "t");
    const client = createClient({ baseUrl, auth: () => slow, fetch });
    await Promise.all([
      orThrow(client.GET("/api-keys/{idOrMid}", { params: { path } })),
      orThrow(client.GET("/api-keys/{idOrMid}", { params: { path } })),
    ]);
    expect(Number(sentAt[1]) - Number(sentAt[0])).toBeGreaterThanOrEqual(6990);
  });
  test.each<[string, number, string, boolean]>([
    ["of a minute", 429, "60", true],
    ["of more than a minute", 429, "61", false],
    ["of a refusal that no pause can change", 400, "7", false],
    ["that is none", 429, "soon", false],
  ])("%s holds back the next call or not", async (_, status, value, holdsBack) => {
    const fetch = stubFetch((_sent, index) => (index === 0 ? json(status, {}, { "retry-after": value }) : list()));
    const client = createClient({ baseUrl, auth: "t", fetch, maxAttempts: 1, timeoutMs: 1000 });
    const get = () => orThrow(client.GET("/api-keys/{idOrMid}", { params: { path } }));
    await failureOf(get());
    if (holdsBack) expect(await failureOf(get())).toMatchObject({ code: "rate_limit", attempts: 0 });
    else expect(await get()).toMatchObject({ attempts: 1 });
  });
  test("holds back every call of the client", { tags: ["throttled"] }, async () => {
    const fetch = after("7");
    const paused = Promise.withResolvers<void>();
    const onEvent = ({ type }: FlexFactorEvent) => type === "wait" && paused.resolve();
    const client = createClient({ baseUrl, auth: "t", fetch, onEvent });
    const first = orThrow(client.GET("/api-keys/{idOrMid}", { params: { path } }));
    await paused.promise;
    const hasty = orThrow(client.GET("/api-keys/{idOrMid}", { params: { path }, timeoutMs: 1000 }));
    // In the last 50 ms of its time it would not be sent.
    const late = orThrow(client.GET("/api-keys/{idOrMid}", { params: { path }, timeoutMs: 7050 }));
    const inTime = orThrow(client.GET("/api-keys/{idOrMid}", { params: { path }, timeoutMs: 7060 }));
    for (const error of [await failureOf(hasty), await failureOf(late)])
      expect(error).toMatchObject({
        code: "rate_limit",
        outcome: "not_sent",
        attempts: 0,
        retryAfterMs: 7000,
        message: "getApiKeys was stopped: the server asked for a pause that is too long for this call.",
      });
    await Promise.all([first, inTime]);
    expect(fetch.sent).toHaveLength(3);
  });
});
