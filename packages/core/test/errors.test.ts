import { failureOf, json, stubFetch } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test, vi } from "vitest";
import * as core from "../src/index.ts";
import { orThrow } from "../src/internal.ts";

const body = { mid: "mid_1", name: "Checkout", type: "secret" } as const;
const refusal = (status: number, answer: unknown, headers?: Record<string, string>) => {
  const fetch = stubFetch(() => json(status, answer, headers));
  return failureOf(
    orThrow(core.createClient({ baseUrl: "https://api.example", auth: "token-secret", fetch }).POST("/api-keys", { body })),
  );
};
const traceId = "00-64a5cf4492a4f17b5751dce5120fe708-631875e92558b83a-01";

describe("a refusal is read", () => {
  test.each<[string, unknown, object]>([
    [
      "problem details",
      { status: 400, title: "t", traceId, errors: { name: ["a", "b"], "x.y": ["c"] } },
      {
        messages: ["name: a", "name: b", "x.y: c"],
        fields: { name: ["a", "b"], "x.y": ["c"] },
        requestId: traceId,
      },
    ],
    [
      "a string status, the trace id among the errors",
      { status: "400", errors: { OrderId: ["a"], TraceId: [traceId] } },
      {
        messages: ["OrderId: a"],
        fields: { OrderId: ["a"] },
        requestId: traceId,
      },
    ],
    [
      "model state",
      { TraceId: [traceId], IdempotencyKey: ["a"] },
      { messages: ["IdempotencyKey: a"], fields: { IdempotencyKey: ["a"] }, requestId: traceId },
    ],
    [
      "tuples",
      { success: false, responseMessage: "x", errors: [{ item1: "a", item2: "2001", item4: true }] },
      { messages: ["a"] },
    ],
    ["an envelope", { status: "FAILED", success: false, result: null, errors: ["a", "b"] }, { messages: ["a", "b"] }],
    [
      "an envelope with a status code",
      { status: "FAILED", statusCode: "400", errors: ["a"], customProperties: {} },
      { messages: ["a"] },
    ],
    ["a list", { errors: ["a"] }, { messages: ["a"] }],
    ["a resource of nulls", { type: null, value: null, scopes: null, errors: ["a"] }, { messages: ["a"] }],
    ["an empty object", {}, { messages: [], fields: {} }],
    ["a gateway's message", { message: "a" }, { messages: ["a"] }],
    ["messages without a visible letter", { errors: ["\u200b", " "], title: "\u2060", message: " a\n" }, { messages: ["a"] }],
    ["a trace id without a visible letter", { errors: ["a"], traceId: "\u200b" }, { messages: ["a"], requestId: undefined }],
    ["a field without a visible letter", { "\u200b": ["a"] }, { messages: ["a"], fields: {} }],
    ["other ids", { errors: { traceIds: ["a"], xTraceId: ["b"] } }, { messages: ["traceIds: a", "xTraceId: b"] }],
    ["a title alone", { title: "a", status: 400 }, { messages: ["a"] }],
    ["a response message", { responseMessage: "a", errors: [] }, { messages: ["a"] }],
    ["an error alone", { error: "a" }, { messages: ["a"] }],
    ["a field called __proto__", JSON.parse('{"errors":{"__proto__":["a"]}}'), { messages: ["__proto__: a"] }],
    ["an array", ["a"], { messages: [] }],
    ["null", null, { messages: [] }],
  ])("%s", async (_, answer, facts) => {
    expect(await refusal(400, answer)).toMatchObject({ code: "validation", status: 400, outcome: "rejected", ...facts });
  });

  test("with a trace id that is a text, and `errors` that are a text", async () => {
    expect(await refusal(400, { TraceId: "t-1" })).toMatchObject({ requestId: "t-1", messages: [] });
    expect(await refusal(400, { errors: "none", Name: ["a"] })).toMatchObject({ messages: ["Name: a"] });
  });

  test("with the gateway's id in preference to the trace id of the body", async () => {
    expect(await refusal(400, { traceId }, { "apigw-requestid": "gateway" })).toMatchObject({ requestId: "gateway" });
    expect(await refusal(400, { traceId }, { "apigw-requestid": "" })).toMatchObject({ requestId: traceId });
    expect(await refusal(400, { traceId }, { "apigw-requestid": "\xad" })).toMatchObject({ requestId: traceId });
  });

  test("as at most twenty harmless lines of at most 500 characters", async () => {
    const error = (await refusal(400, {
      errors: ["a\r\n\u001b[31mb\u2028c", "x".repeat(1e5), ...Array(30).fill("y")],
    })) as core.FlexFactorError;
    expect(error.messages[0]).toBe("a [31mb c");
    expect(error.messages[1]).toHaveLength(500);
    expect(error.messages).toHaveLength(20);
  });

  test("without the token, even in the ids", async () => {
    const answer = { errors: ["bad token-secret"], traceId: "token-secret" };
    const byGateway = await refusal(400, answer, { "apigw-requestid": "token-secret" });
    expect(byGateway).toMatchObject({ messages: ["bad [redacted]"], requestId: "[redacted]" });
    expect(JSON.stringify(byGateway)).not.toContain("token-secret");
    expect(await refusal(400, answer)).toMatchObject({ requestId: "[redacted]" });
  });

  test.each([
    ["eight characters from its start", "bad token-se…", "[redacted]"],
    ["eight characters from within", "bad oken-sec", "[redacted]"],
    ["fewer than eight, which may be a word", "short token-s", "short token-s"],
  ])("without a line that quotes %s of the token", async (_, said, message) => {
    expect(await refusal(400, { errors: [said] })).toMatchObject({ messages: [message] });
  });

  test.each<[string, string, number, string]>([
    ["long, and the call is retried", "t".repeat(9000), 500, "busy"],
    ["a single letter", "t", 400, "b"],
  ])("with lines that do not quote the token, when it is %s", async (_, token, status, said) => {
    const fetch = async () => Response.json({ errors: [said] }, { status });
    const client = core.createClient({ baseUrl: "https://api.example", auth: token, fetch });
    expect(await failureOf(orThrow(client.POST("/api-keys", { body })))).toMatchObject({ messages: [said] });
  });

  test("in a line of at most 500 characters, even if redaction makes it longer", async () => {
    const fetch = async () => Response.json({ errors: ["t".repeat(400)] }, { status: 400 });
    const client = core.createClient({ baseUrl: "https://api.example", auth: "t", fetch });
    const error = (await failureOf(orThrow(client.POST("/api-keys", { body })))) as core.FlexFactorError;
    expect(error.messages[0]).toMatch(/^(\[redacted\])+/);
    expect(error.messages[0]).toHaveLength(500);
  });

  test("after any number of refreshes of a long token", async () => {
    let renewals = 0;
    const tokens = Array.from({ length: 20 }, () => Buffer.from(crypto.getRandomValues(new Uint8Array(1500))).toString("hex"));
    const fetch = async () => Response.json({ errors: [`busy ${tokens.at(-1)}`, "busy"] }, { status: 400 });
    const client = core.createClient({
      baseUrl: "https://api.example",
      auth: () => async () => tokens[renewals++] as string,
      fetch,
    });
    const call = () => failureOf(orThrow(client.POST("/api-keys", { body })));
    for (let count = 1; count < tokens.length; count++) await call();
    expect(await call()).toMatchObject({ messages: ["[redacted]", "busy"] });
  });

  test("in bounded work, however many secrets and lines there are", async () => {
    const fetch = async () =>
      Response.json({ success: false, value: "v".repeat(5e5), errors: { a: Array(1000).fill("b".repeat(400)) } });
    const client = core.createClient({ baseUrl: "https://api.example", auth: "t", fetch });
    const error = await failureOf(orThrow(client.POST("/api-keys", { body: { mid: "m", name: "n", type: "secret" } })));
    expect(error).toMatchObject({ outcome: "created_answer_lost", messages: Array(20).fill("[redacted]: [redacted]") });
  });

  test("never as raw text", async () => {
    const fetch = async () => new Response("<h1>Bad Gateway</h1>", { status: 502 });
    const client = core.createClient({ baseUrl: "https://api.example", auth: "t", fetch });
    const error = await failureOf(orThrow(client.POST("/api-keys", { body })));
    expect(error).toMatchObject({ message: "createApiKey was answered 502.", messages: [] });
  });
});

const classes = Object.entries(core).filter((entry): entry is [string, typeof core.FlexFactorError] => {
  const [, value] = entry;
  return typeof value === "function" && value.prototype instanceof Error;
});

describe("a secret is recognised", () => {
  const hex = (text: string) => Buffer.from(text).toString("hex");
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  const percent = (text: string) => hex(text).replace(/../g, "%$&");
  const forms = { hex, base64, percent };
  const nested = Object.entries(forms).flatMap(([outer, encode]) =>
    Object.entries(forms).map(([inner, first]) => [`${inner} in ${outer}`, (text: string) => encode(first(text))] as const),
  );
  test.each(nested)("in %s", async (_, encode) => {
    const secret = "sk_live_4eC39HqLyjWDarjtT1zdp7dc";
    const fetch = async () => Response.json({ errors: [`no: ${encode(secret)}`] }, { status: 400 });
    const client = core.createClient({ baseUrl: "https://api.example", auth: secret, fetch });
    expect(await failureOf(orThrow(client.POST("/api-keys", { body })))).toMatchObject({ messages: ["[redacted]"] });
  });

  const colons = (text: string) => hex(text).replace(/..(?=.)/g, "$&:");
  const escaped = (text: string) => hex(text).replace(/../g, "\\u00$&");
  test.each<[string, string, string]>([
    ["hexadecimal with colons in base64", "sk_live_4eC39Hq", base64(colons("sk_live_4eC39Hq"))],
    ["hexadecimal with colons in hexadecimal", "sk_live_4eC39Hq", hex(colons("sk_live_4eC39Hq"))],
    ["escapes of JavaScript in JSON", "?-=[k].,+*!v(", JSON.stringify(escaped("?-=[k].,+*!v("))],
    ["JSON", '?a"b.c\\d"e+', JSON.stringify('?a"b.c\\d"e+')],
    ["JSON of PHP", "aB3/dE5/gH7", "aB3\\/dE5\\/gH7"],
  ])("in %s", async (_, secret, quoted) => {
    const fetch = async () => Response.json({ errors: [`no: ${quoted}`] }, { status: 400 });
    const client = core.createClient({ baseUrl: "https://api.example", auth: secret, fetch });
    expect(await failureOf(orThrow(client.POST("/api-keys", { body })))).toMatchObject({ messages: ["[redacted]"] });
  });

  test("in a message beside the secret itself", async () => {
    const item = { item1: "duplicate of sk_live_abcdefghijk", value: "sk_live_abcdefghijk" };
    expect(await refusal(409, { errors: [item] })).toMatchObject({ messages: ["duplicate of [redacted]"] });
  });
});

describe("the message says what is wrong with an answer", () => {
  test.each<[string, () => Response, string]>([
    ["not JSON", () => new Response("<html>", { status: 201 }), "createApiKey was answered 201, but its body is not JSON."],
    ["empty", () => new Response("", { status: 201 }), "createApiKey was answered 201, but it has no body."],
    ["without a secret", () => json(201, { id: "key_1" }), "createApiKey was answered 201, but it has no usable `value`."],
    ["a 202", () => json(202, {}), "createApiKey was answered 202, but this status does not mean success here."],
    [
      "a refusal whose status says success",
      () => json(200, { success: false, errors: ["No."] }),
      "createApiKey was refused by an answer with status 200: No.",
    ],
    ["a refusal in a sentence", () => json(400, { errors: ["No."] }), "createApiKey was answered 400: No."],
    [
      "a refusal in two",
      () => json(400, { errors: ["No. 5 is wrong.", "Try"] }),
      "createApiKey was answered 400: No. 5 is wrong. Try.",
    ],
    ["a redirect", () => new Response("", { status: 300 }), "createApiKey was answered 300."],
    ["a refusal in none", () => json(400, {}), "createApiKey was answered 400."],
    [
      "cut short",
      () => new Response(new Uint8Array([0xff])),
      "createApiKey was answered 200, but its body broke off, or is not UTF-8.",
    ],
    ["too large", () => new Response("a".repeat(1_048_577)), "createApiKey was answered 200, but its body is larger than 1 MiB."],
  ])("%s", async (_, answer, message) => {
    const client = core.createClient({ baseUrl: "https://api.example", auth: "token-secret", fetch: async () => answer() });
    expect(await failureOf(orThrow(client.POST("/api-keys", { body })))).toMatchObject({ message });
  });
});

describe("an error", () => {
  test.each(classes)("%s has the name of its class and its own code", (name, Class) => {
    const error = new Class("message");
    expect(error).toMatchObject({ name, message: "message", outcome: "not_sent", attempts: 0, messages: [], fields: {} });
    expect(error).toBeInstanceOf(core.FlexFactorError);
    expect(core.isFlexFactorError(error)).toBe(true);
    expect(classes.filter(([, Other]) => new Other("").code === error.code)).toHaveLength(1);
  });

  test("has the code `flexfactor` if it is of no other class", () => {
    expect(new core.FlexFactorError("message").code).toBe("flexfactor");
  });

  test("of another version is recognised by the guard, by the symbol that all versions have", () => {
    expect(core.isFlexFactorError({ [Symbol.for("@flexfactor/error")]: true })).toBe(true);
  });

  test("of another copy of the package is recognised by the guard", async () => {
    vi.resetModules();
    const copy = await import("../src/index.ts");
    const error = new copy.NetworkError("message");
    expect(error).not.toBeInstanceOf(core.NetworkError);
    expect(core.isFlexFactorError(error)).toBe(true);
    expect(core.isFlexFactorError(new Error("other"))).toBe(false);
    expect(core.isFlexFactorError(null)).toBe(false);
  });
});
