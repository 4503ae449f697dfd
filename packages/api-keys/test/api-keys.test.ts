import { type Client, ConfigError, NetworkError } from "@flexfactor/core";
import { failureOf, never, stubFetch } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test } from "vitest";
import { apiKeys, reconcile } from "../src/index.ts";
import { answering, body, clientOf, on, unreadable } from "./clients.ts";

test("refuses a client that is not one, and names the option", () => {
  expect(() => apiKeys(undefined as unknown as Client)).toThrow(ConfigError);
  expect(() => apiKeys({} as Client)).toThrow("`client`");
});

test.each(unreadable)("refuses a client that cannot be read, and names the option: %s", async (_, client) => {
  expect(() => apiKeys(client as Client)).toThrow(ConfigError);
  expect(() => apiKeys(client as Client)).toThrow("`client` must be what createClient(…) returns.");
  const error = { mid: "mid_1", keyName: "Checkout", outcome: "unknown", firstSentAt: 1, mayAppearUntil: 1 } as const;
  expect(await failureOf(reconcile(client as Client, error))).toMatchObject({
    code: "config",
    message: "`client` must be what createClient(…) returns.",
  });
});

test.each(["create", "get", "list", "delete", "reconcile"] as const)(
  "`%s` refuses an option that it does not have",
  async (name) => {
    const fetch = stubFetch(never);
    const lost = { mid: "mid_1", keyName: "Checkout", outcome: "unknown", firstSentAt: 1, mayAppearUntil: 1 } as const;
    const methods = { ...on(fetch), reconcile: (_: unknown, options: object) => reconcile(clientOf(fetch), lost, options) };
    const error = await failureOf(methods[name](body as never, { timeout: 5 } as never));
    expect(error).toMatchObject({
      code: "config",
      message: `\`timeout\` is not an option of ${name}. Its options: signal, timeoutMs, maxAttempts, headers.`,
    });
    expect(fetch.sent).toEqual([]);
  },
);

describe("get and list", () => {
  test("return the same shape for both casings", async () => {
    const listed = { name: "n", type: "public", created_at: "c", last_used: null, last_four: "4" };
    const got = { name: "n", type: "public", createdOn: "c", lastUsed: null, lastFour: "4" };
    const shape = { name: "n", type: "public", createdAt: "c", lastUsedAt: null, lastFour: "4" };
    expect(await answering({ keys: [listed] }).list("mid_1")).toEqual([shape]);
    expect(await answering(got).get("key_1")).toEqual({ ...shape, id: "key_1" });
  });

  test("take the documented name of a field when the server sends two", async () => {
    const both = { name: "n", createdOn: "documented", created_at: "other", lastFour: "1111", last_four: "2222" };
    expect(await answering({ keys: [both] }).list("mid_1")).toEqual([{ name: "n", createdAt: "documented", lastFour: "1111" }]);
  });

  test("add no field that the server did not send", async () => {
    expect(await answering({ keys: [{ name: "n" }] }).list("mid_1")).toStrictEqual([{ name: "n" }]);
    expect(await answering({ name: "n" }).get("key_1")).toStrictEqual({ id: "key_1", name: "n" });
  });

  test("refuse the answer of the other one", async () => {
    const response = { code: "response", outcome: "unknown" };
    expect(await failureOf(answering({ keys: [] }).get("mid_1"))).toMatchObject({ ...response, reason: "a list of keys" });
    expect(await failureOf(answering([]).get("mid_1"))).toMatchObject({ ...response, reason: "a list of keys" });
    expect(await failureOf(answering({}).get("key_1"))).toMatchObject({ ...response, reason: "not a key" });
    for (const answer of [{ name: "n" }, { keys: null }, { keys: [null] }, [1], [[1]]])
      expect(await failureOf(answering(answer).list("key_1"))).toMatchObject({ ...response, reason: "not a list of keys" });
  });

  test("accept a key whose fields have the names of built-ins", async () => {
    const record = JSON.parse('{"name":"n","__proto__":{"polluted":true},"then":"x","constructor":1}');
    const [listed] = await answering({ keys: [record] }).list("mid_1");
    for (const key of [listed, await answering(record).get("key_1")]) {
      expect(key).toMatchObject({ name: "n", constructor: 1 });
      expect(key).toHaveProperty("then", "x");
      expect(key).not.toHaveProperty("polluted");
    }
  });
});

describe("ids", () => {
  test.each(["", ".", "..", "../oauth2/token", "a/b"])("%j is refused before sending", async (id) => {
    const fetch = stubFetch(never);
    const keys = on(fetch);
    for (const call of [keys.get(id), keys.list(id), keys.delete(id)])
      expect(await failureOf(call)).toMatchObject({ code: "validation", outcome: "not_sent" });
    expect(fetch.sent).toEqual([]);
  });
});

test("errors of the network pass through unchanged", async () => {
  const fetch = () => Promise.reject(new TypeError("fetch failed"));
  expect(await failureOf(on(fetch).list("mid_1"))).toBeInstanceOf(NetworkError);
});
