import { ConfigError, Secret } from "@flexfactor/core";
import { never } from "@flexfactor/testing/stub-fetch";
import { afterEach, describe, expect, test, vi } from "vitest";
import { sharedToken, type TokenStore, TokenStoreError } from "../src/index.ts";
import { fakeTime } from "./fake-time.ts";
import { count, exchangesSoFar, memory, processOn } from "./processes.ts";

afterEach(() => vi.useRealTimers());

describe("a store that fails makes the process exchange the credentials itself", { tags: ["broken-token-store"] }, () => {
  const broken = (part: Partial<TokenStore>): TokenStore => ({ ...memory(), ...part });
  const fails = () => Promise.reject(new Error("READONLY"));
  test.each<[string, TokenStore]>([
    ["is down", broken({ get: fails, set: fails, add: fails, remove: fails })],
    [
      "throws",
      broken({
        get: () => {
          throw new Error("not connected");
        },
      }),
    ],
    ["hangs", broken({ get: never as never, add: never as never, set: never, remove: never })],
    ["cannot be written", broken({ set: fails, add: fails })],
    ...[
      ["corrupt JSON", '{"accessToken":'],
      ["__proto__", '{"__proto__":{"accessToken":"x"}}'],
      ["another type", 7 as unknown as string],
      ["a token that is none", '{"accessToken":"a\\nb","endsAt":9e15}'],
      ["an expired token", '{"accessToken":"old","endsAt":1}'],
      ["a token without an end", '{"accessToken":"old"}'],
      ["a token whose end is text", '{"accessToken":"old","endsAt":"9e15"}'],
      ["a token whose end is a list", '{"accessToken":"old","endsAt":[9e15]}'],
      ["a token without end", '{"accessToken":"old","endsAt":1e999}'],
      ["a list", '[{"accessToken":"old","endsAt":9e15}]'],
      ["a token in a list", '{"accessToken":["old"],"endsAt":9e15}'],
      ["an object that prints as a token", { toString: () => '{"accessToken":"old","endsAt":9e15}' } as unknown as string],
      ["null", "null"],
      ["a token, and more than a token needs", `{"accessToken":"old","endsAt":9e15}${" ".repeat(33_000)}`],
    ].map(([what, entry]): [string, TokenStore] => [`holds ${what}`, broken({ get: async () => entry })]),
  ])("when it %s", async (_, store) => {
    const one = processOn(store);
    expect(await count(() => one.list())).toBe(1);
    expect(one.used()).toBe(`Bearer token-${exchangesSoFar()}`);
  });

  test.each(["get", "set", "add", "remove"] as const)("and is reported to the hook: at `%s`", async (step) => {
    const told = Promise.withResolvers<TokenStoreError>();
    await processOn(broken({ [step]: fails }), { onError: told.resolve }).list();
    const error = await told.promise;
    expect(error).toBeInstanceOf(TokenStoreError);
    expect(error).toMatchObject({ step, message: `The token store failed at \`${step}\` (Error): READONLY` });
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error("no logger");
      },
    ],
    ["rejects", () => Promise.reject(new Error("no logger"))],
  ])("even when that hook %s", async (_, onError) => {
    const one = processOn(broken({ get: fails, set: fails }), { onError });
    expect(await count(() => one.list())).toBe(1);
    expect(one.used()).toBe(`Bearer token-${exchangesSoFar()}`);
  });
});

test("the longest token is shared, also one whose characters JSON doubles", async () => {
  const accessToken = '"'.repeat(16_384);
  const entry = JSON.stringify({ accessToken, endsAt: Date.now() + 600_000 });
  const one = processOn({ ...memory(), get: async () => entry });
  expect(await count(() => one.list())).toBe(0);
  expect(one.used()).toBe(`Bearer ${accessToken}`);
});

test("a token that expires at this moment is exchanged again", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const entry = JSON.stringify({ accessToken: "old", endsAt: Date.now() });
  const one = processOn({ ...memory(), get: async () => entry });
  expect(await count(() => one.list())).toBe(1);
  expect(one.used()).toBe(`Bearer token-${exchangesSoFar()}`);
});

describe("a store that has failed", () => {
  const down = () => Promise.reject(new Error("down"));
  const exchange = async () => ({ accessToken: new Secret("token"), lifeMs: 1_000 });

  test("is not used for ten seconds, by any of its users", async () => {
    fakeTime();
    const get = vi.fn(down);
    const store = { ...memory(), get };
    const share = sharedToken(store);
    const { signal } = new AbortController();
    await share("one", exchange)(signal);
    await share("two", exchange)(signal);
    expect(get).toHaveBeenCalledTimes(1);
    expect(store.entries.size).toBe(0);
    await vi.advanceTimersByTimeAsync(10_000);
    await share("one", exchange)(signal);
    expect(get).toHaveBeenCalledTimes(2);
  });

  test("because it did not answer costs one short wait", async () => {
    vi.useFakeTimers();
    const silent = { get: vi.fn(never), set: vi.fn(never), add: vi.fn(never), remove: vi.fn(never) };
    const exchanged = vi.fn(exchange);
    const messages: string[] = [];
    const share = sharedToken(silent as unknown as TokenStore, { onError: ({ message }) => messages.push(message) });
    const token = share("name", exchanged)(new AbortController().signal);
    await vi.advanceTimersByTimeAsync(200);
    expect(messages).toEqual(["The token store failed at `get` (Error): no answer within 150 ms"]);
    expect(exchanged).toHaveBeenCalledTimes(1);
    expect((await token).lifeMs).toBe(1_000);
    expect([silent.add, silent.set, silent.remove].map((asked) => asked.mock.calls.length)).toEqual([0, 0, 0]);
  });

  test.each(["set", "remove"])("at `%s` costs no wait", async (step) => {
    // Time stands still, so a caller that waited would wait for ever.
    vi.useFakeTimers();
    const token = await sharedToken({ ...memory(), [step]: never })("name", exchange)(new AbortController().signal);
    expect(token.lifeMs).toBe(1_000);
  });
});

describe("sharedToken", () => {
  test.each(["get", "set", "add", "remove"])("refuses a store without `%s`", (name) => {
    const store = { ...memory(), [name]: undefined } as unknown as TokenStore;
    expect(() => sharedToken(store)).toThrow(
      `\`store\` must be an object with the functions get, set, add and remove; it has no \`${name}\`.`,
    );
  });

  const boom = () => {
    throw new Error("no");
  };
  const revoked = () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  };
  test.each<[string, object]>([
    ["a getter that throws", Object.defineProperty({ ...memory() }, "get", { get: boom })],
    ["a proxy that throws", new Proxy({}, { get: boom, has: boom })],
    ["a revoked proxy", revoked()],
  ])("refuses a store that does not let itself be read: %s", (_, store) => {
    expect(() => sharedToken(store as TokenStore)).toThrow(ConfigError);
    expect(() => sharedToken(store as TokenStore)).toThrow("`store` must be an object with the functions");
  });

  test("refuses a missing store, an `onError` that is not a function, and options of null", () => {
    expect(() => sharedToken(undefined as never)).toThrow("`store` must be");
    expect(() => sharedToken(memory(), { onError: "log" } as never)).toThrow("`onError` must be a function.");
    expect(() => sharedToken(memory(), null as never)).toThrow("sharedToken takes an object with options.");
    expect(() => sharedToken(memory(), { onerror: () => {} } as never)).toThrow("`onerror` is not an option of sharedToken.");
  });
});
