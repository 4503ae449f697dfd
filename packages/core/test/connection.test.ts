import { getEventListeners } from "node:events";
import { setImmediate } from "node:timers/promises";
import { failureOf, json, never, stubFetch } from "@flexfactor/testing/stub-fetch";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createClient, type Fetch, FlexFactorError, isFlexFactorError, ServerError } from "../src/index.ts";
import { orThrow } from "../src/internal.ts";

const baseUrl = "https://api.example/v1";
const body = { mid: "mid_1", name: "Checkout", type: "secret" } as const;
const params = { path: { idOrMid: "key_1" } };
const key = () => json(201, { id: "key_1", value: "v-secret" });
const create = (fetch: Fetch, options: object = {}) =>
  orThrow(createClient({ baseUrl, auth: "token-1", fetch, maxAttempts: 1 }).POST("/api-keys", { body, ...options }));

afterEach(() => vi.useRealTimers());

describe("a deadline", () => {
  test("stops every request at or after it, even if its timer is late", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    const fetch = stubFetch(never);
    const client = createClient({ baseUrl, auth: "token-1", fetch, timeoutMs: 500 });
    const calls = Array.from({ length: 200 }, () => failureOf(client.POST("/api-keys", { body })));
    await vi.advanceTimersByTimeAsync(500);
    const outcomes = (await Promise.all(calls)).map((error) => (error as FlexFactorError).outcome);
    expect(fetch.sent).toHaveLength(64);
    expect(outcomes.filter((outcome) => outcome === "unknown")).toHaveLength(64);
    expect(outcomes.filter((outcome) => outcome === "not_sent")).toHaveLength(136);
  });

  test("holds when the token came too late", async () => {
    const fetch = stubFetch(key);
    const auth = () => async () => {
      const until = performance.now() + 30;
      while (performance.now() < until);
      return "token-1";
    };
    const client = createClient({ baseUrl, auth, fetch, timeoutMs: 20 });
    expect(await failureOf(client.POST("/api-keys", { body }))).toMatchObject({ code: "timeout", outcome: "not_sent" });
    expect(fetch.sent).toEqual([]);
  });

  test("does not depend on a `fetch` that respects the signal", async () => {
    vi.useFakeTimers();
    vi.setTimerTickMode("nextTimerAsync");
    const fetch: Fetch = (_, { signal }) => {
      Object.assign(signal as AbortSignal, { onabort: () => {} });
      return never();
    };
    expect(await failureOf(create(fetch, { timeoutMs: 5000 }))).toMatchObject({ code: "timeout", outcome: "unknown" });
  });
});

describe("a signal", () => {
  test("has one listener, however many calls share it, and none after they have ended", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const client = createClient({ baseUrl, auth: "t", fetch: stubFetch(never) });
    const calls = Array.from({ length: 100 }, () => failureOf(client.GET("/api-keys/{idOrMid}", { params, signal })));
    await setImmediate();
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    controller.abort();
    const codes = (await Promise.all(calls)).map((error) => (error as FlexFactorError).code);
    expect(codes).toEqual(Array(100).fill("aborted"));
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  test("ends the calls in flight, even if another call with it has ended", async () => {
    const controller = new AbortController();
    const fetch = stubFetch((_, index) => (index === 0 ? key() : never()));
    const client = createClient({ baseUrl, auth: "t", fetch });
    await client.POST("/api-keys", { body, signal: controller.signal });
    const calls = [0, 1].map(() => failureOf(client.POST("/api-keys", { body, signal: controller.signal })));
    await vi.waitFor(() => expect(fetch.sent).toHaveLength(3));
    controller.abort();
    for (const call of calls) expect(await call).toMatchObject({ code: "aborted", outcome: "unknown" });
  });

  test("ends the calls in flight, even if another call with it ends at the same moment", async () => {
    const controller = new AbortController();
    const answer = Promise.withResolvers<Response>();
    const fetch = stubFetch((_, index) => (index === 0 ? answer.promise : never()));
    const client = createClient({ baseUrl, auth: "t", fetch });
    const first = client.POST("/api-keys", { body, signal: controller.signal });
    const second = failureOf(client.POST("/api-keys", { body, signal: controller.signal }));
    await vi.waitFor(() => expect(fetch.sent).toHaveLength(2));
    answer.resolve(key());
    await first;
    controller.abort();
    expect(await second).toMatchObject({ code: "aborted", outcome: "unknown" });
  });

  test("that was aborted with a reason passes it to the error", async () => {
    const reasoned = AbortSignal.abort(new Error("the customer left"));
    expect(await failureOf(create(stubFetch(key), { signal: reasoned }))).toMatchObject({
      code: "aborted",
      reason: "Error: the customer left",
      message: "createApiKey was aborted (Error: the customer left).",
    });
    const timed = AbortSignal.timeout(1);
    expect(await failureOf(create(stubFetch(never), { signal: timed }))).toMatchObject({
      code: "aborted",
      reason: expect.stringContaining("TimeoutError"),
      message: expect.stringContaining("aborted due to timeout"),
    });
  });
});

describe("an error of a custom token source", () => {
  class VaultError extends FlexFactorError {
    readonly vault: string;
    constructor(vault: string) {
      super(`${vault} is sealed`);
      this.vault = vault;
    }
  }

  test("keeps its message, class, fields and stack, and gets the outcome of the call", async () => {
    const sealed = new VaultError("vault-1");
    const client = createClient({ baseUrl, auth: () => () => Promise.reject(sealed), fetch: stubFetch(key) });
    const error = await failureOf(client.POST("/api-keys", { body }));
    expect(error).toBeInstanceOf(VaultError);
    expect(error).toMatchObject({ message: "vault-1 is sealed", vault: "vault-1", stack: sealed.stack, outcome: "not_sent" });
    expect(isFlexFactorError(error)).toBe(true);
    // Test runners and tracers rewrite stacks.
    expect(Object.getOwnPropertyDescriptor(error, "stack")).toMatchObject({ writable: true, configurable: true });
  });
});

describe("an error of an exchange, which is a separate call", () => {
  test("keeps the facts of the exchange, and gets the outcome of this call", async () => {
    const facts = { operation: "exchangeCredentials", status: 500, attempts: 3, outcome: "unknown", reason: "busy" } as const;
    const failed = new ServerError("exchangeCredentials was answered 500.", facts);
    const source = async (rejected?: string) => (rejected ? Promise.reject(failed) : "token-1");
    const client = createClient({ baseUrl, auth: () => source, fetch: stubFetch(() => json(401, { errors: ["no"] })) });
    expect(await failureOf(client.POST("/api-keys", { body }))).toMatchObject({
      ...facts,
      attempts: 1,
      outcome: "rejected",
      messages: [],
    });
    expect(failed).toMatchObject(facts);
  });
});

describe("a frozen error of a token source", () => {
  test("gets the outcome of the call, too", async () => {
    const sealed = new FlexFactorError("sealed");
    Object.defineProperty(sealed, "vault", { get: () => "vault-1", enumerable: true });
    const frozen = Object.freeze(sealed);
    const client = createClient({ baseUrl, auth: () => () => Promise.reject(frozen), fetch: stubFetch(key) });
    const error = await failureOf(client.POST("/api-keys", { body }));
    expect(error).toMatchObject({
      message: "sealed",
      vault: "vault-1",
      outcome: "not_sent",
      attempts: 0,
    });
    // Like every other error, it can be changed, and shows its facts.
    const { message, outcome } = Object.getOwnPropertyDescriptors(error as FlexFactorError);
    expect(message).toMatchObject({ writable: true, configurable: true });
    expect(outcome).toMatchObject({ writable: true, configurable: true, enumerable: true });
  });
});

describe("an error", () => {
  test("has its message in JSON", async () => {
    const error = await failureOf(create(stubFetch(() => json(400, { errors: ["no"] }))));
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      name: "ValidationError",
      code: "validation",
      message: "createApiKey was answered 400: no.",
      outcome: "rejected",
    });
  });

  test("is narrowed by the guard with a code", async () => {
    const error = await failureOf(create(stubFetch(() => json(429, {}, { "retry-after": "2" }))));
    expect(isFlexFactorError(error, "rate_limit") && error.retryAfterMs).toBe(2000);
    expect(isFlexFactorError(error, "timeout")).toBe(false);
  });
});
