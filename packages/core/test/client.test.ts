import { failureOf, json, never, stubFetch } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test, vi } from "vitest";
import { type CallOptions, type ClientOptions, ConfigError, createClient, enums, type ValidationError } from "../src/index.ts";
import { environments, orThrow } from "../src/internal.ts";

const baseUrl = "https://api.example/v1";
const auth = "token-1";
const key = { mid: "mid_1", name: "Checkout", type: "secret" } as const;
const path = { idOrMid: "key_1" };
const created = () => json(201, { id: "key_1", value: "v-secret" }, { "apigw-requestid": "req-1" });

/** What an option must be, in the words of the error. */
const MUST_BE: Record<string, string> = {
  environment: "one of sandbox, production, sandbox-flex-charge, production-flex-charge",
  baseUrl: "an https URL without credentials, query or fragment; http is allowed for loopback addresses",
  allowPlainHttp: "true or false",
  auth: "a token, or a source of tokens like clientCredentials(…)",
  timeoutMs: "a number from 1 to 2147483647",
  maxAttempts: "an integer from 1 to 10",
  fetch: "a function",
  onEvent: "a function",
};

describe("createClient", () => {
  test.each<[string, unknown]>([
    ["environment", { environment: "toString" }],
    ["baseUrl", { baseUrl: "http://api.example/v1" }],
    ["baseUrl", { baseUrl: "ftp://api.example" }],
    ["baseUrl", { baseUrl: "nonsense" }],
    ["baseUrl", { baseUrl: "https://user:pass@api.example" }],
    ["baseUrl", { baseUrl: "https://api.example/?" }],
    ["baseUrl", { baseUrl: "https://api.example/#x" }],
    ["baseUrl", { baseUrl: "http://127.0.0.1.evil.example" }],
    ["baseUrl", { baseUrl: "http://127.0.0.1@evil.example" }],
    ["baseUrl", { baseUrl: "http://127.0.0.1x" }],
    ["baseUrl", { baseUrl: "http://127.0.0" }],
    ["baseUrl", { baseUrl: "http://localhost.evil.example" }],
    ["baseUrl", { baseUrl: "http://localhostx" }],
    ["baseUrl", { baseUrl: "http://evil.example/localhost" }],
    ["baseUrl", { baseUrl: "http://[::1].evil.example" }],
    ["baseUrl", { baseUrl: " https://api.example" }],
    ["baseUrl", { baseUrl: "https://api.example/a b" }],
    ["baseUrl", { baseUrl: "https://api.example\\@evil.example" }],
    ["baseUrl", { baseUrl: "https://" }],
    ["baseUrl", { baseUrl: "https://a:b" }],
    ["baseUrl", { baseUrl: "xhttps://api.example" }],
    ["baseUrl", { baseUrl: "xhttp://prism:4010", allowPlainHttp: true }],
    ["baseUrl", { baseUrl: "http://evil.example/https:" }],
    ["baseUrl", { baseUrl: "http://evil.example/http://localhost/" }],
    ["baseUrl", { baseUrl: 7 }],
    ["baseUrl", { baseUrl: null }],
    ["baseUrl", { baseUrl: "http://prism:4010", allowPlainHttp: false }],
    ["baseUrl", { baseUrl: "http://user@prism:4010", allowPlainHttp: true }],
    ["baseUrl", { baseUrl: "ftp://prism", allowPlainHttp: true }],
    ["allowPlainHttp", { baseUrl: "http://prism:4010", allowPlainHttp: "yes" }],
    ["auth", { baseUrl, auth: undefined }],
    ["auth", { baseUrl, auth: "two words" }],
    ["timeoutMs", { baseUrl, timeoutMs: 0 }],
    ["timeoutMs", { baseUrl, timeoutMs: Number.NaN }],
    ["timeoutMs", { baseUrl, timeoutMs: "5" }],
    ["timeoutMs", { baseUrl, timeoutMs: 2 ** 31 }],
    ["maxAttempts", { baseUrl, maxAttempts: 0 }],
    ["maxAttempts", { baseUrl, maxAttempts: 1e9 }],
    ["fetch", { baseUrl, fetch: "x" }],
    ["maxAttempts", { baseUrl, maxAttempts: 2.5 }],
    ["fetch", { baseUrl, fetch: null }],
    ["onEvent", { baseUrl, onEvent: "x" }],
    ["onEvent", { baseUrl, onEvent: false }],
    ["auth", { baseUrl, auth: () => undefined }],
    ["baseUrl", { baseUrl: Symbol("x") }],
    ["environment", { environment: Object.create(null) }],
  ])("refuses a wrong `%s` by name: %j", { tags: ["unsafe-base-url"] }, (name, options) => {
    const make = () => createClient({ auth, ...(options as Partial<ClientOptions>) } as ClientOptions);
    expect(make).toThrow(ConfigError);
    expect(make).toThrow(new ConfigError(`\`${name}\` must be ${MUST_BE[name]}.`));
  });

  test.each<[string, Partial<ClientOptions>]>([
    ["the shortest time", { timeoutMs: 1 }],
    ["the longest time", { timeoutMs: 2 ** 31 - 1 }],
    ["one attempt", { maxAttempts: 1 }],
    ["ten attempts", { maxAttempts: 10 }],
    ["options that are left out", { timeoutMs: undefined, maxAttempts: undefined, fetch: undefined, onEvent: undefined }],
    ["https, whatever else is said", { allowPlainHttp: false }],
  ])("takes %s", (_, options) => {
    expect(createClient({ baseUrl, auth, ...options }).baseUrl).toBe(baseUrl);
  });

  test("puts paths behind the base URL, however many slashes it ends with", async () => {
    const fetch = stubFetch(created);
    const client = createClient({ baseUrl: "https://api.example/v1//", auth, fetch });
    expect(client.baseUrl).toBe("https://api.example/v1");
    await orThrow(client.POST("/api-keys", { body: key }));
    expect(fetch.sent[0]?.url).toBe("https://api.example/v1/api-keys");
  });

  test("calls each environment of the spec at its server", async () => {
    for (const [environment, url] of Object.entries(environments)) {
      const fetch = stubFetch(() => json(200, { keys: [] }));
      const client = createClient({ environment: environment as keyof typeof environments, auth, fetch });
      await orThrow(client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_1" } } }));
      expect(fetch.sent[0]?.url).toBe(`${url}/api-keys/mid_1`);
    }
    expect(Object.keys(environments)).toEqual(["sandbox", "production", "sandbox-flex-charge", "production-flex-charge"]);
  });

  test.each([
    "http://localhost:8080/v1",
    "http://localhost",
    "http://127.0.0.1:8080/v1",
    "http://127.12.34.56",
    "http://[::1]:8080/v1",
  ])("takes loopback over http: %s", (url) => {
    expect(createClient({ baseUrl: url, auth }).baseUrl).toBe(url);
  });

  test("takes another machine over http when `allowPlainHttp` says so", async () => {
    const fetch = stubFetch(created);
    const client = createClient({ baseUrl: "http://prism:4010/v1", allowPlainHttp: true, auth, fetch });
    await orThrow(client.POST("/api-keys", { body: key }));
    expect(fetch.sent[0]?.url).toBe("http://prism:4010/v1/api-keys");
  });

  test("looks `globalThis.fetch` up at each call", async () => {
    const client = createClient({ baseUrl, auth });
    const later = stubFetch(created);
    vi.stubGlobal("fetch", later);
    await orThrow(client.POST("/api-keys", { body: key }));
    vi.unstubAllGlobals();
    expect(later.sent).toHaveLength(1);
  });
});

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

  test("sends no token with an operation that is not secured", async () => {
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

  test("reads a path parameter once, and no inherited one", async () => {
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

  test("leaves what the caller passed in as it was", async () => {
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
    expect(await failureOf(orThrow(client.POST("/api-keys", { body: key, timeoutMs: -1 })))).toMatchObject({ code: "config" });
  });
});

describe("raw calls", () => {
  const on = (fetch: typeof globalThis.fetch, options?: CallOptions) =>
    createClient({ baseUrl, auth, fetch, ...options } as ClientOptions);

  test("give openapi-fetch's union", async () => {
    const fetch = stubFetch((_, index) => (index === 0 ? json(200, { keys: [] }) : json(404, { errors: ["no"] })));
    const raw = on(fetch);
    const params = { path: { idOrMid: "mid_1" } };
    expect((await raw.GET("/api-keys/{idOrMid}", { params })).data).toEqual({ keys: [] });
    expect((await raw.GET("/api-keys/{idOrMid}", { params })).error).toEqual({ errors: ["no"] });
    expect(fetch.sent[0]).toMatchObject({ method: "GET", url: `${baseUrl}/api-keys/mid_1` });
    expect(fetch.sent[0]?.headers.get("authorization")).toBe("Bearer token-1");
  });

  test("give no secret as a plain string, however openapi-fetch would read the answer", async () => {
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

  test("give an answer without a body", async () => {
    const raw = on(stubFetch(() => json(204, undefined)));
    const { response, error } = await raw.DELETE("/api-keys/{idOrMid}", { params: { path } });
    expect([response.status, error]).toEqual([204, undefined]);
  });

  test("keep to the operation's retry rule", async () => {
    const fetch = stubFetch(() => json(500, {}));
    const { error } = await on(fetch).POST("/api-keys", { body: { ...key } });
    expect(error).toEqual({});
    expect(fetch.sent).toHaveLength(1);
  });

  test("give no success that is not JSON, and do not quote it", async () => {
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

  test("give no status that a Response cannot have", async () => {
    const fetch = async () => ({ status: 999, ok: false, headers: new Headers(), body: null }) as Response;
    const error = await failureOf(on(fetch).POST("/api-keys", { body: { ...key } }));
    expect(error).toMatchObject({ code: "server", status: 999, outcome: "unknown" });
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

  test("are of the spec", async () => {
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
        fields: { [`headers.${name.toLowerCase()}`]: ["is set by the connection"] },
      });
      expect(String(error)).not.toContain("x-value");
    },
  );

  test("send other headers along", async () => {
    const fetch = stubFetch(created);
    await on(fetch).POST("/api-keys", { body: { ...key }, headers: { traceparent: "00-1" } });
    expect(fetch.sent[0]?.headers.get("traceparent")).toBe("00-1");
  });

  test("take a deadline and a signal", async () => {
    const hanging = on(stubFetch(never), { timeoutMs: 20 });
    expect(await failureOf(hanging.GET("/api-keys/{idOrMid}", { params: { path } }))).toMatchObject({ code: "timeout" });
    const aborted = on(stubFetch(never));
    const call = aborted.GET("/api-keys/{idOrMid}", { params: { path }, signal: AbortSignal.abort() });
    expect(await failureOf(call)).toMatchObject({ code: "aborted" });
    const hasty = on(stubFetch(never)).GET("/api-keys/{idOrMid}", { params: { path }, timeoutMs: 20 });
    expect(await failureOf(hasty)).toMatchObject({ code: "timeout" });
  });
});
