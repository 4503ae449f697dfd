import { clean, pollute } from "@flexfactor/testing/pollution";
import { failureOf, json, stubFetch } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test } from "vitest";
import { createClient, type FlexFactorError, isFlexFactorError } from "../src/index.ts";
import { asJson, bare, orThrow } from "../src/internal.ts";

const baseUrl = "https://api.example/v1";
const body = { mid: "mid_1", name: "Checkout", type: "secret" } as const;

describe("a property on `Object.prototype`", () => {
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
    "secured",
    "accepts",
    "bodiless",
    "unread",
    "said",
    "get",
    "set",
    "statusText",
    "integrity",
    "code",
    "syscall",
    "cause",
    "header",
    "path",
    "query",
    "default",
    "type",
    "required",
  ];
  const POISONS = [1, true, "https://evil.example", "json", "body", "ECONNREFUSED", "connect", [], () => "x", { a: 1 }];
  // With `return`, no list can be destructured, so Node itself fails if it is set earlier.
  test.each([...NAMES, ...MORE, "return"])("loses no key, and sends nothing twice or to another server: %s", async (name) => {
    for (const poison of POISONS) {
      // It is set while the request is in flight. Earlier, the runtime itself may fail, and nothing is sent.
      const fetch = stubFetch(() => {
        const answer = json(201, { id: "key_1", value: "v-secret" });
        pollute(name, { value: poison });
        return answer;
      });
      const client = createClient({ baseUrl, auth: "token-1", fetch });
      const { data, error } = await client.POST("/api-keys", { body }).finally(() => clean(name));
      expect(error).toBeUndefined();
      expect(data?.value?.reveal()).toBe("v-secret");
      expect(fetch.sent.map(({ url }) => url)).toEqual([`${baseUrl}/api-keys`]);
    }
  });

  test("that cannot be written loses no key and no fact of an error", async () => {
    const lock = (name: string) =>
      Object.defineProperty(Object.prototype, name, bare({ value: "x", configurable: true, writable: false }));
    for (const name of ["outcome", "messages", "reason", "value", "id"]) {
      const answers = [json(201, { id: "key_1", value: "v-secret" }), json(400, { errors: ["no"] })];
      const fetch = async () => {
        lock(name);
        return answers.shift() as Response;
      };
      const client = createClient({ baseUrl, auth: "token-1", fetch });
      const create = () => orThrow(client.POST("/api-keys", { body })).finally(() => clean(name));
      expect((await create()).data.value?.reveal()).toBe("v-secret");
      expect(await failureOf(create())).toMatchObject({ code: "validation", status: 400, outcome: "rejected", messages: ["no"] });
    }
  });

  test.each(["body", "return", "required"])("loses no key of an answer that is a plain object: %s", async (name) => {
    for (const poison of [...POISONS, null]) {
      const fetch = async () => {
        const headers = new Map();
        pollute(name, { value: poison });
        return { status: 201, ok: true, headers, text: async () => '{"id":"key_1","value":"v-secret"}' };
      };
      const client = createClient({ baseUrl, auth: "token-1", fetch: fetch as never });
      const { data } = await client.POST("/api-keys", { body }).finally(() => clean(name));
      expect(data?.value?.reveal()).toBe("v-secret");
    }
  });

  test("gives no field of an answer the name of another: -1", async () => {
    const fetch = async () => {
      pollute("-1", { value: "value" });
      return json(201, { webhook_secret: "w-secret", Value: "v-secret" });
    };
    const client = createClient({ baseUrl, auth: "token-1", fetch });
    const { data } = await client.POST("/api-keys", { body }).finally(() => clean("-1"));
    expect(data?.value?.reveal()).toBe("v-secret");
    expect(data).toHaveProperty("webhook_secret");
  });

  test("changes what is sent once: toJSON", () => {
    const toJSON = function (this: { name?: string }) {
      return this.name ? { ...this, name: `${this.name}!` } : this;
    };
    pollute("toJSON", { value: toJSON });
    const copy = asJson("createApiKey", "body", body);
    const text = JSON.stringify(copy);
    clean("toJSON");
    expect(copy).toMatchObject({ name: "Checkout!" });
    expect(JSON.parse(text)).toEqual(copy);
  });

  test("loses no key of an answer that begins with a byte-order mark: ignoreBOM", async () => {
    const fetch = async () => {
      pollute("ignoreBOM", { value: true });
      return new Response('\ufeff{"id":"key_1","value":"v-secret"}', { status: 201 });
    };
    const client = createClient({ baseUrl, auth: "token-1", fetch });
    const { data } = await client.POST("/api-keys", { body }).finally(() => clean("ignoreBOM"));
    expect(data?.value?.reveal()).toBe("v-secret");
  });

  // With these on `Object.prototype`, Node's own Response cannot be created or read.
  const HARMFUL = [...NAMES, ...MORE].filter((name) => !["get", "set", "required"].includes(name));

  test.each(HARMFUL)("does not make an unknown outcome harmless: %s", async (name) => {
    for (const poison of POISONS)
      for (const fail of [() => json(500, {}), () => Promise.reject(new TypeError("fetch failed"))]) {
        const fetch = stubFetch(() => {
          const answer = fail();
          pollute(name, { value: poison });
          return answer;
        });
        const client = createClient({ baseUrl, auth: "token-1", fetch });
        const error = await failureOf(orThrow(client.POST("/api-keys", { body }))).finally(() => clean(name));
        expect(isFlexFactorError(error)).toBe(true);
        expect(error).toMatchObject({ outcome: "unknown", attempts: 1 });
        expect(fetch.sent).toHaveLength(1);
      }
  });

  test.each([...NAMES, ...MORE])("is not sent, and sends nothing twice, if it was set before: %s", async (name) => {
    for (const poison of POISONS) {
      const fetch = stubFetch(() => Response.json({}, bare({ status: 500 })));
      pollute(name, { value: poison });
      const call = failureOf(orThrow(createClient({ baseUrl, auth: "token-1", fetch }).POST("/api-keys", { body })));
      const error = (await call.finally(() => clean(name))) as FlexFactorError;
      expect(isFlexFactorError(error)).toBe(true);
      expect(error.outcome).toBe(fetch.sent.length === 0 ? "not_sent" : "unknown");
      expect(fetch.sent.length).toBeLessThan(2);
      for (const { url, headers } of fetch.sent) expect([url, headers.has("a")]).toEqual([`${baseUrl}/api-keys`, false]);
    }
  });

  test.each(HARMFUL)("does not change a refusal: %s", async (name) => {
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
