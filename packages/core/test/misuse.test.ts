import { failureOf, stubFetch } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test } from "vitest";
import { type CallOptions, type ClientOptions, ConfigError, createClient, type ValidationError } from "../src/index.ts";
import { baseUrl, body, connect, params } from "./connect.ts";

describe("createClient", () => {
  test.each([undefined, null, "https://api.example", 7, []])("refuses %j in place of its options", (options) => {
    const make = () => createClient(options as unknown as ClientOptions);
    expect(make).toThrow(ConfigError);
    expect(make).toThrow("createClient takes an object with options.");
  });

  test.each(["timeout", "retries", "baseURL", "a\u001b[31m\r\nb"])("refuses the unknown option %j", (name) => {
    const make = () => createClient({ baseUrl, auth: "t", [name]: 1 } as ClientOptions);
    expect(make).toThrow(ConfigError);
    expect(make).toThrow(/^`[^\p{Cc}]+` is not an option of createClient\. Its options: environment, baseUrl, auth, /u);
  });

  test("names `baseUrl` if `environment` is given too", () => {
    expect(() => createClient({ environment: "sandbox", baseUrl, auth: "t" })).toThrow(
      "`baseUrl` must be left out when `environment` is given: pass one of the two.",
    );
  });

  test("names both options if neither is given", () => {
    const environments = "sandbox, production, sandbox-flex-charge, production-flex-charge";
    const message = `\`environment\` must be one of ${environments}; or give \`baseUrl\`.`;
    expect(() => createClient({ auth: "t" })).toThrow(new ConfigError(message));
  });

  test("reads nothing from `Object.prototype`", () => {
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

  test.each(["timeout", "retries", "bdy"])("refuses the unknown option `%s`", async (name) => {
    const { client, fetch } = connect();
    const error = await failureOf(client.POST("/api-keys", { body, [name]: 1 } as { body: typeof body }));
    expect(error).toMatchObject({ code: "config", outcome: "not_sent", message: expect.stringContaining(`\`${name}\``) });
    expect(fetch.sent).toEqual([]);
  });

  const boom = () => {
    throw new Error("no");
  };
  const foreign = { aborted: false, addEventListener() {}, removeEventListener() {}, [Symbol.toStringTag]: "AbortSignal" };
  test.each<[string, unknown]>([
    ["a controller", new AbortController()],
    ["an event target", new EventTarget()],
    ["a word", "signal"],
    ["a signal by another name", { ...foreign, [Symbol.toStringTag]: "Object" }],
    ["a signal that does not say whether it is aborted", { ...foreign, aborted: undefined }],
    ["a signal without addEventListener", { ...foreign, addEventListener: undefined }],
    ["a signal without removeEventListener", { ...foreign, removeEventListener: undefined }],
    ["a signal that does not let itself be read", Object.defineProperty({ ...foreign }, "aborted", { get: boom })],
  ])("refuses %s as its signal", async (_, signal) => {
    const { client, fetch } = connect();
    const error = await failureOf(client.POST("/api-keys", { body, signal: signal as AbortSignal }));
    expect(error).toMatchObject({ code: "config", outcome: "not_sent", message: "`signal` must be an AbortSignal." });
    expect(fetch.sent).toEqual([]);
  });

  test("accepts a signal of another realm or implementation, and no signal", async () => {
    const { client } = connect();
    for (const signal of [foreign as unknown as AbortSignal, null, undefined])
      expect((await client.POST("/api-keys", { body, signal })).data).toMatchObject({ id: "key_1" });
  });

  test("names a parameter that cannot be written", async () => {
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

  test.each([
    [50, "x".repeat(50)],
    [51, `${"x".repeat(50)}…`],
  ])("quotes a name of %i characters as %s", async (length, quoted) => {
    const { client } = connect();
    const error = await failureOf(client.POST("/api-keys", { body: { ...body, ["x".repeat(length)]: 1 } }));
    expect(Object.keys((error as ValidationError).fields)).toEqual([quoted]);
  });

  test("quotes a path that the spec does not have as one harmless line", async () => {
    const { client } = connect();
    const error = await failureOf(client.POST("/x\r\n\u001b[31mforged" as "/api-keys", { body }));
    expect(error).toMatchObject({
      code: "validation",
      operation: "POST /x [31mforged",
      message: "POST /x [31mforged is not in the spec.",
    });
  });

  /** These fields, and one whose getter throws. */
  const withClosed = (name: string, fields: object = {}) =>
    Object.defineProperty({ ...fields }, name, { get: boom, enumerable: true });
  test.each<[string, object, object]>([
    [
      "options",
      withClosed("timeoutMs", { params }),
      { code: "config", message: "`timeoutMs` of GET /api-keys/{idOrMid} cannot be read." },
    ],
    ["parameters", { params: { path: withClosed("idOrMid") } }, { code: "validation", fields: { idOrMid: ["cannot be read"] } }],
    ["headers", { params, headers: withClosed("x-id") }, { code: "validation", fields: { headers: ["cannot be read"] } }],
  ])("whose %s throw when they are read ends in an error of ours, unsent", async (_, init, facts) => {
    const { client, fetch } = connect();
    const error = await failureOf(client.GET("/api-keys/{idOrMid}", init as CallOptions & { params: typeof params }));
    expect(error).toMatchObject({ ...facts, outcome: "not_sent" });
    expect(fetch.sent).toEqual([]);
  });
});

test("the reason of an abort is one harmless line without secrets", async () => {
  const controller = new AbortController();
  const fetch = stubFetch(() => {
    controller.abort(new Error("a\r\nb\u202e \u001b[31m Bearer token-secret"));
    return new Promise<Response>(() => {});
  });
  const client = createClient({ baseUrl, auth: "token-secret", fetch });
  const error = await failureOf(client.POST("/api-keys", { body, signal: controller.signal }));
  expect(error).toMatchObject({
    code: "aborted",
    outcome: "unknown",
    reason: expect.stringMatching(/^Error: a b +\[31m Bearer \[redacted\]$/),
  });
});

test("a name that is cut stays well-formed", async () => {
  const name = `${"x".repeat(49)}😀`;
  const error = (await failureOf(connect().client.POST("/api-keys", { body: { ...body, [name]: 1 } }))) as ValidationError;
  expect([error.message, ...Object.keys(error.fields)].every((text) => text.isWellFormed())).toBe(true);
  const refused = await failureOf(connect().client.POST("/api-keys", { body, [name]: 1 } as never));
  expect((refused as Error).message.isWellFormed()).toBe(true);
});

test.each([
  [3_000, "is sent"],
  [100_000, "is refused"],
])("an input that is nested %i deep %s", async (depth, verdict) => {
  const { client, fetch } = connect();
  let nested: unknown = [];
  for (let n = 0; n < depth; n++) nested = [nested];
  const call = client.POST("/oauth2/token", { body: { AppKey: "a", AppSecret: "b", nested } as never });
  const came = await call.then(
    () => "is sent",
    (error) => error,
  );
  if (verdict === "is sent") expect(came).toBe(verdict);
  else expect(came).toMatchObject({ code: "validation", outcome: "not_sent" });
  expect(fetch.sent).toHaveLength(verdict === "is sent" ? 1 : 0);
});
