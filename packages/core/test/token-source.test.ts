import { failureOf, json, stubFetch } from "@flexfactor/testing/stub-fetch";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createClient, FlexFactorError, isFlexFactorError, type TokenSource } from "../src/index.ts";
import { sendBeforeOf } from "../src/internal.ts";
import { baseUrl, body, calls, key, throws } from "./calls.ts";

// Waits end at once, in order: the tests check which waits there are, not real time.
beforeEach(() => {
  vi.useFakeTimers();
  vi.setTimerTickMode("nextTimerAsync");
});
afterEach(() => vi.useRealTimers());

describe("a token source", () => {
  test.each<[string, TokenSource]>([
    ["rejects", () => Promise.reject(new Error("token-secret"))],
    [
      "throws",
      () => {
        throw new Error("token-secret");
      },
    ],
    ["gives nothing", async () => undefined as unknown as string],
    ["gives two lines", async () => "token-secret\r\nx: y"],
  ])("that %s fails the call and no other, unsent", async (_, source) => {
    const fetch = stubFetch(key);
    const error = await failureOf(calls.create(fetch, {}, source));
    expect(error).toMatchObject({ code: "authentication", outcome: "not_sent", attempts: 0 });
    expect(String(error)).not.toContain("token-secret");
    expect(fetch.sent).toEqual([]);
  });
  test("that throws nothing is not said to have returned something", async () => {
    const error = await failureOf(calls.create(stubFetch(key), {}, () => Promise.reject(undefined)));
    expect(error).toMatchObject({ message: "createApiKey got no token from `auth`." });
  });
  test.each<[string, object, string]>([
    ["its class and code", { name: "VaultError", code: "ECONNREFUSED" }, " (VaultError ECONNREFUSED)"],
    ["no name that is a sentence", { name: "hvs.another secret", code: "ECONNREFUSED" }, " (ECONNREFUSED)"],
    ["no code that is no word", { name: "VaultError", code: "hvs.another" }, " (VaultError)"],
    ["no name that is a secret", { name: "sk_live_Xk3uTz8aV0", code: "ERR_HTTP2_GOAWAY" }, " (ERR_HTTP2_GOAWAY)"],
    ["no name that is a long word", { name: "kXbTqLmZpRwVyHsD", code: "ConnectionRefused" }, " (ConnectionRefused)"],
    ["no code that is a secret", { name: "VaultException", code: "AKIA5FODNN7EXAMPLE4Q" }, " (VaultException)"],
  ])("that throws is quoted with %s", async (_, fields, kind) => {
    const source: TokenSource = () => Promise.reject(Object.assign(new Error("token-secret"), fields));
    const error = await failureOf(calls.create(stubFetch(key), {}, source));
    expect(error).toMatchObject({ message: `createApiKey got no token from \`auth\`${kind}.`, reason: kind.slice(2, -1) });
  });
  test.each([undefined, "two words", 7])("that returns %j fails the call, because this is not a token", async (token) => {
    const error = await failureOf(calls.create(stubFetch(key), {}, (async () => token) as TokenSource));
    expect(error).toMatchObject({
      message: "createApiKey got no token from `auth` (what it returned is not a token).",
      outcome: "not_sent",
    });
  });
  test("may throw an error of ours whose code cannot be read, and the call still ends with an error and an event", async () => {
    const broken = Object.defineProperty(new FlexFactorError("sealed"), "code", { get: throws(new Error("no")) });
    const events: string[] = [];
    const onEvent = ({ type }: { type: string }) => events.push(type);
    const client = createClient({ baseUrl, auth: () => () => Promise.reject(broken), fetch: stubFetch(key), onEvent });
    expect(await failureOf(client.POST("/api-keys", { body }))).toMatchObject({ code: "authentication", outcome: "not_sent" });
    expect(events).toEqual(["started", "settled"]);
  });
  test("may throw an error of its own class, which gets the outcome of the call", async () => {
    class VaultError extends FlexFactorError {
      constructor(where: string) {
        super(`${where} is sealed`);
      }
    }
    const source: TokenSource = async (rejected) => {
      if (rejected) throw new VaultError("vault-1");
      return "token-1";
    };
    const error = await failureOf(
      calls.create(
        stubFetch(() => json(401, {})),
        {},
        source,
      ),
    );
    expect(error).toMatchObject({ outcome: "rejected", attempts: 1 });
    expect(error).toBeInstanceOf(VaultError);
  });
  test("may throw an error that cannot be read at all", async () => {
    const get = throws(new Error("token-secret"));
    const closed = Object.defineProperties(new FlexFactorError("vault-1"), { operation: { get }, cause: { get } });
    const error = await failureOf(calls.create(stubFetch(key), {}, () => Promise.reject(closed)));
    expect(error).toMatchObject({ code: "config", outcome: "not_sent", message: "createApiKey failed unexpectedly." });
  });
  test("may throw an error of a class that computes its facts", async () => {
    class VaultError extends FlexFactorError {}
    Object.defineProperty(VaultError.prototype, "reason", { get: () => "sealed" });
    const error = await failureOf(calls.create(stubFetch(key), {}, () => Promise.reject(new VaultError("vault-1"))));
    expect(error).toBeInstanceOf(VaultError);
    expect(error).toMatchObject({ message: "vault-1", reason: "sealed", outcome: "not_sent", operation: "createApiKey" });
  });
  test.each(["operation", "reason", "outcome", "code"])("may throw an error whose %s cannot be read or set", async (name) => {
    const closed = Object.defineProperty(new FlexFactorError("vault-1"), name, { get: throws(new Error("token-secret")) });
    const source: TokenSource = async (rejected) => {
      if (rejected) throw closed;
      return "token-1";
    };
    const refused = stubFetch(() => json(401, {}));
    const error = await failureOf(calls.create(refused, {}, source));
    expect(isFlexFactorError(error)).toBe(true);
    expect(error).toMatchObject({ outcome: "rejected", attempts: 1 });
    expect(String(error)).not.toContain("token-secret");
  });
  test.each<[string, (signal: AbortSignal | undefined) => void]>([
    ["the reason of its signal", (signal) => signal?.throwIfAborted()],
    ["an error of its own", throws(new Error("left"))],
  ])("that throws %s because of an abort ends in the abort", async (_, fail) => {
    const controller = new AbortController();
    const source: TokenSource = (rejected, signal) => {
      if (!rejected) return Promise.resolve("token-a");
      controller.abort();
      fail(signal);
      return Promise.resolve("token-b");
    };
    const fetch = stubFetch(() => json(401, {}));
    const error = await failureOf(calls.create(fetch, { signal: controller.signal }, source));
    expect(error).toMatchObject({ code: "aborted", outcome: "rejected", attempts: 1 });
  });
  test("that aborts its call and never returns does not keep it waiting", async () => {
    const controller = new AbortController();
    const source: TokenSource = () => {
      controller.abort();
      return new Promise(() => {});
    };
    const failed = failureOf(calls.create(stubFetch(key), { signal: controller.signal, timeoutMs: 2 ** 31 - 1 }, source));
    const waited = new Promise((resolve) => setTimeout(resolve, 1000, "still waits"));
    expect(await Promise.race([failed, waited])).toMatchObject({ code: "aborted", outcome: "not_sent" });
  });
  test("can see how long its call has, even with another copy of the package", async () => {
    vi.resetModules();
    const copy = await import("../src/internal.ts");
    const seen: number[] = [];
    const source: TokenSource = async (_, signal) => {
      seen.push(sendBeforeOf(signal), copy.sendBeforeOf(signal));
      return "token-a";
    };
    // Without the last 50 ms or the last tenth, in which an answer could hardly arrive.
    for (const [timeoutMs, usableMs] of [
      [1000, 950],
      [100, 90],
    ] as const) {
      const startedAt = performance.now();
      await calls.create(stubFetch(key), { timeoutMs }, source);
      expect(seen.splice(0)).toEqual([startedAt + usableMs, startedAt + usableMs]);
    }
    expect([sendBeforeOf(undefined), sendBeforeOf(new AbortController().signal)]).toEqual([Infinity, Infinity]);
  });
  test("that returns its token at the last moment is too late: nothing is sent", async () => {
    const fetch = stubFetch(key);
    const after = (ms: number) => () => new Promise<string>((resolve) => setTimeout(resolve, ms, "token-1"));
    expect(await calls.create(fetch, { timeoutMs: 1000 }, after(949))).toMatchObject({ status: 201 });
    expect(await failureOf(calls.create(fetch, { timeoutMs: 1000 }, after(950)))).toMatchObject({
      code: "timeout",
      outcome: "not_sent",
      message: "createApiKey did not finish within 1000 ms.",
    });
    expect(fetch.sent).toHaveLength(1);
  });
  test("that hangs counts against the deadline", { tags: ["exchange-hangs"] }, async () => {
    const fetch = stubFetch(key);
    const error = await failureOf(calls.create(fetch, { timeoutMs: 1000 }, () => new Promise(() => {})));
    expect(error).toMatchObject({ code: "timeout", outcome: "not_sent", attempts: 0 });
  });
});
