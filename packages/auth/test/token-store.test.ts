import { ConfigError, Secret } from "@flexfactor/core";
import { never } from "@flexfactor/testing/stub-fetch";
import { afterEach, describe, expect, test, vi } from "vitest";
import { sharedToken, type TokenStore, TokenStoreError } from "../src/index.ts";
import { fakeTime } from "./fake-time.ts";
import { count, exchangesSoFar, memory, processOn } from "./processes.ts";

afterEach(() => vi.useRealTimers());

describe("a store that fails costs an exchange and no call", { tags: ["broken-token-store"] }, () => {
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
    ].map(([what, entry]): [string, TokenStore] => [`holds ${what}`, broken({ get: async () => entry })]),
  ])("when it %s", async (_, store) => {
    const one = processOn(store);
    expect(await count(() => one.list())).toBe(1);
    expect(one.used()).toBe(`Bearer token-${exchangesSoFar()}`);
  });

  test.each(["get", "set", "add", "remove"] as const)("and is told to the hook: at `%s`", async (step) => {
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

test("a token that ends this very moment is exchanged again", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const entry = JSON.stringify({ accessToken: "old", endsAt: Date.now() });
  const one = processOn({ ...memory(), get: async () => entry });
  expect(await count(() => one.list())).toBe(1);
  expect(one.used()).toBe(`Bearer token-${exchangesSoFar()}`);
});

describe("a store that has failed", () => {
  const down = () => Promise.reject(new Error("down"));
  const exchange = async () => ({ accessToken: new Secret("token"), lifeMs: 1_000 });

  test("is not asked again for ten seconds, by none of its users", async () => {
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

  test("by being silent costs one short wait", async () => {
    vi.useFakeTimers();
    const silent = { get: vi.fn(never), set: vi.fn(never), add: vi.fn(never), remove: vi.fn(never) };
    const exchanged = vi.fn(exchange);
    const token = sharedToken(silent as unknown as TokenStore)("name", exchanged)(new AbortController().signal);
    await vi.advanceTimersByTimeAsync(200);
    expect(exchanged).toHaveBeenCalledTimes(1);
    expect((await token).lifeMs).toBe(1_000);
    expect([silent.add, silent.set, silent.remove].map((asked) => asked.mock.calls.length)).toEqual([0, 0, 0]);
  });

  test.each(["set", "remove"])("at `%s` costs no wait", async (step) => {
    // Time stands still, so whoever waited would wait for ever.
    vi.useFakeTimers();
    const token = await sharedToken({ ...memory(), [step]: never })("name", exchange)(new AbortController().signal);
    expect(token.lifeMs).toBe(1_000);
  });
});

describe("the error that `onError` receives", () => {
  const errorOf = async (thrown: unknown, step: "get" | "set" = "set") => {
    const told = Promise.withResolvers<TokenStoreError>();
    await processOn({ ...memory(), [step]: () => Promise.reject(thrown) }, { onError: told.resolve }).list();
    return told.promise;
  };

  test("is ours, and keeps the class and the code of the store's", async () => {
    const thrown = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:6379"), { code: "ECONNREFUSED", name: "SocketError" });
    const error = await errorOf(thrown);
    expect(error).toBeInstanceOf(TokenStoreError);
    expect({ ...error, message: error.message }).toEqual({
      name: "TokenStoreError",
      step: "set",
      code: "ECONNREFUSED",
      message: "The token store failed at `set` (SocketError ECONNREFUSED): connect ECONNREFUSED 127.0.0.1:6379",
    });
  });

  test("keeps nothing of the command, which holds the token", async () => {
    const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJlLWNhbmFyeQ";
    const told = Promise.withResolvers<TokenStoreError>();
    const set = async (_: string, value: string) => {
      throw Object.assign(
        new Error(`ERR syntax error, with args beginning with: '${value.slice(0, 40)}' ${Buffer.from(value).toString("base64")}`),
        {
          command: { name: "set", args: [value] },
        },
      );
    };
    const share = sharedToken({ ...memory(), set }, { onError: told.resolve });
    await share("name", async () => ({ accessToken: new Secret(jwt), lifeMs: 60_000 }))(new AbortController().signal);
    const error = await told.promise;
    const printed = JSON.stringify({ ...error, message: error.message, stack: error.stack, cause: error.cause });
    for (let at = 0; at + 8 <= jwt.length; at++) expect(printed).not.toContain(jwt.slice(at, at + 8));
    expect(printed).not.toContain(Buffer.from(jwt).toString("base64").slice(4, 20));
  });

  const jwt = "eyJhbGciOiJI.UzI1NiJ9eyJz.dWIiOiJjYW5h";
  const bytes = Buffer.from(jwt);
  test.each<[string, string]>([
    ["base64 of a part", bytes.subarray(0, 12).toString("base64")],
    ["hexadecimal in groups", bytes.toString("hex").replace(/.{2}/g, "$&:")],
    ["percent-encoding", [...bytes].map((byte) => `%${byte.toString(16)}`).join("")],
    ["HTML", [...bytes].map((byte) => `&#x${byte.toString(16)};`).join("")],
    ["escapes of JavaScript", [...bytes].map((byte) => `\\u00${byte.toString(16)}`).join("")],
    ["upper case", jwt.toUpperCase()],
    ["spaces", [...jwt].join(" ")],
    ["full width", [...bytes].map((byte) => String.fromCodePoint(byte + 0xfee0)).join("")],
  ])("does not quote a token as %s", async (_, quoted) => {
    const told = Promise.withResolvers<TokenStoreError>();
    const set = () => Promise.reject(new Error(`ERR unknown argument ${quoted}`));
    const share = sharedToken({ ...memory(), set }, { onError: told.resolve });
    await share("name", async () => ({ accessToken: new Secret(jwt), lifeMs: 60_000 }))(new AbortController().signal);
    expect((await told.promise).message).toMatch(/: \[redacted\]$/);
  });

  test("does not quote a token of another process, which only its length gives away", async () => {
    const error = await errorOf(new Error(`WRONGTYPE "${"0123456789abcdef".repeat(200)}"`), "get");
    expect(error.message).toContain('WRONGTYPE "');
    expect(error.message).not.toContain("0123456789");
  });

  test("does not quote the token that was refused", async () => {
    const told = Promise.withResolvers<TokenStoreError>();
    const get = () => Promise.reject(new Error("no place for token-short"));
    const share = sharedToken({ ...memory(), get }, { onError: told.resolve });
    const exchange = async () => ({ accessToken: new Secret("another"), lifeMs: 60_000 });
    await share("name", exchange)(new AbortController().signal, { rejected: "token-short" });
    expect((await told.promise).message).toBe("The token store failed at `get` (Error): no place for [redacted]");
  });

  test("does not quote a token as its code", async () => {
    const told = Promise.withResolvers<TokenStoreError>();
    const token = "A_TOKEN_OF_CAPITALS";
    const set = () => Promise.reject(Object.assign(new Error("no"), { name: token, code: token }));
    const share = sharedToken({ ...memory(), set }, { onError: told.resolve });
    await share("name", async () => ({ accessToken: new Secret(token), lifeMs: 60_000 }))(new AbortController().signal);
    const error = await told.promise;
    expect(JSON.stringify({ ...error, message: error.message })).not.toContain(token.slice(0, 8));
  });

  test("has no character that does not show, and no half of one", async () => {
    const error = await errorOf(new Error(`a\u3164\u2800\u{e0100}\u034fb${"😀 ".repeat(200)}`));
    expect(error.message).toMatch(/: a b😀 /u);
    expect(error.message.isWellFormed()).toBe(true);
  });

  test("costs no call when the store's message is endless", async () => {
    const error = await errorOf(new Error("a".repeat(10_000_000)), "get");
    expect(error.message).toBe("The token store failed at `get` (Error): …");
  });

  test("is one short line, whatever the store's says", async () => {
    const error = await errorOf(new Error(`a\u001b[31m\u202e\r\nb ${"long ".repeat(100_000)}`));
    expect(error.message).toMatch(/^The token store failed at `set` \(Error\): a \[31m b long [long ]+$/);
    expect(error.message.length).toBeLessThan(300);
  });

  test.each<[string, unknown]>([
    ["nothing", undefined],
    ["a text", "secret-canary"],
    ["a name that is a sentence", Object.assign(new Error(""), { name: "secret canary!" })],
    ["what throws when it is looked at", new Proxy({}, { get: () => { throw new Error("no"); } })], // biome-ignore format: one line says it
  ])("is ours although the store throws %s", async (_, thrown) => {
    const error = await errorOf(thrown, "get");
    expect(error).toMatchObject({ step: "get", code: undefined });
    expect(error.message).not.toContain("canary");
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
