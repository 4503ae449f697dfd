import { json, stubFetch } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test, vi } from "vitest";
import { type ClientOptions, ConfigError, createClient } from "../src/index.ts";
import { environments, orThrow } from "../src/internal.ts";

const baseUrl = "https://api.example/v1";
const auth = "token-1";
const key = { mid: "mid_1", name: "Checkout", type: "secret" } as const;
const created = () => json(201, { id: "key_1", value: "v-secret" }, { "apigw-requestid": "req-1" });

/** The text of the error for each option. */
const MUST_BE: Record<string, string> = {
  environment: "one of sandbox, production, sandbox-flex-charge, production-flex-charge",
  baseUrl:
    "an https URL without credentials, query or fragment; http is allowed for loopback addresses, or with `allowPlainHttp`",
  allowPlainHttp: "true or false",
  auth: "a token without `Bearer`, clientCredentials(…), or a function that returns your token source",
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
    ["timeoutMs", { baseUrl, timeoutMs: 2_147_483_647.5 }],
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

  test("refuses an undefined `baseUrl`, as from an environment variable that is not set", () => {
    const message = "`baseUrl` must be an https URL, and is undefined (is its environment variable set?).";
    expect(() => createClient({ baseUrl: undefined, auth })).toThrow(new ConfigError(message));
  });

  test("takes an `environment` beside a `baseUrl` that is undefined", () => {
    const client = createClient({ environment: "sandbox", baseUrl: undefined, auth });
    expect(client.baseUrl).toBe(environments.sandbox);
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

  test("appends paths to the base URL, however many slashes it ends with", async () => {
    const fetch = stubFetch(created);
    const client = createClient({ baseUrl: "https://api.example/v1//", auth, fetch });
    expect(client.baseUrl).toBe("https://api.example/v1");
    await orThrow(client.POST("/api-keys", { body: key }));
    expect(fetch.sent[0]?.url).toBe("https://api.example/v1/api-keys");
  });

  test("takes a base URL of two thousand characters, and refuses one with more", () => {
    const long = (length: number) => "https://api.example/".padEnd(length, "x");
    expect(createClient({ baseUrl: long(2_000), auth }).baseUrl).toBe(long(2_000));
    const error = new ConfigError("`baseUrl` must be at most 2000 characters long.");
    for (const refused of [long(2_001), `https://api.example${"/".repeat(1_000_000)}v1`])
      expect(() => createClient({ baseUrl: refused, auth })).toThrow(error);
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

  test("accepts http to another machine with `allowPlainHttp`", async () => {
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
