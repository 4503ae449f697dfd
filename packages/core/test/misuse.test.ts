import { describe, expect, test } from "vitest";
import { failureOf, json, stubFetch } from "../../../scripts/stub-fetch.ts";
import { type CallOptions, type ClientOptions, ConfigError, createClient, type ValidationError } from "../src/index.ts";
import { orThrow } from "../src/internal.ts";

const baseUrl = "https://api.example/v1";
const body = { mid: "mid_1", name: "Checkout", type: "secret" } as const;
const params = { path: { idOrMid: "key_1" } };
const connect = () => {
  const fetch = stubFetch(() => json(201, { id: "key_1", value: "v-secret" }));
  return { fetch, client: createClient({ baseUrl, auth: "token-1", fetch }) };
};

describe("createClient", () => {
  test.each([undefined, null, "https://api.example", 7, []])("refuses %j in place of its options", (options) => {
    const make = () => createClient(options as unknown as ClientOptions);
    expect(make).toThrow(ConfigError);
    expect(make).toThrow("createClient takes an object with options.");
  });

  test.each(["timeout", "retries", "baseURL", "a\u001b[31m\r\nb"])("refuses the option %j, which it does not have", (name) => {
    const make = () => createClient({ baseUrl, auth: "t", [name]: 1 } as ClientOptions);
    expect(make).toThrow(ConfigError);
    expect(make).toThrow(/^`[^\p{Cc}]+` is not an option of createClient\. Its options: environment, baseUrl, auth, /u);
  });

  test("blames `baseUrl` when `environment` is given too", () => {
    expect(() => createClient({ environment: "sandbox", baseUrl, auth: "t" })).toThrow(
      "`baseUrl` must be left out when `environment` is given: pass one of the two.",
    );
  });

  test("names both ways when neither is given", () => {
    expect(() => createClient({ auth: "t" })).toThrow(/`environment` must be one of sandbox, .*; or give `baseUrl`\./);
  });

  test("takes nothing from `Object.prototype`", () => {
    const polluted = Object.prototype as { baseUrl?: string };
    polluted.baseUrl = "https://evil.example";
    try {
      expect(createClient({ environment: "sandbox", auth: "t" }).baseUrl).toBe("https://api-sandbox.flexfactor.io/v1");
    } finally {
      delete polluted.baseUrl;
    }
  });
});

describe("a call", () => {
  test.each([null, "body", 7])("refuses %j in place of its options", async (init) => {
    const { client, fetch } = connect();
    const error = await failureOf(client.POST("/api-keys", init as never));
    expect(error).toMatchObject({ code: "config", outcome: "not_sent" });
    expect(fetch.sent).toEqual([]);
  });

  test.each(["timeout", "retries", "bdy"])("refuses the option `%s`, which it does not have", async (name) => {
    const { client, fetch } = connect();
    const error = await failureOf(client.POST("/api-keys", { body, [name]: 1 } as { body: typeof body }));
    expect(error).toMatchObject({ code: "config", outcome: "not_sent", message: expect.stringContaining(`\`${name}\``) });
    expect(fetch.sent).toEqual([]);
  });

  test.each([
    ["a controller", new AbortController()],
    ["an object without removeEventListener", { aborted: false, addEventListener() {} }],
    ["an event target", new EventTarget()],
    ["a word", "signal"],
  ])("refuses %s as its signal", async (_, signal) => {
    const { client, fetch } = connect();
    const error = await failureOf(client.POST("/api-keys", { body, signal: signal as AbortSignal }));
    expect(error).toMatchObject({ code: "config", outcome: "not_sent", message: "`signal` must be an AbortSignal." });
    expect(fetch.sent).toEqual([]);
  });

  test("takes a signal of another realm or implementation", async () => {
    const { client } = connect();
    const foreign = { aborted: false, addEventListener() {}, removeEventListener() {}, [Symbol.toStringTag]: "AbortSignal" };
    const { data } = await client.POST("/api-keys", { body, signal: foreign as unknown as AbortSignal });
    expect(data).toMatchObject({ id: "key_1" });
  });

  test("names the parameter that cannot be written", async () => {
    const { client } = connect();
    const error = (await failureOf(
      client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: 1n } } } as never),
    )) as ValidationError;
    expect(error).toMatchObject({ code: "validation", fields: { idOrMid: ["cannot be written as JSON"] } });
  });

  test("quotes at most fifty harmless characters of the name of an unknown field", async () => {
    const { client } = connect();
    const name = `a\u001b[31m\u202e${"x".repeat(100_000)}`;
    const error = (await failureOf(client.POST("/api-keys", { body: { ...body, [name]: 1 } }))) as ValidationError;
    expect(error.message.length).toBeLessThan(200);
    expect(error.message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(Object.keys(error.fields)).toEqual([expect.stringMatching(/^a \[31m x{43}…$/)]);
  });

  test("quotes a path that the spec does not have as one harmless line", async () => {
    const { client } = connect();
    const error = await failureOf(client.POST("/x\r\n\u001b[31mforged" as "/api-keys", { body }));
    expect(error).toMatchObject({ code: "validation", operation: "POST /x [31mforged" });
  });

  test.each(["content-type", "Content-Type", "CONTENT-LENGTH", "Authorization", "te"])(
    "refuses the header %s by name",
    async (name) => {
      const { client, fetch } = connect();
      const error = await failureOf(client.POST("/api-keys", { body, headers: { [name]: "x-value" } }));
      const fields = { [`headers.${name.toLowerCase()}`]: ["is set by the connection"] };
      expect(error).toMatchObject({ code: "validation", outcome: "not_sent", fields });
      expect(fetch.sent).toEqual([]);
    },
  );

  test.each(["ключ", "two\r\nlines", "null\0"])(
    "refuses a header value that cannot be sent, without quoting it: %j",
    async (value) => {
      const { client, fetch } = connect();
      const error = (await failureOf(client.POST("/api-keys", { body, headers: { "x-id": value } }))) as ValidationError;
      expect(error).toMatchObject({ code: "validation", outcome: "not_sent", fields: { "headers.x-id": expect.anything() } });
      expect(error.message).not.toContain(value);
      expect(fetch.sent).toEqual([]);
    },
  );

  test("sends a header once, whatever its case", async () => {
    const { client, fetch } = connect();
    await client.POST("/api-keys", {
      body,
      headers: { Accept: "application/vnd.api+json", Traceparent: "00-1", unset: undefined },
    });
    const [sent] = fetch.sent;
    expect(sent?.headers.get("accept")).toBe("application/vnd.api+json");
    expect(sent?.headers.get("traceparent")).toBe("00-1");
    expect(sent?.headers.get("content-type")).toBe("application/json");
    expect(sent?.headers.has("unset")).toBe(false);
  });

  test.each<[string, object]>([
    [
      "options",
      {
        get timeoutMs() {
          throw new Error("no");
        },
      },
    ],
    [
      "parameters",
      {
        params: {
          path: {
            get idOrMid() {
              throw new Error("no");
            },
          },
        },
      },
    ],
    [
      "headers",
      {
        params,
        headers: {
          get "x-id"() {
            throw new Error("no");
          },
        },
      },
    ],
  ])("whose %s throw when they are read ends in an error of ours, unsent", async (_, init) => {
    const { client, fetch } = connect();
    const error = await failureOf(client.GET("/api-keys/{idOrMid}", init as CallOptions & { params: typeof params }));
    expect(error).toMatchObject({ code: expect.stringMatching(/^(config|validation)$/), outcome: "not_sent" });
    expect(fetch.sent).toEqual([]);
  });
});

describe("what somebody put on `Object.prototype`", () => {
  // Not `headers` and `body`: with these on `Object.prototype`, Node's own Response throws.
  const NAMES = [
    "baseUrl",
    "fetch",
    "Request",
    "querySerializer",
    "params",
    "signal",
    "timeoutMs",
    "maxAttempts",
    "value",
    "id",
    "errors",
    "success",
  ];
  const MORE = [
    "status",
    "outcome",
    "reason",
    "retryAfterMs",
    "maxRetries",
    "ErrorClass",
    "error",
    "data",
    "secrets",
    "safe",
    "accepts",
  ];

  test.each([...NAMES, ...MORE])("loses no key, sends nothing twice and leads nowhere else: %s", async (name) => {
    const fetch = stubFetch(() => json(201, { id: "key_1", value: "v-secret" }));
    const client = createClient({ baseUrl, auth: "token-1", fetch });
    const polluted = Object.prototype as Record<string, unknown>;
    for (const poison of [1, "https://evil.example", [], () => "x", { a: 1 }]) {
      Object.defineProperty(polluted, name, { value: poison, configurable: true, writable: true });
      const { data, error } = await client.POST("/api-keys", { body }).finally(() => delete polluted[name]);
      expect(error).toBeUndefined();
      expect(data?.value?.reveal()).toBe("v-secret");
    }
    expect(fetch.sent.map(({ url }) => url)).toEqual(Array(5).fill(`${baseUrl}/api-keys`));
  });

  test.each([...NAMES, ...MORE])("changes nothing of a refusal: %s", async (name) => {
    const fetch = stubFetch(() => json(503, { message: "busy" }));
    const client = createClient({ baseUrl, auth: "token-1", fetch });
    const polluted = Object.prototype as Record<string, unknown>;
    Object.defineProperty(polluted, name, { value: 1, configurable: true, writable: true });
    const call = failureOf(orThrow(client.POST("/api-keys", { body })));
    const error = await call.finally(() => delete polluted[name]);
    expect(error).toMatchObject({ code: "server", outcome: "unknown", attempts: 1 });
    expect(fetch.sent).toHaveLength(1);
  });
});
