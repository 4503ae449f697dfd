// Features that no operation of our spec has yet. `generate` writes these rows once an operation has them.
import { failureOf, json, stubFetch } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test, vi } from "vitest";

const check = () => true;
const deep = () => {
  throw new RangeError("Maximum call stack size exceeded");
};
const wrong = (message: string) => ({ instancePath: "/body/name", message, params: {} });
const operationTable = {
  "GET /motto": { id: "getMotto", safe: true, text: true, accept: "text/plain", check },
  "POST /mottos": { id: "createMotto", text: true, check },
  "GET /count": { id: "getCount", safe: true, scalar: true, check },
  "GET /search": { id: "search", safe: true, query: { ids: { array: { style: "form", explode: false } } }, check },
  "PATCH /things": { id: "patchThing", contentType: "application/merge-patch+json", check },
  "PUT /jobs": { id: "startJob", accepts: true, bodiless: true, check },
  "POST /things": { id: "createThing", check },
  "POST /pairs": { id: "createPair", secrets: ["first", "second"], check },
  "PUT /twice": {
    id: "putTwice",
    check: Object.assign(() => false, { errors: [wrong("must be short"), wrong("must be plain")] }),
  },
  "PUT /deep": { id: "putDeep", check: deep },
};

// A copy of the package with these operations. The other tests use the package itself.
vi.resetModules();
vi.doMock("../src/generated/operations.ts", async (load) => ({ ...(await load<object>()), operationTable }));
const { createClient, isSecret, orThrow } = await import("../src/internal.ts");
vi.doUnmock("../src/generated/operations.ts");
vi.resetModules();

/** Calls an operation that the types do not know. */
function call(method: "GET" | "POST" | "PUT" | "PATCH", path: string, answer: () => Response, init: object = {}) {
  const fetch = stubFetch(answer);
  const client = createClient({ baseUrl: "https://api.example/v1", auth: "token-1", fetch, maxAttempts: 1 });
  const send = client[method] as (path: string, init: object) => Promise<{ data?: unknown; error?: unknown }>;
  return { fetch, union: send(path, init) };
}

describe("an operation whose successes are texts", () => {
  test.each(["Be brief.", '{"value":"v"}', "", "7"])("returns the text unchanged: %j", async (text) => {
    const { fetch, union } = call("GET", "/motto", () => new Response(text));
    expect((await union).data).toBe(text);
    expect(fetch.sent[0]?.headers.get("accept")).toBe("text/plain");
  });

  test("returns a refusal as JSON, with its secrets wrapped", async () => {
    const { union } = call("GET", "/motto", () => json(400, { value: "v-secret" }));
    expect(isSecret(((await union).error as { value: unknown }).value)).toBe(true);
  });

  test("does not count a 202 as a success unless the spec has it", async () => {
    const { union } = call("POST", "/mottos", () => new Response("accepted", { status: 202 }));
    const refused = { code: "response", reason: "status", outcome: "unknown" };
    expect(await failureOf(orThrow(union as never))).toMatchObject(refused);
  });
});

describe("an operation whose successes may be any JSON", () => {
  test.each([7, "seven", true, null])("returns %j", async (value) => {
    const { union } = call("GET", "/count", () => json(200, value));
    expect((await union).data).toBe(value);
  });

  test("refuses an answer that is not JSON", async () => {
    const { union } = call("GET", "/count", () => new Response("seven"));
    expect(await failureOf(union)).toMatchObject({ code: "response", reason: "json" });
  });
});

test("a query is written in the style of the spec, and header parameters are sent", async () => {
  const params = { query: { ids: [1, 2], tags: ["a", "b"] }, header: { "X-Trace": 7 } };
  const { fetch, union } = call("GET", "/search", () => json(200, {}), { params });
  await union;
  expect(fetch.sent[0]?.url).toBe("https://api.example/v1/search?ids=1,2&tags=a&tags=b");
  expect(fetch.sent[0]?.headers.get("x-trace")).toBe("7");
});

test("a header parameter is sent instead of a header of the same name", async () => {
  const { fetch, union } = call("GET", "/search", () => json(200, {}), {
    params: { header: { "X-Trace": 7 } },
    headers: { "x-trace": "6" },
  });
  await union;
  expect(fetch.sent[0]?.headers.get("x-trace")).toBe("7");
});

test("a body has the content type of the spec", async () => {
  const { fetch, union } = call("PATCH", "/things", () => json(200, {}), { body: { name: "n" } });
  await union;
  expect(fetch.sent[0]?.headers.get("content-type")).toBe("application/merge-patch+json");
});

test("a 202 without a body is a success if the spec has it", async () => {
  const { union } = call("PUT", "/jobs", () => new Response("", { status: 202 }));
  expect(await orThrow(union as never)).toMatchObject({ status: 202, data: undefined });
});

test("a create whose answer has no secret returns its data", async () => {
  const { union } = call("POST", "/things", () => json(201, { id: "thing_1" }));
  expect(await orThrow(union as never)).toMatchObject({ status: 201, data: { id: "thing_1" } });
});

test("a create with two secrets was carried out if its answer has a field for one of them", async () => {
  const { union } = call("POST", "/pairs", () => json(200, { first: 7 }));
  expect(await failureOf(orThrow(union as never))).toMatchObject({ reason: "first", outcome: "created_answer_lost" });
});

test("two problems of a field are in one sentence", async () => {
  const { union } = call("PUT", "/twice", () => json(200, {}), { body: {} });
  expect(await failureOf(union)).toMatchObject({
    message: "putTwice was not sent: name must be short and must be plain.",
    fields: { name: ["must be short", "must be plain"] },
  });
});

test("a refusal with 65 secrets quotes none of them, even if the call sent no token", async () => {
  const keys = Array.from({ length: 65 }, (_, n) => ({ token: `s-secret-${n}` }));
  const { union } = call("GET", "/count", () => json(400, { errors: ["no: s-secret-64"], keys }));
  expect(await failureOf(orThrow(union as never))).toMatchObject({ messages: ["[redacted]"] });
});

test("an input that overflows the check is refused, and nothing is sent", async () => {
  const { fetch, union } = call("PUT", "/deep", () => json(200, {}), { body: {} });
  expect(await failureOf(union)).toMatchObject({ code: "validation", fields: { body: ["is nested too deeply"] } });
  expect(fetch.sent).toEqual([]);
});
