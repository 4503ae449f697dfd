import { failureOf, json, nodeError, stubFetch } from "@flexfactor/testing/stub-fetch";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Answer, brokenBody, calls, key, text, throws } from "./calls.ts";

// Waits end at once, in order: the tests check which waits there are, not real time.
beforeEach(() => {
  vi.useFakeTimers();
  vi.setTimerTickMode("nextTimerAsync");
});
afterEach(() => vi.useRealTimers());

const itself = new TypeError("fetch failed");
itself.cause = itself;

// All verdicts on a create in one table: the answer, how often the request is sent, the code and the outcome of the error, and the fault of
// the catalogue that this shows.
const refusing = (status: number, fields: object, headers?: Record<string, string>) => () =>
  json(status, { ...fields, errors: ["no"] }, headers);
const busy = (body: unknown) => () => json(503, body, { "retry-after": "1" });
const CREATE: [string, Answer, number, string, string, fault?: string][] = [
  ["400", () => json(400, { errors: ["no"] }), 1, "validation", "rejected", "refused-as-wrong"],
  ["403", () => json(403, {}), 1, "permission", "rejected"],
  ["404", () => json(404, {}), 1, "not_found", "rejected"],
  ["409", () => json(409, {}), 1, "conflict", "rejected"],
  ["422", () => json(422, {}), 1, "validation", "rejected"],
  ["408, an API's or a gateway's own time-out", () => json(408, { errors: ["no"] }), 1, "server", "unknown"],
  ["499, nginx when it was left", () => json(499, {}), 1, "server", "unknown"],
  ["460 of a load balancer", () => json(460, {}), 1, "server", "unknown"],
  ["421", () => json(421, {}), 2, "server", "rejected"],
  ["425", () => json(425, {}), 2, "server", "rejected"],
  ["429", () => json(429, { message: "Too Many Requests" }), 3, "rate_limit", "rejected"],
  [
    "500 of the API with Retry-After",
    () => json(500, { success: false, errors: ["no"] }, { "retry-after": "1" }),
    1,
    "server",
    "unknown",
  ],
  ["500", () => json(500, { errors: ["no"] }), 1, "server", "unknown", "server-error"],
  ["500 without a body", text(500, ""), 1, "server", "unknown"],
  ["501", () => json(501, {}), 1, "server", "rejected"],
  ["505", () => json(505, {}), 1, "server", "rejected"],
  ["511", () => json(511, {}), 1, "server", "rejected"],
  ["502", () => json(502, {}), 1, "server", "unknown", "gateway-lost-answer"],
  ["504", () => json(504, {}), 1, "server", "unknown"],
  ["524", () => json(524, {}), 1, "server", "unknown"],
  ["503", () => json(503, { errors: ["busy"] }), 1, "server", "unknown"],
  ["503 of the API without Retry-After", () => json(503, { success: false, errors: ["busy"] }), 1, "server", "unknown"],
  ["503 of a gateway with Retry-After", busy({ message: "busy" }), 1, "server", "unknown"],
  ["503 of the API with Retry-After", busy({ success: false, errors: ["busy"] }), 3, "server", "rejected", "unavailable"],
  [
    "503 of the API with Retry-After that names a key",
    busy({ success: false, errors: ["busy"], id: "key_1" }),
    1,
    "server",
    "unknown",
  ],
  ["421 that names a key", () => json(421, { errors: ["no"], id: "key_1" }), 1, "server", "rejected"],
  ["429 that names a key", () => json(429, { errors: ["no"], value: "v" }), 1, "rate_limit", "rejected"],
  ["503 of the API with a tuple", busy({ success: false, errors: [{ item1: "busy" }] }), 3, "server", "rejected"],
  [
    "503 of Cloudflare",
    busy({ success: false, errors: [{ code: 10_000, message: "busy" }], result: null }),
    1,
    "server",
    "unknown",
  ],
  ["503 of Envoy as JSON", busy({ errors: ["upstream connect error"] }), 1, "server", "unknown"],
  ["503 of a page under maintenance", busy({ success: false, message: "busy" }), 1, "server", "unknown"],
  ["503 with an empty list of errors", busy({ success: false, errors: [] }), 1, "server", "unknown"],
  ["503 with another error in the list", busy({ success: false, errors: ["busy", { item1: 7 }] }), 1, "server", "unknown"],
  ["503 of Kong", busy({ message: "busy", request_id: "1" }), 1, "server", "unknown"],
  ["503 of Spring", busy({ timestamp: "t", status: 503, error: "busy", path: "/" }), 1, "server", "unknown"],
  ["503 as problem details", busy({ type: "about:blank", title: "busy", status: 503 }), 1, "server", "unknown"],
  ["503 as JSON:API", busy({ errors: [{ status: "503", title: "busy" }] }), 1, "server", "unknown"],
  ["503 in words with Retry-After", busy("upstream timed out"), 1, "server", "unknown"],
  ["503 in a list with Retry-After", busy(["busy"]), 1, "server", "unknown"],
  ["300", text(300, ""), 1, "redirect", "unknown"],
  ["302", text(302, "", { location: "/x" }), 1, "redirect", "unknown"],
  ["307", text(307, "", { location: "https://evil.example" }), 1, "redirect", "rejected"],
  ["308", text(308, "", { location: "https://evil.example" }), 1, "redirect", "rejected"],
  ["202", () => json(202, {}), 1, "response", "unknown"],
  ["200 with errors", () => json(200, { value: null, errors: ["no"] }), 1, "validation", "rejected"],
  ["200 with success false", () => json(200, { success: false }), 1, "validation", "rejected"],
  ["200 with status FAILED", () => json(200, { status: "FAILED" }), 1, "validation", "rejected"],
  ["200 with success false and a value", () => json(200, { value: "v", success: false }), 1, "validation", "created_answer_lost"],
  [
    "200 that refuses and names a key",
    () => json(200, { success: false, keyId: "key_1" }),
    1,
    "validation",
    "created_answer_lost",
  ],
  [
    "200 that refuses and has a time",
    () => json(200, { success: false, createdAt: "x" }),
    1,
    "validation",
    "created_answer_lost",
  ],
  ["200 that refuses and has an id", () => json(200, { success: false, id: "key_1" }), 1, "validation", "created_answer_lost"],
  [
    "200 that refuses and says `valid`",
    () => json(200, { success: false, valid: true, idle: true }),
    1,
    "validation",
    "rejected",
  ],
  [
    "200 that says yes and has errors",
    () => json(200, { success: true, errors: ["no"] }),
    1,
    "validation",
    "created_answer_lost",
  ],
  [
    "an answer that throws when it is looked at",
    () => Object.defineProperty(new Response(), "status", { get: throws(itself) }),
    1,
    "network",
    "unknown",
  ],
  ["200 without a value", () => json(200, { id: "key_1" }), 1, "response", "created_answer_lost", "key-without-value"],
  ["201 without a value", () => json(201, {}), 1, "response", "created_answer_lost"],
  ["201 with a number for a value", () => json(201, { value: 7 }), 1, "response", "created_answer_lost"],
  ["201 with a blank value", () => json(201, { value: " " }), 1, "response", "created_answer_lost"],
  ["201 with null", text(201, "null"), 1, "response", "created_answer_lost"],
  ["200 with success true", () => json(200, { success: true }), 1, "response", "created_answer_lost"],
  ["200 with a time of creation", () => json(200, { mid: "mid_1", created_at: "2026" }), 1, "response", "created_answer_lost"],
  [
    "200 with an id in another spelling",
    () => json(200, { mid: "mid_1", "Key-Id": "key_1" }),
    1,
    "response",
    "created_answer_lost",
  ],
  ["200 with nothing", () => json(200, {}), 1, "response", "created_answer_lost"],
  ["200 with a number for a value", () => json(200, { value: 7 }), 1, "response", "created_answer_lost"],
  ["200 with a blank value", () => json(200, { value: " " }), 1, "response", "created_answer_lost"],
  ["200 with null", text(200, "null"), 1, "response", "created_answer_lost"],
  ["200 with a list", () => json(200, []), 1, "response", "created_answer_lost"],
  ["200 with nothing but nulls", () => json(200, { value: null, name: null }), 1, "response", "unknown"],
  ["200 with a sentence in JSON", () => json(200, "Sign in"), 1, "response", "unknown", "login-page"],
  ["200 with true", text(200, "true"), 1, "response", "unknown"],
  ["201 with a sentence in JSON", () => json(201, "Sign in"), 1, "response", "created_answer_lost"],
  ["200 of a login page in JSON", () => json(200, { message: "Sign in" }), 1, "response", "unknown", "login-page"],
  [
    "200 that refuses and has a key under another name",
    refusing(200, { apiKey: "sk_1" }),
    1,
    "validation",
    "created_answer_lost",
  ],
  ["200 that refuses and has a key inside", refusing(200, { result: { value: "v" } }), 1, "validation", "created_answer_lost"],
  ["200 that refuses and names an id", refusing(200, { key_id: "key_1" }), 1, "validation", "created_answer_lost"],
  ["200 that refuses", refusing(200, {}), 1, "validation", "rejected"],
  ["200 that refuses, with a Location", refusing(200, {}, { location: "/x" }), 1, "validation", "rejected"],
  ["200 that refuses and has an id inside", refusing(200, { result: { id: "key_1" } }), 1, "validation", "created_answer_lost"],
  ["200 that refuses and names a merchant's id", refusing(200, { merchant: { id: "mid_1" } }), 1, "validation", "rejected"],
  ["201 that refuses", refusing(201, {}), 1, "validation", "unknown"],
  ["202 that refuses", refusing(202, {}), 1, "validation", "unknown"],
  ["201 that refuses and says where", refusing(201, {}, { location: "/api-keys/key_1" }), 1, "validation", "created_answer_lost"],
  ["200 that refuses in another spelling", () => json(200, { Success: false, Errors: ["no"] }), 1, "response", "unknown"],
  ["200 with another status", () => json(200, { status: "Failed", statusCode: 400 }), 1, "response", "unknown"],
  ["200 of a login page that breaks off", brokenBody(200, "text/html; charset=utf-8"), 1, "response", "unknown", "login-page"],
  ["200 of JSON that breaks off", brokenBody(200, "application/json"), 1, "response", "created_answer_lost"],
  ["200 without a body", text(200, ""), 1, "response", "created_answer_lost", "empty-success"],
  ["204", () => json(204, undefined), 1, "response", "created_answer_lost"],
  ["200 cut short", text(200, '{"value": "v-sec'), 1, "response", "created_answer_lost"],
  ["200 whose body breaks off", brokenBody(200), 1, "response", "created_answer_lost"],
  ["200 in broken UTF-8", text(200, new Uint8Array([0x7b, 0xff])), 1, "response", "created_answer_lost"],
  ["200 of 1 MiB and a byte", text(200, new Uint8Array(1024 * 1024 + 1)), 1, "response", "created_answer_lost"],
  ["200 in HTML", text(200, "<html>log in</html>"), 1, "response", "unknown", "login-page"],
  ["400 whose body breaks off", brokenBody(400), 1, "response", "unknown"],
  ["429 in UTF-16", text(429, new Uint8Array([0xff, 0xfe, 0x7b, 0x00]), { "retry-after": "0" }), 1, "response", "unknown"],
  ["something that is not a response", () => ({ ok: true }) as Response, 1, "network", "unknown"],
  [
    "a response that throws when it is read",
    () => Object.defineProperty(key(), "status", { get: throws(nodeError("ECONNREFUSED", "connect")) }),
    1,
    "network",
    "unknown",
  ],
];

const refused = nodeError("ECONNREFUSED", "connect");
const both = (...errors: Error[]) =>
  new TypeError("fetch failed", { cause: new AggregateError(errors.map((error) => error.cause)) });

// The same for what `fetch` throws before it has read the body to its end: what it threw, how often the create is sent, and the outcome.
const LOST: [string, unknown, number, string, fault?: string][] = [
  ["a refused connection", refused, 3, "not_sent", "connection-refused"],
  ["two refused addresses", both(refused, refused), 3, "not_sent", "connection-refused"],
  ["an unknown host", nodeError("ENOTFOUND", "getaddrinfo"), 3, "not_sent", "host-not-found"],
  ["a self-signed certificate", nodeError("DEPTH_ZERO_SELF_SIGNED_CERT"), 1, "not_sent", "untrusted-certificate"],
  ["a connect timeout", nodeError("UND_ERR_CONNECT_TIMEOUT"), 3, "not_sent"],
  ["a reset at connect", nodeError("ECONNRESET", "connect"), 3, "not_sent"],
  ["a refused and a reset address", both(refused, nodeError("ECONNRESET", "read")), 1, "unknown"],
  ["an error of TLS that only mentions a certificate", nodeError("ERR_SSL_CERT_LENGTH_MISMATCH"), 1, "unknown"],
  ["a reset at read", nodeError("ECONNRESET", "read"), 1, "unknown"],
  ["a reset at write", nodeError("ECONNRESET", "write"), 1, "unknown"],
  ["a refusal at read", nodeError("ECONNREFUSED", "read"), 1, "unknown"],
  ["a closed socket", nodeError("UND_ERR_SOCKET"), 1, "unknown"],
  ["a bare TypeError", new TypeError("fetch failed"), 1, "unknown"],
  ["nothing at all", undefined, 1, "unknown"],
  ["an error that is its own cause", itself, 1, "unknown"],
  ["an error with holes for errors", { errors: new Array(1) }, 1, "unknown"],
  ["an error with words for errors", { errors: "no" }, 1, "unknown"],
];

describe("create", () => {
  for (const [what, answer, times, code, outcome, fault] of CREATE)
    test(`on ${what}`, { tags: fault ? [fault] : [] }, async () => {
      const fetch = stubFetch(answer);
      expect(await failureOf(calls.create(fetch))).toMatchObject({ code, outcome, attempts: times, operation: "createApiKey" });
      expect(fetch.sent).toHaveLength(times);
    });

  for (const [what, thrown, times, outcome, fault] of LOST)
    test(`on ${what}`, { tags: fault ? [fault] : [] }, async () => {
      const fetch = stubFetch(key, throws(thrown));
      expect(await failureOf(calls.create(fetch))).toMatchObject({ code: "network", outcome, attempts: times });
      expect(fetch.sent).toHaveLength(times);
    });
});
