import { Secret } from "@flexfactor/core";
import { describe, expect, test } from "vitest";
import { sharedToken, TokenStoreError } from "../src/index.ts";
import { memory, processOn } from "./processes.ts";

describe("the error that `onError` receives", () => {
  const errorOf = async (thrown: unknown, step: "get" | "set" = "set") => {
    const told = Promise.withResolvers<TokenStoreError>();
    await processOn({ ...memory(), [step]: () => Promise.reject(thrown) }, { onError: told.resolve }).list();
    return told.promise;
  };

  test.each([undefined, 7, {}, null])("says that there is no message if the store's error has %j for one", async (message) => {
    expect((await errorOf({ message })).message).toBe("The token store failed at `set` (unknown error): no message");
  });

  test("is our own, with the class and the code of the store's error", async () => {
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

  test("contains nothing of the command, which contains the token", async () => {
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

  test("does not quote a token of another process, which is recognised only by its length", async () => {
    const error = await errorOf(new Error(`WRONGTYPE "${"0123456789abcdef".repeat(200)}"`), "get");
    expect(error.message).toContain('WRONGTYPE "');
    expect(error.message).not.toContain("0123456789");
  });

  test.each([
    "ab12cd34ef56gh78.ij90kl12mn34op56",
    "9f86d081-884c:7d65:9a2f:eaa0c55ad015",
    "short-token-1234567",
    "a1b2c3d4",
    "onlyletters.onlyletters",
    "01234567:01234567:01",
    "with!1marks",
  ])("does not quote the token of another process in its entry: %s", async (accessToken) => {
    const entry = JSON.stringify({ accessToken, endsAt: 1_800_000_000_000 });
    const error = await errorOf(new Error(`cannot decode value '${entry}'`), "get");
    expect(error.message).toBe(
      `The token store failed at \`get\` (Error): cannot decode value '{"accessToken":"…","endsAt":1800000000000}'`,
    );
  });

  test("does not quote the start of such a token where its line is cut", async () => {
    const line = `${"long ".repeat(38)}x`;
    const error = await errorOf(new Error(`${line}: abcdefghijklmnopqrst1`), "get");
    expect(error.message).toBe(`The token store failed at \`get\` (Error): ${line}: …`);
  });

  test("does not quote the start of such a token where it stops to read", async () => {
    for (const length of [480, 488, 492]) {
      const error = await errorOf(new Error(`SET ${"x1".repeat((length - 5) / 2)} abcdefghijklmnopqrst1`), "get");
      expect(error.message).toBe("The token store failed at `get` (Error): SET … …");
    }
  });

  test.each(["getaddrinfo ENOTFOUND redis-1", "connect ETIMEDOUT 10.0.0.12:6379", "Error: UNABLE_TO_VERIFY_LEAF_SIGNATURE"])(
    "quotes words that are no token: %s",
    async (said) => {
      expect((await errorOf(new Error(said))).message).toBe(`The token store failed at \`set\` (Error): ${said}`);
    },
  );

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

  test("has no invisible character, and no half of a surrogate pair", async () => {
    const error = await errorOf(new Error(`a\u3164\u2800\u{e0100}\u034fb${"😀 ".repeat(200)}`));
    expect(error.message).toMatch(/: a b😀 /u);
    expect(error.message.isWellFormed()).toBe(true);
  });

  test("makes no call fail if the store's message is endless", async () => {
    const error = await errorOf(new Error("a".repeat(10_000_000)), "get");
    expect(error.message).toBe("The token store failed at `get` (Error): …");
  });

  test("is one short line, whatever the store's message is", async () => {
    const error = await errorOf(new Error(`a\u001b[31m\u202e\r\nb ${"long ".repeat(100_000)}`));
    expect(error.message).toMatch(/^The token store failed at `set` \(Error\): a \[31m b long [long ]+$/);
    expect(error.message.length).toBeLessThan(300);
  });

  const sentence = "The token store failed at `get`";
  const closed = new Proxy({}, { get: () => { throw new Error("no"); } }); // biome-ignore format: one line says it
  test.each<[string, unknown, string]>([
    ["nothing", undefined, `${sentence} (unknown error): no message`],
    ["a text", "secret-canary", `${sentence} (unknown error): no message`],
    ["no message", new Error(""), `${sentence} (Error): no message`],
    ["a message that nobody can see", new Error("\u200b"), `${sentence} (Error): no message`],
    ["a message that is no text", { message: 7 }, `${sentence} (unknown error): no message`],
    [
      "a name that is a sentence",
      Object.assign(new Error(""), { name: "secret canary!" }),
      `${sentence} (unknown error): no message`,
    ],
    ["what throws when it is looked at", closed, `${sentence} (unknown error): no message`],
  ])("is ours although the store throws %s", async (_, thrown, message) => {
    expect(await errorOf(thrown, "get")).toMatchObject({ step: "get", code: undefined, message });
  });
});
