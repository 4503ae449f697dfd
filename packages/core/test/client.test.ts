import { failureOf, json, stubFetch } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test } from "vitest";
import { createClient, enums, type ValidationError } from "../src/index.ts";
import { orThrow } from "../src/internal.ts";

const baseUrl = "https://api.example/v1";
const auth = "token-1";
const key = { mid: "mid_1", name: "Checkout", type: "secret" } as const;
const created = () => json(201, { id: "key_1", value: "v-secret" }, { "apigw-requestid": "req-1" });

describe("call", () => {
  test("sends what the spec says, with the token and a static user agent", async () => {
    const fetch = stubFetch(created);
    const reply = await orThrow(createClient({ baseUrl, auth, fetch }).POST("/api-keys", { body: key }));
    const [sent] = fetch.sent;
    expect(sent).toMatchObject({ method: "POST", url: `${baseUrl}/api-keys`, body: key });
    expect(Object.fromEntries(sent?.headers ?? [])).toEqual({
      accept: "application/json",
      authorization: "Bearer token-1",
      "content-length": String(JSON.stringify(key).length),
      "content-type": "application/json",
      "user-agent": expect.stringMatching(/^flexfactor-sdk-js\/\d+\.\d+\.\d+/),
    });
    expect(reply).toMatchObject({ status: 201, attempts: 1, data: { id: "key_1" } });
    expect(reply.requestId?.()).toBe("req-1");
    expect(reply.data.value?.reveal()).toBe("v-secret");
  });

  test("sends no token if the operation needs none", async () => {
    const fetch = stubFetch(() => json(200, { accessToken: "t" }));
    await orThrow(createClient({ baseUrl, auth, fetch }).POST("/oauth2/token", { body: { AppKey: "k", AppSecret: "s" } }));
    expect(fetch.sent[0]?.headers.has("authorization")).toBe(false);
  });

  test.each([
    ["mid", { ...key, mid: "" }, "must not be empty"],
    ["mid", { ...key, mid: 5 }, "must be a string"],
    ["mid", { name: "n", type: "secret" }, "is required"],
    ["name", { ...key, name: "<b>" }, "must not contain < or >"],
    ["name", { ...key, name: "\ud800" }, "must be well-formed Unicode"],
    ["type", { ...key, type: "publishable" }, `must be one of ${enums.ApiKeyType.join(", ")}`],
    ["scopes", { ...key, scopes: "customers:read" }, "must be an array"],
    ["scopes.1", { ...key, scopes: ["a", 1] }, "must be a string"],
    ["scope", { ...key, scope: [] }, "is not a field of this request"],
    ["__proto__", JSON.parse('{"__proto__": 1, "mid": "m", "name": "n", "type": "secret"}'), "is not a field of this request"],
    ["body", [], "must be an object"],
    ["body", undefined, "is required"],
  ])("refuses a wrong `%s` before sending: %j", async (field, body, problem) => {
    const fetch = stubFetch(created);
    const error = await failureOf(
      orThrow(createClient({ baseUrl, auth, fetch }).POST("/api-keys", { body: body as typeof key })),
    );
    expect(error).toMatchObject({ code: "validation", outcome: "not_sent", attempts: 0, operation: "createApiKey" });
    expect(Object.entries((error as ValidationError).fields)).toContainEqual([field, expect.arrayContaining([problem])]);
    expect(fetch.sent).toEqual([]);
  });

  test("reports all problems in one sentence", async () => {
    const call = createClient({ baseUrl, auth, fetch: stubFetch(created) });
    const error = await failureOf(call.POST("/api-keys", { body: { mid: "m", name: "n" } as never, headers: { te: "x" } }));
    expect(error).toMatchObject({
      message: "createApiKey was not sent: type is required; headers.te is set by the SDK.",
    });
  });

  test("reports at most twenty problems, including those of headers", async () => {
    const call = createClient({ baseUrl, auth, fetch: stubFetch(created) });
    const scopes = Array(50).fill(1);
    const error = await failureOf(call.POST("/api-keys", { body: { ...key, scopes }, headers: { te: "x" } }));
    expect(Object.keys((error as ValidationError).fields)).toHaveLength(20);
  });

  test.each(["/keys", "toString"])("refuses the path %s, which the spec does not have", async (path) => {
    const call = createClient({ baseUrl, auth, fetch: stubFetch(created) }).POST(path as "/api-keys", { body: key });
    expect(await failureOf(call)).toMatchObject({ code: "validation", operation: `POST ${path}`, outcome: "not_sent" });
  });

  test("refuses a body that is not JSON before sending", async () => {
    const fetch = stubFetch(created);
    const circular: Record<string, unknown> = { ...key };
    circular["self"] = circular;
    for (const body of [
      circular,
      { ...key, mid: 1n },
      {
        toJSON: () => {
          throw new Error("no");
        },
      },
    ])
      expect(
        await failureOf(orThrow(createClient({ baseUrl, auth, fetch }).POST("/api-keys", { body: body as never }))),
      ).toMatchObject({
        code: "validation",
        fields: { body: expect.arrayContaining(["cannot be written as JSON"]) },
      });
    expect(fetch.sent).toEqual([]);
  });

  test.each(["", ".", "..", "a/b", "../oauth2/token", "a\\b", "\0", "a\nb", "\ud800"])(
    "refuses %j as a path parameter",
    { tags: ["id-of-another-address"] },
    async (idOrMid) => {
      const fetch = stubFetch(created);
      const client = createClient({ baseUrl, auth, fetch });
      expect(await failureOf(orThrow(client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid } } })))).toMatchObject({
        code: "validation",
        outcome: "not_sent",
      });
      expect(await failureOf(client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid } } }))).toMatchObject({
        code: "validation",
      });
      expect(fetch.sent).toEqual([]);
    },
  );

  test("reads a path parameter once, and ignores an inherited one", async () => {
    let reads = 0;
    const changing = {
      get idOrMid() {
        return reads++ > 0 ? ".." : "key_1";
      },
    };
    const fetch = stubFetch(() => json(200, { keys: [] }));
    const client = createClient({ baseUrl, auth, fetch });
    await orThrow(client.GET("/api-keys/{idOrMid}", { params: { path: changing } }));
    expect(fetch.sent[0]?.url).toBe(`${baseUrl}/api-keys/key_1`);
    const inherited = orThrow(client.DELETE("/api-keys/{idOrMid}", { params: { path: Object.create({ idOrMid: ".." }) } }));
    expect(await failureOf(inherited)).toMatchObject({ code: "validation", outcome: "not_sent" });
  });

  test.each([
    ["key 1", "key%201"],
    ["..%2f", "..%252f"],
    ["?x=1", "%3Fx%3D1"],
    ["#x", "%23x"],
    ["https:evil", "https%3Aevil"],
    ["ключ", "%D0%BA%D0%BB%D1%8E%D1%87"],
  ])("encodes %j as one segment", async (idOrMid, segment) => {
    const fetch = stubFetch(() => json(200, { keys: [] }));
    await orThrow(createClient({ baseUrl, auth, fetch }).GET("/api-keys/{idOrMid}", { params: { path: { idOrMid } } }));
    expect(fetch.sent[0]?.url).toBe(`${baseUrl}/api-keys/${segment}`);
  });

  test("does not change what the caller passed in", async () => {
    const clientOptions = { baseUrl, auth, fetch: stubFetch(created), timeoutMs: 2000 };
    const body = { ...key, scopes: ["a", "b"] };
    const options = { body, timeoutMs: 1000, maxAttempts: 2, headers: { "X-Id": "1", unset: undefined } };
    const [clientOptionsBefore, optionsBefore] = [{ ...clientOptions }, structuredClone(options)];
    await orThrow(createClient(clientOptions).POST("/api-keys", options));
    expect(clientOptions).toStrictEqual(clientOptionsBefore);
    expect(options).toStrictEqual(optionsBefore);
  });

  test("validates the options of a call like those of the client", async () => {
    const client = createClient({ baseUrl, auth, fetch: stubFetch(created) });
    for (const wrong of [{ timeoutMs: -1 }, { maxAttempts: 0 }])
      expect(await failureOf(orThrow(client.POST("/api-keys", { body: key, ...wrong })))).toMatchObject({ code: "config" });
  });
});
