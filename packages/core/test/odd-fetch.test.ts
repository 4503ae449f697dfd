import { failureOf, json } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test } from "vitest";
import { createClient, type FlexFactorError } from "../src/index.ts";
import { orThrow } from "../src/internal.ts";

const baseUrl = "https://api.example/v1";
const body = { mid: "mid_1", name: "Checkout", type: "secret" } as const;
describe("a custom `fetch` that returns odd things", () => {
  const boom = () => {
    throw new Error("no");
  };
  const text = '{"id":"key_1","value":"v-secret"}';
  const duck = (fields: object) => ({ status: 201, ok: true, headers: new Headers(), text: async () => text, ...fields });
  const readable = (reader: object, chunkOf: (bytes: Uint8Array) => unknown = (bytes) => bytes) => {
    const chunks = [chunkOf(new TextEncoder().encode(text))];
    const read = async () => ({ done: chunks.length === 0, value: chunks.pop() });
    return { getReader: () => ({ read, ...reader }) };
  };
  const on = (give: () => unknown) => {
    const fetch = async (_: string, { body }: RequestInit) => {
      await new Response(body).text();
      return give() as Response;
    };
    return createClient({ baseUrl, auth: "token-1", fetch, onEvent: () => {} });
  };

  test.each<[string, object]>([
    ["no `ok`", { ok: undefined }],
    ["an `ok` that lies", { ok: false }],
    ["headers with `get` only", { headers: { get: () => null } }],
    ["a map of headers", { headers: new Map([["date", "x"]]) }],
    ["headers that throw", { headers: { get: boom } }],
    ["a proxy of headers", { headers: new Proxy(new Headers(), {}) }],
    ["headers of a class whose `get` throws", { headers: Object.assign(new (class extends Headers {})(), { get: boom }) }],
    ["headers whose `get` somebody replaced by one that throws", { headers: Object.assign(new Headers(), { get: boom }) }],
    ["headers whose entries somebody replaced", { headers: Object.assign(new Headers(), { [Symbol.iterator]: boom }) }],
    ["headers whose entries throw", { headers: Object.assign(new (class extends Headers {})(), { [Symbol.iterator]: boom }) }],
    ["no body, and a text with a byte-order mark", { text: async () => `\ufeff${text}` }],
    ["a header that no Response can hold", { headers: new Map([["x-a", "a\nb"]]) }],
    ["null as its body, and a text", { body: null }],
    ["a body whose reader cannot cancel", { body: readable({}) }],
    ["a body and no text", { body: readable({ cancel: () => true }), text: undefined }],
    ["a body of ArrayBuffers", { body: readable({ cancel: async () => {} }, (bytes) => bytes.buffer) }],
    ["a body whose reader fails to cancel", { body: readable({ cancel: boom }) }],
    ["a body whose reader cancels at once", { body: readable({ cancel: () => true }) }],
  ])("costs no key: %s", async (_, fields) => {
    const { data } = await on(() => duck(fields)).POST("/api-keys", { body });
    expect(data?.value?.reveal()).toBe("v-secret");
  });

  test("loses no key if the answer is nested very deep, and shows no secret of such a refusal", async () => {
    const deep = `${text.slice(0, -1)},"x":${"[".repeat(1e5)}${"]".repeat(1e5)}}`;
    const { data } = await on(() => new Response(deep, { status: 201 })).POST("/api-keys", { body });
    expect(data?.value?.reveal()).toBe("v-secret");
    const { error } = await on(() => new Response(deep, { status: 400 })).POST("/api-keys", { body });
    expect(String((error as { value?: unknown }).value)).toBe("[redacted]");
  });

  const closed = new Proxy({}, { get: boom, has: boom });
  test.each([
    [0, "redirect"],
    [-5, "network"],
    [1.5, "network"],
    ["200", "network"],
    [199, "redirect"],
    [999, "server"],
  ])("leaves the outcome unknown when its status is %j, and calls it `%s`", async (status, code) => {
    const error = await failureOf(on(() => duck({ status })).POST("/api-keys", { body }));
    expect(error).toMatchObject({ code, outcome: "unknown", attempts: 1 });
  });

  const entries = { "apigw-requestid": "req-1", date: "Thu, 01 Jan 2015 00:00:00 GMT", location: "/x", "retry-after": "3" };
  const getOnly = (given: object) => ({ get: (name: string) => new Map(Object.entries(given)).get(name) ?? null });
  test.each<[string, object]>([
    ["`Headers`", new Headers(entries)],
    ["a map", new Map(Object.entries(entries))],
    ["an object with `get` only", getOnly(entries)],
  ])("may give its headers as %s", async (_, headers) => {
    const refused = await failureOf(orThrow(on(() => duck({ status: 400, headers })).POST("/api-keys", { body })));
    expect(refused).toMatchObject({ requestId: "req-1", retryAfterMs: 3000 });
    const created = await orThrow(on(() => duck({ headers })).POST("/api-keys", { body }));
    expect(Object.fromEntries(created.headers)).toEqual(entries);
  });

  test("may return other headers in a map, and none is lost", async () => {
    const headers = new Map([["traceparent", "00-1"]]);
    expect((await orThrow(on(() => duck({ headers })).POST("/api-keys", { body }))).headers.get("traceparent")).toBe("00-1");
  });

  test("may return headers that throw, and then has none", async () => {
    const { headers } = await orThrow(on(() => duck({ headers: { get: boom } })).POST("/api-keys", { body }));
    expect([...headers]).toEqual([]);
  });

  test("has an empty answer if it returns neither a body nor a text", async () => {
    const error = await failureOf(orThrow(on(() => duck({ body: null, text: undefined })).POST("/api-keys", { body })));
    expect(error).toMatchObject({ outcome: "created_answer_lost", reason: "empty" });
  });

  test("may return headers that no Response can have, which are left out", async () => {
    const headers = new Map([[":status", "201"], ...Object.entries(entries)]);
    expect(Object.fromEntries((await orThrow(on(() => duck({ headers })).POST("/api-keys", { body }))).headers)).toEqual(entries);
  });

  test("may return headers that are not texts, which are left out", async () => {
    const headers = getOnly({ ...entries, date: 7, location: ["/x"] });
    const { headers: read } = await orThrow(on(() => duck({ headers })).POST("/api-keys", { body }));
    expect(Object.fromEntries(read)).toEqual({ "apigw-requestid": "req-1", "retry-after": "3" });
  });

  test.each([200, 299])("loses no key if the status is %i", async (status) => {
    const { data } = await orThrow(on(() => duck({ status })).POST("/api-keys", { body }));
    expect(data.value?.reveal()).toBe("v-secret");
  });

  test.each([undefined, {}, { get: "x" }])("returned no Response if the headers are %j", async (headers) => {
    const error = await failureOf(on(() => duck({ headers })).POST("/api-keys", { body }));
    const reason = "TypeError: `fetch` returned something that is not a Response";
    expect(error).toMatchObject({ code: "network", outcome: "unknown", reason });
  });

  test.each<[string, () => unknown]>([
    ["an answer whose `ok` lies", () => duck({ status: 500 })],
    ["a status that is no number of HTTP", () => duck({ status: Number.NaN })],
    ["a negative status", () => duck({ status: -5 })],
    ["a 500 whose headers throw", () => duck({ status: 500, headers: { get: boom } })],
    ["an error that throws when it is read", () => Promise.reject(closed)],
    ["an error whose code throws", () => Promise.reject(Object.defineProperty(new Error("x"), "code", { get: boom }))],
  ])("leaves the outcome unknown: %s", async (_, give) => {
    const error = await failureOf(orThrow(on(give).POST("/api-keys", { body })));
    expect(error).toMatchObject({ outcome: "unknown", attempts: 1 });
  });
});

describe("a custom `fetch` that answers before it has sent the request", () => {
  test.each([400, 401, 403, 421, 425, 429, 500])("cannot send it after a %i", async (status) => {
    const queue: (() => Promise<string>)[] = [];
    const fetch = async (_: string, { body }: RequestInit) => {
      queue.push(() => new Response(body).text());
      return json(status, {}, { "retry-after": "0" });
    };
    let tokens = 0;
    const client = createClient({ baseUrl, auth: () => async () => `token-${++tokens}`, fetch });
    const { attempts } = (await failureOf(orThrow(client.POST("/api-keys", { body })))) as FlexFactorError;
    expect(queue).toHaveLength(attempts);
    for (const send of queue) await expect(send()).rejects.toThrow("The request was given up.");
  });
});
