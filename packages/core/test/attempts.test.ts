import { getEventListeners } from "node:events";
import { failureOf, json, never, nodeError, stubFetch } from "@flexfactor/testing/stub-fetch";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type CallOptions, createClient, FlexFactorError, type FlexFactorEvent, type TokenSource } from "../src/index.ts";
import { orThrow, sendBeforeOf } from "../src/internal.ts";

const baseUrl = "https://api.example/v1";
const body = { mid: "mid_1", name: "Checkout", type: "secret" } as const;
const path = { idOrMid: "key_1" };
const list = () => json(200, { keys: [] });
const key = () => json(201, { id: "key_1", value: "v-secret" });

// Waits pass at once, in order: what is tested is which waits there are, not how long a second is.
beforeEach(() => {
  vi.useFakeTimers();
  vi.setTimerTickMode("nextTimerAsync");
});
afterEach(() => vi.useRealTimers());

type Answer = () => Response | Promise<Response>;
const calls = {
  create: (fetch: typeof globalThis.fetch, options?: CallOptions, auth: string | TokenSource = "token-1") =>
    orThrow(
      createClient({ baseUrl, auth: typeof auth === "string" ? auth : () => auth, fetch }).POST("/api-keys", {
        body,
        ...options,
      }),
    ),
  get: (fetch: typeof globalThis.fetch, options?: CallOptions, auth: string | TokenSource = "token-1") =>
    orThrow(
      createClient({ baseUrl, auth: typeof auth === "string" ? auth : () => auth, fetch }).GET("/api-keys/{idOrMid}", {
        params: { path },
        ...options,
      }),
    ),
};
const throws = (error: unknown) => (): Response => {
  throw error;
};
/** A 2xx whose body breaks off. */
const brokenBody = (status: number) => () =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"id":'));
        controller.error(new TypeError("terminated"));
      },
    }),
    { status },
  );
const text = (status: number, content: string | Uint8Array<ArrayBuffer>, headers?: HeadersInit) => () =>
  new Response(content, { status, ...(headers && { headers }) });

const itself = new TypeError("fetch failed");
itself.cause = itself;

// The create decision in one table: what arrives, how often it is sent, the code of the error, what became of it; and the fault of the
// catalogue that this shows.
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
  ["500", () => json(500, { errors: ["no"] }), 1, "server", "unknown", "server-error"],
  ["500 without a body", text(500, ""), 1, "server", "unknown"],
  ["501", () => json(501, {}), 1, "server", "rejected"],
  ["502", () => json(502, {}), 1, "server", "unknown", "gateway-lost-answer"],
  ["504", () => json(504, {}), 1, "server", "unknown"],
  ["524", () => json(524, {}), 1, "server", "unknown"],
  ["503", () => json(503, { errors: ["busy"] }), 1, "server", "unknown"],
  ["503 of a gateway with Retry-After", () => json(503, { message: "busy" }, { "retry-after": "1" }), 1, "server", "unknown"],
  [
    "503 of the API with Retry-After",
    () => json(503, { errors: ["busy"] }, { "retry-after": "1" }),
    3,
    "server",
    "rejected",
    "unavailable",
  ],
  ["503 of Kong", () => json(503, { message: "busy", request_id: "1" }, { "retry-after": "1" }), 1, "server", "unknown"],
  [
    "503 of Spring",
    () => json(503, { timestamp: "t", status: 503, error: "busy", path: "/" }, { "retry-after": "1" }),
    1,
    "server",
    "unknown",
  ],
  [
    "503 as problem details",
    () => json(503, { type: "about:blank", title: "busy", status: 503 }, { "retry-after": "1" }),
    1,
    "server",
    "unknown",
  ],
  [
    "503 as JSON:API",
    () => json(503, { errors: [{ status: "503", title: "busy" }] }, { "retry-after": "1" }),
    1,
    "server",
    "unknown",
  ],
  ["503 in words with Retry-After", () => json(503, "upstream timed out", { "retry-after": "1" }), 1, "server", "unknown"],
  ["503 in a list with Retry-After", () => json(503, ["busy"], { "retry-after": "1" }), 1, "server", "unknown"],
  ["302", text(302, "", { location: "/x" }), 1, "redirect", "unknown"],
  ["307", text(307, "", { location: "https://evil.example" }), 1, "redirect", "rejected"],
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
  ["200 with a number for a value", () => json(200, { value: 7 }), 1, "response", "created_answer_lost"],
  ["200 with a blank value", () => json(200, { value: " " }), 1, "response", "created_answer_lost"],
  ["200 without a body", text(200, ""), 1, "response", "created_answer_lost", "empty-success"],
  ["204", () => json(204, undefined), 1, "response", "created_answer_lost"],
  ["200 with null", text(200, "null"), 1, "response", "created_answer_lost"],
  ["200 cut short", text(200, '{"value": "v-sec'), 1, "response", "created_answer_lost"],
  ["200 whose body breaks off", brokenBody(200), 1, "response", "created_answer_lost"],
  ["200 in broken UTF-8", text(200, new Uint8Array([0x7b, 0xff])), 1, "response", "created_answer_lost"],
  ["200 of 1 MiB and a byte", text(200, new Uint8Array(1024 * 1024 + 1)), 1, "response", "created_answer_lost"],
  ["200 in HTML", text(200, "<html>log in</html>"), 1, "response", "unknown", "login-page"],
  ["400 whose body breaks off", brokenBody(400), 1, "response", "unknown"],
  ["a refused connection", throws(nodeError("ECONNREFUSED", "connect")), 3, "network", "not_sent", "connection-refused"],
  ["an unknown host", throws(nodeError("ENOTFOUND", "getaddrinfo")), 3, "network", "not_sent", "host-not-found"],
  [
    "a self-signed certificate",
    throws(nodeError("DEPTH_ZERO_SELF_SIGNED_CERT")),
    1,
    "network",
    "not_sent",
    "untrusted-certificate",
  ],
  ["a connect timeout", throws(nodeError("UND_ERR_CONNECT_TIMEOUT")), 3, "network", "not_sent"],
  ["a reset at connect", throws(nodeError("ECONNRESET", "connect")), 3, "network", "not_sent"],
  ["a reset at read", throws(nodeError("ECONNRESET", "read")), 1, "network", "unknown"],
  ["a reset at write", throws(nodeError("ECONNRESET", "write")), 1, "network", "unknown"],
  ["a refusal at read", throws(nodeError("ECONNREFUSED", "read")), 1, "network", "unknown"],
  ["a closed socket", throws(nodeError("UND_ERR_SOCKET")), 1, "network", "unknown"],
  ["a bare TypeError", throws(new TypeError("fetch failed")), 1, "network", "unknown"],
  ["nothing at all", throws(undefined), 1, "network", "unknown"],
  ["an error that is its own cause", throws(itself), 1, "network", "unknown"],
  ["an error with holes for errors", throws({ errors: new Array(1) }), 1, "network", "unknown"],
  ["an error with words for errors", throws({ errors: "no" }), 1, "network", "unknown"],
  ["what is no response", () => ({ ok: true }) as Response, 1, "network", "unknown"],
];

const two = (...errors: Error[]) =>
  new TypeError("fetch failed", { cause: new AggregateError(errors.map((error) => error.cause)) });
const refused = nodeError("ECONNREFUSED", "connect");
CREATE.push(
  ["two refused addresses", throws(two(refused, refused)), 3, "network", "not_sent", "connection-refused"],
  ["a refused and a reset address", throws(two(refused, nodeError("ECONNRESET", "read"))), 1, "network", "unknown"],
);

describe("create", () => {
  for (const [what, answer, times, code, outcome, fault] of CREATE)
    test(`on ${what}`, { tags: fault ? [fault] : [] }, async () => {
      const fetch = stubFetch(answer);
      expect(await failureOf(calls.create(fetch))).toMatchObject({ code, outcome, attempts: times, operation: "createApiKey" });
      expect(fetch.sent).toHaveLength(times);
    });

  test("that times out after it was sent is unknown", async () => {
    const fetch = stubFetch(never);
    expect(await failureOf(calls.create(fetch, { timeoutMs: 5000 }))).toMatchObject({ code: "timeout", outcome: "unknown" });
    expect(fetch.sent).toHaveLength(1);
  });

  test("whose body stalls is created and unread", async () => {
    const stalled = () => new Response(new ReadableStream({ pull: () => new Promise(() => {}) }), { status: 201 });
    expect(await failureOf(calls.create(stubFetch(stalled)))).toMatchObject({ code: "timeout", outcome: "created_answer_lost" });
  });

  test("that is aborted says what is known", async () => {
    const before = AbortSignal.abort();
    const fetch = stubFetch(key);
    expect(await failureOf(calls.create(fetch, { signal: before }))).toMatchObject({
      code: "aborted",
      message: "createApiKey was aborted.",
      outcome: "not_sent",
      attempts: 0,
    });
    expect(fetch.sent).toEqual([]);
    const controller = new AbortController();
    const sent = stubFetch(() => {
      controller.abort();
      return never();
    });
    expect(await failureOf(calls.create(sent, { signal: controller.signal }))).toMatchObject({
      code: "aborted",
      outcome: "unknown",
    });
  });

  test("never talks an earlier attempt down", async () => {
    const fetch = stubFetch((_, index) => (index === 0 ? json(421, {}) : throws(refused)()));
    expect(await failureOf(calls.create(fetch, { maxAttempts: 2 }))).toMatchObject({ code: "network", outcome: "rejected" });
  });

  test("succeeds when the repeat does", async () => {
    const fetch = stubFetch((_, index) => (index === 0 ? throws(refused)() : key()));
    expect(await calls.create(fetch)).toMatchObject({ status: 201, attempts: 2 });
  });

  test.each([
    ["text/plain", { "content-type": "text/plain" }, ""],
    ["no content type", {}, ""],
    ["a byte-order mark", {}, "\ufeff"],
  ])("reads a key sent with %s", async (_, headers, mark) => {
    const reply = await calls.create(stubFetch(text(201, `${mark}{"value":"v-secret"}`, headers)));
    expect(reply.data.value?.reveal()).toBe("v-secret");
  });

  test("has a body that the runtime cannot send twice", async () => {
    let given: BodyInit | null | undefined;
    const fetch: typeof globalThis.fetch = async (_, init) => {
      given = init?.body;
      return key();
    };
    await calls.create(fetch);
    expect(given).toBeInstanceOf(ReadableStream);
  });
});

describe("a safe operation", () => {
  test.each<[string, Answer]>([
    ["500", () => json(500, {})],
    ["503", () => json(503, {})],
    ["504", () => json(504, {})],
    ["429", () => json(429, {})],
    ["a reset", throws(nodeError("ECONNRESET", "read"))],
    ["a body that breaks off", brokenBody(200)],
    ["a body that is not UTF-8", text(200, new Uint8Array([0x7b, 0xff]))],
  ])("is repeated on %s", async (_, answer) => {
    const healing = stubFetch((__, index) => (index < 2 ? answer() : list()));
    expect(await calls.get(healing)).toMatchObject({ attempts: 3 });
    const lasting = stubFetch(answer);
    expect(await failureOf(calls.get(lasting))).toMatchObject({ attempts: 3 });
    expect(lasting.sent).toHaveLength(3);
  });

  test.each([400, 404, 405, 410, 413, 414, 415, 422, 431, 501])("is not repeated on %i", async (status) => {
    const fetch = stubFetch(() => json(status, {}));
    await failureOf(calls.get(fetch));
    expect(fetch.sent).toHaveLength(1);
  });

  test("sends nothing after an abort, wherever that comes from", async () => {
    const controller = new AbortController();
    const fetch = stubFetch(() => json(429, {}, { "retry-after": "0" }));
    const onEvent = ({ type }: FlexFactorEvent) => type === "wait" && controller.abort();
    const client = createClient({ baseUrl, auth: "t", fetch, onEvent });
    expect(
      await failureOf(orThrow(client.GET("/api-keys/{idOrMid}", { params: { path }, signal: controller.signal }))),
    ).toMatchObject({
      code: "aborted",
      outcome: "rejected",
      attempts: 1,
    });
  });

  test("sends at most `maxAttempts` requests", async () => {
    const fetch = stubFetch(() => json(500, {}));
    await failureOf(calls.get(fetch, { maxAttempts: 5 }));
    expect(fetch.sent).toHaveLength(5);
  });
});

describe("delete", () => {
  const remove = (fetch: typeof globalThis.fetch) =>
    orThrow(createClient({ baseUrl, auth: "t", fetch }).DELETE("/api-keys/{idOrMid}", { params: { path } }));
  test("takes a 404 after a lost answer for success", { tags: ["already-deleted"] }, async () => {
    const lost = stubFetch((_, index) => (index === 0 ? json(502, {}) : json(404, {})));
    expect(await remove(lost)).toMatchObject({ data: undefined, attempts: 2 });
  });
  test("takes a 410 after a lost answer for success", async () => {
    const lost = stubFetch((_, index) => (index === 0 ? json(502, {}) : json(410, {})));
    expect(await remove(lost)).toMatchObject({ data: undefined, attempts: 2 });
  });
  test("takes a 404 that breaks off for an answer that was lost", async () => {
    const lost = stubFetch((_, index) => (index === 0 ? json(502, {}) : brokenBody(404)()));
    expect(await failureOf(remove(lost))).toMatchObject({ code: "response", reason: "body", outcome: "unknown" });
  });
  test("takes a 404 at once for what it says, also after a refusal", { tags: ["already-deleted"] }, async () => {
    expect(await failureOf(remove(stubFetch(() => json(404, {}))))).toMatchObject({ code: "not_found" });
    const refusedFirst = stubFetch((_, index) => (index === 0 ? json(429, {}) : json(404, {})));
    expect(await failureOf(remove(refusedFirst))).toMatchObject({ code: "not_found" });
  });
});

describe("Retry-After", () => {
  const after = (value: string, headers: Record<string, string> = {}) =>
    stubFetch((_, index) => (index === 0 ? json(429, {}, { "retry-after": value, ...headers }) : list()));
  const waited = async (fetch: typeof globalThis.fetch) => {
    const startedAt = performance.now();
    await calls.get(fetch, { timeoutMs: 120_000 });
    return performance.now() - startedAt;
  };

  test("is waited for in seconds", { tags: ["implausible-retry-after"] }, async () => {
    expect(await waited(after("7"))).toBeGreaterThanOrEqual(7000);
  });
  test("is waited for as a date, by the server's clock", async () => {
    const date = "Thu, 01 Jan 2015 00:00:00 GMT";
    expect(await waited(after("Thu, 01 Jan 2015 00:00:09 GMT", { date }))).toBeGreaterThanOrEqual(9000);
  });
  test.each(["-1", "1.5", "abc", "", "1, 2", "Thu, 01 Jan 2015 00:00:00 GMT"])("of %j means our own wait", async (value) => {
    expect(await waited(after(value))).toBeLessThanOrEqual(250);
  });
  test.each([
    ["more than a minute", "61", 61_000],
    ["absurd", "10000000000000", 1e16],
  ])("of %s is left to the caller", async (_, value, retryAfterMs) => {
    const fetch = after(value);
    expect(await failureOf(calls.get(fetch, { timeoutMs: 120_000 }))).toMatchObject({ code: "rate_limit", retryAfterMs });
    expect(fetch.sent).toHaveLength(1);
  });
  test("that ends after the deadline is not waited for", async () => {
    const error = await failureOf(calls.get(after("9"), { timeoutMs: 5000 }));
    expect(error).toMatchObject({ code: "rate_limit", retryAfterMs: 9000, outcome: "rejected" });
  });
  test("that ends too late for another request is not waited for", async () => {
    const error = await failureOf(calls.get(after("5"), { timeoutMs: 5030 }));
    expect(error).toMatchObject({ code: "rate_limit", retryAfterMs: 5000, outcome: "rejected" });
  });
  test("is shared also by a call that gives up, and never made shorter", async () => {
    const fetch = stubFetch((_, index) => (index < 2 ? json(429, {}, { "retry-after": index === 0 ? "7" : "0" }) : list()));
    const client = createClient({ baseUrl, auth: "t", fetch, maxAttempts: 1 });
    const startedAt = performance.now();
    // Both are on their way before the first answer comes.
    const refused = [
      orThrow(client.GET("/api-keys/{idOrMid}", { params: { path } })),
      orThrow(client.GET("/api-keys/{idOrMid}", { params: { path } })),
    ];
    for (const call of refused) expect(await failureOf(call)).toMatchObject({ code: "rate_limit", attempts: 1 });
    await orThrow(client.GET("/api-keys/{idOrMid}", { params: { path } }));
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(6999);
  });
  test("that is asked for while a call waits is waited for too, and told", async () => {
    const fetch = stubFetch((_, index) => (index < 2 ? json(429, {}, { "retry-after": index === 0 ? "1" : "5" }) : list()));
    const waits: string[] = [];
    const onEvent = ({ type, durationMs }: FlexFactorEvent) => type === "wait" && waits.push(`${Math.round(durationMs / 1000)}`);
    const client = createClient({ baseUrl, auth: "t", fetch, onEvent });
    const startedAt = performance.now();
    await Promise.all([
      orThrow(client.GET("/api-keys/{idOrMid}", { params: { path } })),
      orThrow(client.GET("/api-keys/{idOrMid}", { params: { path } })),
    ]);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(4999);
    expect(waits).toEqual(["1", "5", "4"]);
  });
  test("that is asked for while a call waits for its token holds it back too", async () => {
    const sentAt: number[] = [];
    const fetch = stubFetch((_, index) => {
      sentAt.push(performance.now());
      return index === 0 ? json(429, {}, { "retry-after": "7" }) : list();
    });
    let asked = 0;
    const slow = async () => (asked++ === 1 ? new Promise<string>((resolve) => setTimeout(resolve, 100, "t")) : "t");
    const client = createClient({ baseUrl, auth: () => slow, fetch });
    await Promise.all([
      orThrow(client.GET("/api-keys/{idOrMid}", { params: { path } })),
      orThrow(client.GET("/api-keys/{idOrMid}", { params: { path } })),
    ]);
    expect(Number(sentAt[1]) - Number(sentAt[0])).toBeGreaterThanOrEqual(6990);
  });
  test("holds back every call of the client", { tags: ["throttled"] }, async () => {
    const fetch = after("7");
    const paused = Promise.withResolvers<void>();
    const onEvent = ({ type }: FlexFactorEvent) => type === "wait" && paused.resolve();
    const client = createClient({ baseUrl, auth: "t", fetch, onEvent });
    const first = orThrow(client.GET("/api-keys/{idOrMid}", { params: { path } }));
    await paused.promise;
    const hasty = orThrow(client.GET("/api-keys/{idOrMid}", { params: { path }, timeoutMs: 1000 }));
    expect(await failureOf(hasty)).toMatchObject({ code: "rate_limit", outcome: "not_sent", attempts: 0 });
    await first;
    expect(fetch.sent).toHaveLength(2);
  });
});

describe("401", () => {
  const tokens = (...given: string[]): TokenSource & { asked: (string | undefined)[] } => {
    const asked: (string | undefined)[] = [];
    return Object.assign(async (rejected?: string) => given[Math.min(asked.push(rejected), given.length) - 1] as string, {
      asked,
    });
  };
  const refusing = (token: string) =>
    stubFetch(({ headers }) => (headers.get("authorization") === `Bearer ${token}` ? json(401, { errors: ["bad"] }) : key()));

  test("is answered once with another token, also for a create", { tags: ["token-refused-once"] }, async () => {
    const source = tokens("token-a", "token-b");
    const fetch = refusing("token-a");
    expect(await calls.create(fetch, {}, source)).toMatchObject({ attempts: 2 });
    expect(source.asked).toEqual([undefined, "token-a"]);
  });
  test("stands when there is no other token", async () => {
    const fetch = refusing("token-a");
    expect(await failureOf(calls.create(fetch, {}, tokens("token-a", "token-a")))).toMatchObject({
      code: "authentication",
      outcome: "rejected",
      attempts: 1,
      messages: ["bad"],
    });
    expect(fetch.sent).toHaveLength(1);
  });
  test("stands for a token given as a string", async () => {
    const fetch = refusing("token-a");
    expect(await failureOf(calls.create(fetch, {}, "token-a"))).toMatchObject({ code: "authentication", attempts: 1 });
  });
  test("that breaks off is an answer that was lost, and no reason to send a create again", async () => {
    const fetch = stubFetch(brokenBody(401));
    const failed = failureOf(calls.create(fetch, {}, tokens("token-a", "token-b")));
    expect(await failed).toMatchObject({ code: "response", outcome: "unknown", attempts: 1 });
  });
  test("does not let the refused token through when the next answer quotes it", async () => {
    const fetch = stubFetch((_, index) => json(index === 0 ? 401 : 403, { errors: ["token-a was replaced"] }));
    const error = await failureOf(calls.create(fetch, {}, tokens("token-a-secret", "token-b-secret")));
    expect(error).toMatchObject({ code: "permission", messages: ["token-a was replaced"] });
    const quoting = stubFetch((_, index) => json(index === 0 ? 401 : 403, { errors: ["token-a-secret was replaced"] }));
    expect(await failureOf(calls.create(quoting, {}, tokens("token-a-secret", "token-b-secret")))).toMatchObject({
      messages: ["[redacted] was replaced"],
    });
  });
  test("asks for no other token when the call is over", async () => {
    const controller = new AbortController();
    const source = tokens("token-a", "token-b");
    const onEvent = ({ type }: FlexFactorEvent) => type === "attempt" && controller.abort();
    const client = createClient({ baseUrl, auth: () => source, fetch: refusing("token-a"), onEvent });
    const failed = failureOf(orThrow(client.POST("/api-keys", { body, signal: controller.signal })));
    expect(await failed).toMatchObject({ code: "aborted", outcome: "rejected", attempts: 1 });
    expect(source.asked).toEqual([undefined]);
  });
  test("stands when the other token is refused too", { tags: ["every-token-refused"] }, async () => {
    const fetch = stubFetch(() => json(401, {}));
    expect(await failureOf(calls.get(fetch, {}, tokens("token-a", "token-b", "token-c")))).toMatchObject({
      code: "authentication",
      attempts: 2,
    });
  });
  test("does not count against `maxAttempts`", async () => {
    expect(await calls.create(refusing("token-a"), { maxAttempts: 1 }, tokens("token-a", "token-b"))).toMatchObject({
      attempts: 2,
    });
  });
  test("is the only status that asks for another token", { tags: ["not-allowed"] }, async () => {
    const source = tokens("token-a", "token-b");
    await failureOf(
      calls.get(
        stubFetch(() => json(403, {})),
        {},
        source,
      ),
    );
    expect(source.asked).toEqual([undefined]);
  });
});

describe("a token source", () => {
  test.each<[string, TokenSource]>([
    ["rejects", () => Promise.reject(new Error("token-secret"))],
    [
      "throws",
      () => {
        throw new Error("token-secret");
      },
    ],
    ["gives nothing", async () => undefined as unknown as string],
    ["gives two lines", async () => "token-secret\r\nx: y"],
  ])("that %s fails the call and no other, unsent", async (_, source) => {
    const fetch = stubFetch(key);
    const error = await failureOf(calls.create(fetch, {}, source));
    expect(error).toMatchObject({ code: "authentication", outcome: "not_sent", attempts: 0 });
    expect(String(error)).not.toContain("token-secret");
    expect(fetch.sent).toEqual([]);
  });
  test.each<[string, object, string]>([
    ["its class and code", { name: "VaultError", code: "ECONNREFUSED" }, " (VaultError ECONNREFUSED)"],
    ["no name that is a sentence", { name: "hvs.another secret", code: "ECONNREFUSED" }, " (ECONNREFUSED)"],
    ["no code that is no word", { name: "VaultError", code: "hvs.another" }, " (VaultError)"],
  ])("that throws is quoted with %s", async (_, fields, kind) => {
    const source: TokenSource = () => Promise.reject(Object.assign(new Error("token-secret"), fields));
    const error = await failureOf(calls.create(stubFetch(key), {}, source));
    expect(error).toMatchObject({ message: `createApiKey got no token from \`auth\`${kind}.`, reason: kind.slice(2, -1) });
  });
  test("that gives nothing has no reason", async () => {
    const error = await failureOf(calls.create(stubFetch(key), {}, async () => ""));
    expect(error).toMatchObject({ message: "createApiKey got no token from `auth`.", reason: undefined });
  });
  test("may throw an error of its own class, and what the call came to stays true", async () => {
    class VaultError extends FlexFactorError {
      constructor(where: string) {
        super(`${where} is sealed`);
      }
    }
    const source: TokenSource = async (rejected) => {
      if (rejected) throw new VaultError("vault-1");
      return "token-1";
    };
    const error = await failureOf(
      calls.create(
        stubFetch(() => json(401, {})),
        {},
        source,
      ),
    );
    expect(error).toMatchObject({ outcome: "rejected", attempts: 1 });
    expect(error).toBeInstanceOf(VaultError);
  });
  test.each<[string, (signal: AbortSignal | undefined) => void]>([
    ["the reason of its signal", (signal) => signal?.throwIfAborted()],
    ["an error of its own", throws(new Error("left"))],
  ])("that throws %s because of an abort ends in the abort", async (_, fail) => {
    const controller = new AbortController();
    const source: TokenSource = (rejected, signal) => {
      if (!rejected) return Promise.resolve("token-a");
      controller.abort();
      fail(signal);
      return Promise.resolve("token-b");
    };
    const fetch = stubFetch(() => json(401, {}));
    const error = await failureOf(calls.create(fetch, { signal: controller.signal }, source));
    expect(error).toMatchObject({ code: "aborted", outcome: "rejected", attempts: 1 });
  });
  test("that aborts its call and then gives nothing does not keep it waiting", async () => {
    const controller = new AbortController();
    const source: TokenSource = () => {
      controller.abort();
      return new Promise(() => {});
    };
    const failed = failureOf(calls.create(stubFetch(key), { signal: controller.signal, timeoutMs: 2 ** 31 - 1 }, source));
    const waited = new Promise((resolve) => setTimeout(resolve, 1000, "still waits"));
    expect(await Promise.race([failed, waited])).toMatchObject({ code: "aborted", outcome: "not_sent" });
  });
  test("can see how long its call has, also with another copy of the package", async () => {
    vi.resetModules();
    const copy = await import("../src/internal.ts");
    const seen: number[] = [];
    const source: TokenSource = async (_, signal) => {
      seen.push(sendBeforeOf(signal), copy.sendBeforeOf(signal));
      return "token-a";
    };
    // All but the last 50 ms, or the last tenth: an answer could hardly arrive in them.
    for (const [timeoutMs, usableMs] of [
      [1000, 950],
      [100, 90],
    ] as const) {
      const startedAt = performance.now();
      await calls.create(stubFetch(key), { timeoutMs }, source);
      expect(seen.splice(0)).toEqual([startedAt + usableMs, startedAt + usableMs]);
    }
    expect([sendBeforeOf(undefined), sendBeforeOf(new AbortController().signal)]).toEqual([Infinity, Infinity]);
  });
  test("that gives its token in the last moment is too late: nothing is sent", async () => {
    const fetch = stubFetch(key);
    const after = (ms: number) => () => new Promise<string>((resolve) => setTimeout(resolve, ms, "token-1"));
    expect(await calls.create(fetch, { timeoutMs: 1000 }, after(949))).toMatchObject({ status: 201 });
    expect(await failureOf(calls.create(fetch, { timeoutMs: 1000 }, after(950)))).toMatchObject({
      code: "timeout",
      outcome: "not_sent",
      message: "createApiKey did not finish within 1000 ms.",
    });
    expect(fetch.sent).toHaveLength(1);
  });
  test("that hangs counts against the deadline", { tags: ["exchange-hangs"] }, async () => {
    const fetch = stubFetch(key);
    const error = await failureOf(calls.create(fetch, { timeoutMs: 1000 }, () => new Promise(() => {})));
    expect(error).toMatchObject({ code: "timeout", outcome: "not_sent", attempts: 0 });
  });
});

describe("a deadline", () => {
  test("leaves no timer and no listener behind", async () => {
    vi.setTimerTickMode("manual");
    const { signal } = new AbortController();
    const answer = Promise.withResolvers<Response>();
    const call = calls.get(
      stubFetch(() => answer.promise),
      { signal },
    );
    expect([vi.getTimerCount(), getEventListeners(signal, "abort").length]).toEqual([1, 1]);
    answer.resolve(list());
    await call;
    expect([vi.getTimerCount(), getEventListeners(signal, "abort").length]).toEqual([0, 0]);
  });

  test("leaves no timer behind when the call is aborted while it waits", async () => {
    vi.setTimerTickMode("manual");
    const controller = new AbortController();
    const fetch = stubFetch(() => json(429, {}, { "retry-after": "7" }));
    const waiting = Promise.withResolvers<void>();
    const onEvent = ({ type }: FlexFactorEvent) => type === "wait" && waiting.resolve();
    const client = createClient({ baseUrl, auth: "t", fetch, onEvent });
    const failed = failureOf(client.GET("/api-keys/{idOrMid}", { params: { path }, signal: controller.signal }));
    await waiting.promise;
    controller.abort();
    expect(await failed).toMatchObject({ code: "aborted", outcome: "rejected" });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is not started for a signal that is none", async () => {
    const signal = new AbortController() as unknown as AbortSignal;
    expect(await failureOf(calls.get(stubFetch(list), { signal }))).toMatchObject({
      code: "config",
      message: "`signal` must be an AbortSignal.",
    });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("ends a fetch that ignores its signal", async () => {
    expect(await failureOf(calls.get((() => never()) as typeof fetch, { timeoutMs: 1000 }))).toMatchObject({ code: "timeout" });
  });
});
