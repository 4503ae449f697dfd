import { failureOf, json, stubFetch } from "@flexfactor/testing/stub-fetch";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createClient, type FlexFactorEvent, type TokenSource } from "../src/index.ts";
import { orThrow } from "../src/internal.ts";
import { baseUrl, body, brokenBody, calls, key } from "./calls.ts";

// Waits end at once, in order: the tests check which waits there are, not real time.
beforeEach(() => {
  vi.useFakeTimers();
  vi.setTimerTickMode("nextTimerAsync");
});
afterEach(() => vi.useRealTimers());

describe("401", () => {
  const tokens = (...given: string[]): TokenSource & { asked: (string | undefined)[] } => {
    const asked: (string | undefined)[] = [];
    return Object.assign(async (rejected?: string) => given[Math.min(asked.push(rejected), given.length) - 1] as string, {
      asked,
    });
  };
  const refusing = (token: string) =>
    stubFetch(({ headers }) => (headers.get("authorization") === `Bearer ${token}` ? json(401, { errors: ["bad"] }) : key()));

  test("leads to one replay with another token, even of a create", { tags: ["token-refused-once"] }, async () => {
    const source = tokens("token-a", "token-b");
    const fetch = refusing("token-a");
    expect(await calls.create(fetch, {}, source)).toMatchObject({ attempts: 2 });
    expect(source.asked).toEqual([undefined, "token-a"]);
  });
  test("is the result if there is no other token", async () => {
    const fetch = refusing("token-a");
    expect(await failureOf(calls.create(fetch, {}, tokens("token-a", "token-a")))).toMatchObject({
      code: "authentication",
      outcome: "rejected",
      attempts: 1,
      messages: ["bad"],
    });
    expect(fetch.sent).toHaveLength(1);
  });
  test("is the result if the token is a string", async () => {
    const fetch = refusing("token-a");
    expect(await failureOf(calls.create(fetch, {}, "token-a"))).toMatchObject({ code: "authentication", attempts: 1 });
  });
  test("leads to no replay of a create if it names a key", async () => {
    const fetch = stubFetch(() => json(401, { errors: ["bad"], id: "key_1" }));
    const failed = failureOf(calls.create(fetch, {}, tokens("token-a", "token-b")));
    expect(await failed).toMatchObject({ code: "authentication", outcome: "rejected", attempts: 1 });
  });
  test("that names a key is told to the token source all the same, for the next calls", async () => {
    const source = tokens("token-a", "token-b");
    const client = createClient({ baseUrl, auth: () => source, fetch: stubFetch(() => json(401, { id: "unauthorized" })) });
    await failureOf(orThrow(client.POST("/api-keys", { body })));
    expect(source.asked).toEqual([undefined, "token-a"]);
  });
  test("of a create that names a key keeps its own error, although the source fails, or hangs until the deadline", async () => {
    const failing = async (rejected?: string) => (rejected ? Promise.reject(new Error("no vault")) : "token-a");
    let given: AbortSignal | undefined;
    const hanging: TokenSource = async (rejected, signal) => {
      given = signal;
      return rejected ? new Promise<string>(() => {}) : "token-a";
    };
    const fetch = stubFetch(() => json(401, { errors: ["bad"], id: "key_1" }));
    for (const source of [failing, hanging]) {
      const error = await failureOf(calls.create(fetch, { timeoutMs: 5_000 }, source));
      expect(error).toMatchObject({ message: "createApiKey was answered 401: bad.", attempts: 1 });
    }
    expect(given?.aborted).toBe(true);
  });
  test("that breaks off counts as a lost answer, so a create is not retried", async () => {
    const fetch = stubFetch(brokenBody(401));
    const failed = failureOf(calls.create(fetch, {}, tokens("token-a", "token-b")));
    expect(await failed).toMatchObject({ code: "response", outcome: "unknown", attempts: 1 });
  });
  test("that breaks off leads to another token all the same, for the next calls and for a call that may be repeated", async () => {
    const source = tokens("token-a", "token-b");
    const fetch = stubFetch(({ headers }) => (headers.get("authorization")?.endsWith("-a") ? brokenBody(401)() : json(200, {})));
    await failureOf(calls.create(fetch, {}, source));
    expect(source.asked).toEqual([undefined, "token-a"]);
    expect(await calls.get(fetch, {}, tokens("token-a", "token-b"))).toMatchObject({ status: 200, attempts: 2 });
  });
  test("keeps the refused token redacted when the next answer quotes it", async () => {
    const fetch = stubFetch((_, index) => json(index === 0 ? 401 : 403, { errors: ["token-a was replaced"] }));
    const error = await failureOf(calls.create(fetch, {}, tokens("token-a-secret", "token-b-secret")));
    expect(error).toMatchObject({ code: "permission", messages: ["token-a was replaced"] });
    const quoting = stubFetch((_, index) => json(index === 0 ? 401 : 403, { errors: ["token-a-secret was replaced"] }));
    expect(await failureOf(calls.create(quoting, {}, tokens("token-a-secret", "token-b-secret")))).toMatchObject({
      messages: ["[redacted] was replaced"],
    });
  });
  test("requests no other token when the call is over", async () => {
    const controller = new AbortController();
    const source = tokens("token-a", "token-b");
    const onEvent = ({ type }: FlexFactorEvent) => type === "attempt" && controller.abort();
    const client = createClient({ baseUrl, auth: () => source, fetch: refusing("token-a"), onEvent });
    const failed = failureOf(orThrow(client.POST("/api-keys", { body, signal: controller.signal })));
    expect(await failed).toMatchObject({ code: "aborted", outcome: "rejected", attempts: 1 });
    expect(source.asked).toEqual([undefined]);
  });
  test("is the result if the other token is refused too", { tags: ["every-token-refused"] }, async () => {
    const fetch = stubFetch(() => json(401, {}));
    expect(await failureOf(calls.get(fetch, {}, tokens("token-a", "token-b", "token-c")))).toMatchObject({
      code: "authentication",
      attempts: 2,
    });
  });
  test("does not count against `maxAttempts`", async () => {
    expect(await calls.create(refusing("token-a"), { maxAttempts: 1 }, tokens("token-a", "token-b"))).toMatchObject({
      attempts: 2,
    });
  });
  test("leaves all attempts for later failures", async () => {
    const answers = [json(401, {}), json(500, {}), json(500, {}), json(200, { keys: [] })];
    const fetch = stubFetch((_, index) => answers[index] as Response);
    expect(await calls.get(fetch, { maxAttempts: 3 }, tokens("token-a", "token-b"))).toMatchObject({ attempts: 4 });
  });
  test("is the only status that leads to another token", { tags: ["not-allowed"] }, async () => {
    const source = tokens("token-a", "token-b");
    await failureOf(
      calls.get(
        stubFetch(() => json(403, {})),
        {},
        source,
      ),
    );
    expect(source.asked).toEqual([undefined]);
  });
});
