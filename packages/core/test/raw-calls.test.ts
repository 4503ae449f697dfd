import { inspect } from "node:util";
import { failureOf, json, never, stubFetch } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test } from "vitest";
import { type CallOptions, type ClientOptions, createClient } from "../src/index.ts";
import { orThrow } from "../src/internal.ts";

const baseUrl = "https://api.example/v1";
const auth = "token-1";
const key = { mid: "mid_1", name: "Checkout", type: "secret" } as const;
const path = { idOrMid: "key_1" };
const created = () => json(201, { id: "key_1", value: "v-secret" }, { "apigw-requestid": "req-1" });

describe("raw calls", () => {
  const on = (fetch: typeof globalThis.fetch, options?: CallOptions) =>
    createClient({ baseUrl, auth, fetch, ...options } as ClientOptions);

  test("return openapi-fetch's union", async () => {
    const fetch = stubFetch((_, index) => (index === 0 ? json(200, { keys: [] }) : json(404, { errors: ["no"] })));
    const raw = on(fetch);
    const params = { path: { idOrMid: "mid_1" } };
    expect((await raw.GET("/api-keys/{idOrMid}", { params })).data).toEqual({ keys: [] });
    expect((await raw.GET("/api-keys/{idOrMid}", { params })).error).toEqual({ errors: ["no"] });
    expect(fetch.sent[0]).toMatchObject({ method: "GET", url: `${baseUrl}/api-keys/mid_1` });
    expect(fetch.sent[0]?.headers.get("authorization")).toBe("Bearer token-1");
  });

  test("never return a secret as a plain string, however openapi-fetch reads the answer", async () => {
    const answer = JSON.stringify({ id: "key_1", value: "v-secret" });
    for (const headers of [{}, { "content-length": `${answer.length}` }, { "transfer-encoding": "chunked" }]) {
      const { data } = await on(async () => new Response(answer, { status: 201, headers })).POST("/api-keys", {
        body: { ...key },
      });
      expect(JSON.stringify(data)).toBe('{"id":"key_1","value":"[redacted]"}');
    }
  });

  test.each([
    ["a refusal that is no JSON as its text", "<h1>Bad Gateway</h1>", "<h1>Bad Gateway</h1>"],
    ["nothing for a refusal without a body", "", undefined],
  ])("give %s", async (_, text, content) => {
    const { data, error } = await on(async () => new Response(text, { status: 400 })).POST("/api-keys", { body: { ...key } });
    expect([data, error]).toEqual([undefined, content]);
  });

  test("return an answer without a body", async () => {
    const raw = on(stubFetch(() => json(204, undefined)));
    const { response, error } = await raw.DELETE("/api-keys/{idOrMid}", { params: { path } });
    expect([response.status, response.statusText, error]).toEqual([204, "", undefined]);
  });

  test("follow the operation's retry rule", async () => {
    const fetch = stubFetch(() => json(500, {}));
    const { error } = await on(fetch).POST("/api-keys", { body: { ...key } });
    expect(error).toEqual({});
    expect(fetch.sent).toHaveLength(1);
  });

  test("throw for a success that is not JSON, and do not quote it", async () => {
    const raw = on(async () => new Response("sk_live_secret", { status: 201 }));
    const error = await failureOf(raw.POST("/api-keys", { body: { ...key } }));
    expect(error).toMatchObject({ code: "response", reason: "json", outcome: "unknown" });
    expect(String(error)).not.toContain("sk_live");
    const promised = on(async () => new Response("sk_live_secret", { status: 202 }));
    expect(await failureOf(promised.POST("/api-keys", { body: { ...key } }))).toMatchObject({
      code: "response",
      outcome: "unknown",
    });
  });

  test.each(["null", "7", '"text"'])("throw for a list that is the JSON %s", async (text) => {
    const call = on(async () => new Response(text)).GET("/api-keys/{idOrMid}", { params: { path } });
    expect(await failureOf(call)).toMatchObject({ code: "response", reason: "json", outcome: "unknown" });
  });

  test.each([600, 999])("throw for a status that a Response cannot have: %i", async (status) => {
    const fetch = async () => ({ status, ok: false, headers: new Headers(), body: null }) as Response;
    const error = await failureOf(on(fetch).POST("/api-keys", { body: { ...key } }));
    expect(error).toMatchObject({ code: "server", status, outcome: "unknown" });
  });

  test("throw when there is no answer", async () => {
    const raw = on(() => Promise.reject(new TypeError("fetch failed")));
    expect(await failureOf(raw.POST("/api-keys", { body: { ...key } }))).toMatchObject({ code: "network", outcome: "unknown" });
  });

  test.each(["baseUrl", "fetch", "middleware", "parseAs", "timeout", "querySerializer"])(
    "refuse the option `%s` by name: it would be ignored, or take a token elsewhere",
    async (name) => {
      const fetch = stubFetch(created);
      const error = await failureOf(on(fetch).POST("/api-keys", { body: { ...key }, [name]: "https://evil.example" }));
      expect(error).toMatchObject({ code: "config", outcome: "not_sent", message: expect.stringContaining(`\`${name}\``) });
      expect(fetch.sent).toEqual([]);
    },
  );

  test("refuse an operation that the spec does not have", async () => {
    const raw = on(stubFetch(created));
    expect(await failureOf(raw.GET("/admin" as "/api-keys/{idOrMid}", { params: { path } }))).toMatchObject({
      code: "validation",
      operation: "GET /admin",
    });
  });

  test.each(["Authorization", "Host", "Content-Length", "Transfer-Encoding"])(
    "refuse the header %s by name",
    { tags: ["reserved-header"] },
    async (name) => {
      const raw = on(stubFetch(created));
      const error = await failureOf(raw.POST("/api-keys", { body: { ...key }, headers: { [name]: "x-value" } }));
      expect(error).toMatchObject({
        code: "validation",
        fields: { [`headers.${name.toLowerCase()}`]: ["is set by the SDK"] },
      });
      expect(String(error)).not.toContain("x-value");
    },
  );

  test("send other headers", async () => {
    const fetch = stubFetch(created);
    await on(fetch).POST("/api-keys", { body: { ...key }, headers: { traceparent: "00-1" } });
    expect(fetch.sent[0]?.headers.get("traceparent")).toBe("00-1");
  });

  test("accept a deadline and a signal", async () => {
    const hanging = on(stubFetch(never), { timeoutMs: 20 });
    expect(await failureOf(hanging.GET("/api-keys/{idOrMid}", { params: { path } }))).toMatchObject({ code: "timeout" });
    const aborted = on(stubFetch(never));
    const call = aborted.GET("/api-keys/{idOrMid}", { params: { path }, signal: AbortSignal.abort() });
    expect(await failureOf(call)).toMatchObject({ code: "aborted" });
    const hasty = on(stubFetch(never)).GET("/api-keys/{idOrMid}", { params: { path }, timeoutMs: 20 });
    expect(await failureOf(hasty)).toMatchObject({ code: "timeout" });
  });
});

test("a response has no content that a debugger can show", async () => {
  const fetch = stubFetch(() => json(400, { errors: ["bad token-canary"] }));
  const { error, response } = await createClient({ baseUrl, auth, fetch }).POST("/api-keys", { body: key });
  expect(error).toEqual({ errors: ["bad token-canary"] });
  for (const customInspect of [true, false])
    expect(inspect(response, { showHidden: true, depth: null, customInspect })).not.toContain("canary");
});

test("a copy of a response is refused, and the error claims nothing about the call", async () => {
  const client = createClient({ baseUrl, auth, fetch: stubFetch(created) });
  const copied = client.POST("/api-keys", { body: key }).then((union) => ({ ...union, response: union.response.clone() }));
  for (const union of [copied, Promise.resolve({ data: {} })])
    expect(await failureOf(orThrow(union as never))).toMatchObject({
      code: "config",
      outcome: "unknown",
      message: "`response` must be the one that the client returned, and not a copy of it.",
    });
});
