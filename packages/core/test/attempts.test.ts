import { failureOf, json, never, nodeError, stubFetch } from "@flexfactor/testing/stub-fetch";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createClient, type FlexFactorEvent } from "../src/index.ts";
import { orThrow } from "../src/internal.ts";
import { type Answer, baseUrl, body, brokenBody, calls, key, list, path, text, throws } from "./calls.ts";

// Waits end at once, in order: the tests check which waits there are, not real time.
beforeEach(() => {
  vi.useFakeTimers();
  vi.setTimerTickMode("nextTimerAsync");
});
afterEach(() => vi.useRealTimers());

const refused = nodeError("ECONNREFUSED", "connect");

describe("create", () => {
  test("that times out after it was sent is unknown", async () => {
    const fetch = stubFetch(never);
    expect(await failureOf(calls.create(fetch, { timeoutMs: 5000 }))).toMatchObject({ code: "timeout", outcome: "unknown" });
    expect(fetch.sent).toHaveLength(1);
  });

  test.each([
    ["has a timeout of its own", () => Promise.reject(new Error("timed out after 20 ms"))],
    ["gives no response", async () => undefined as never],
    ["was refused by another server", () => Promise.reject(refused)],
  ])("is not sent later by a `fetch` that %s", async (_, settles) => {
    const received: string[] = [];
    const sendings: Promise<unknown>[] = [];
    const sendLater = async (body: unknown, read: (body: never) => unknown) => {
      await new Promise((resolve) => setTimeout(resolve, 10_000));
      received.push(String(await read(body as never)));
    };
    const fetch = (_url: string, { body }: { body: unknown }) => {
      sendings.push(
        sendLater(body, (stream) => new Response(stream).text()),
        sendLater(body, String),
      );
      return settles();
    };
    const error = await failureOf(calls.create(fetch as typeof globalThis.fetch));
    expect(error).toMatchObject({ outcome: "not_sent" });
    const given = { status: "rejected", reason: new TypeError("The request was given up.") };
    for (const refusal of await Promise.allSettled(sendings)) expect(refusal).toEqual(given);
    expect(received).toEqual([]);
  });

  test("with a signal that throws when it is read again is sent", async () => {
    let asked = 0;
    const { signal } = new AbortController();
    const aborted = () => {
      if (asked++ > 0) throw new Error("a getter");
      return false;
    };
    Object.defineProperty(signal, "aborted", { get: aborted });
    await expect(calls.create(stubFetch(key), { signal })).resolves.toMatchObject({ status: 201 });
  });

  test("whose body stalls is created, but its answer is lost", async () => {
    const stalled = () => new Response(new ReadableStream({ pull: () => new Promise(() => {}) }), { status: 201 });
    expect(await failureOf(calls.create(stubFetch(stalled)))).toMatchObject({ code: "timeout", outcome: "created_answer_lost" });
  });

  test("that is aborted reports what is known", async () => {
    const before = AbortSignal.abort();
    const fetch = stubFetch(key);
    expect(await failureOf(calls.create(fetch, { signal: before }))).toMatchObject({
      code: "aborted",
      message: "createApiKey was aborted (AbortError: This operation was aborted).",
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

  test("that is aborted after its answer came returns the key", async () => {
    const controller = new AbortController();
    const onEvent = ({ type }: FlexFactorEvent) => type === "attempt" && controller.abort();
    const client = createClient({ baseUrl, auth: "t", fetch: stubFetch(key), onEvent });
    const { data } = await orThrow(client.POST("/api-keys", { body, signal: controller.signal }));
    expect(data.value?.reveal()).toBe("v-secret");
  });

  test("never has a weaker outcome than an earlier attempt", async () => {
    const fetch = stubFetch(
      () => json(421, {}),
      (index) => index === 1 && throws(refused)(),
    );
    expect(await failureOf(calls.create(fetch, { maxAttempts: 2 }))).toMatchObject({ code: "network", outcome: "rejected" });
  });

  test("succeeds when the retry does", async () => {
    const fetch = stubFetch(key, (index) => index === 0 && throws(refused)());
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
    ["a 503 of more than 1 MiB", text(503, new Uint8Array(1024 * 1024 + 1))],
  ])("is repeated on %s", async (_, answer) => {
    const healing = stubFetch((__, index) => (index < 2 ? answer() : list()));
    expect(await calls.get(healing)).toMatchObject({ attempts: 3 });
    const lasting = stubFetch(answer);
    expect(await failureOf(calls.get(lasting))).toMatchObject({ attempts: 3 });
    expect(lasting.sent).toHaveLength(3);
  });

  test.each([400, 404, 405, 410, 413, 414, 415, 422, 431, 501])("is not retried on %i", async (status) => {
    const fetch = stubFetch(() => json(status, {}));
    await failureOf(calls.get(fetch));
    expect(fetch.sent).toHaveLength(1);
  });

  test.each([400, 403, 404, 501])("is not retried on %i, also if its body breaks off or is not UTF-8", async (status) => {
    for (const answer of [brokenBody(status), text(status, new Uint8Array([0x66, 0xfc, 0x72]))]) {
      const fetch = stubFetch(answer);
      expect(await failureOf(calls.get(fetch))).toMatchObject({ code: "response", status, outcome: "unknown" });
      expect(fetch.sent).toHaveLength(1);
    }
  });

  test("is rejected by a 200 that refuses", async () => {
    const fetch = stubFetch(() => json(200, { success: false, errors: ["no"] }));
    expect(await failureOf(calls.get(fetch))).toMatchObject({ code: "validation", outcome: "rejected", attempts: 1 });
  });

  test("is not retried if its body is too large, because the next body would be as large", async () => {
    const fetch = stubFetch(text(200, new Uint8Array(1024 * 1024 + 1)));
    expect(await failureOf(calls.get(fetch))).toMatchObject({ reason: "too_large", attempts: 1 });
  });

  test.each<[string, Answer]>([
    ["that is not UTF-8", text(429, new Uint8Array([0x66, 0xfc, 0x72]))],
    ["that breaks off", brokenBody(429)],
  ])("is not retried before the time that an answer %s asks for", async (_, answer) => {
    const fetch = stubFetch(async () => {
      const response = await answer();
      response.headers.set("retry-after", "3600");
      return response;
    });
    expect(await failureOf(calls.get(fetch))).toMatchObject({ code: "response", attempts: 1, retryAfterMs: 3_600_000 });
  });

  test("counts a 404 after a lost answer as not found", async () => {
    const fetch = stubFetch((_, index) => (index === 0 ? json(502, {}) : json(404, {})));
    expect(await failureOf(calls.get(fetch))).toMatchObject({ code: "not_found", outcome: "unknown", attempts: 2 });
  });

  test.each([{ errors: [] }, { errors: {} }, { errors: null }])("is a success if it is answered with %j", async (nothing) => {
    expect(await calls.get(stubFetch(() => json(200, { keys: [], ...nothing })))).toMatchObject({ status: 200 });
  });

  test("counts `errors` as warnings if one of its two secrets came", async () => {
    const fetch = stubFetch(() => json(200, { accessToken: "a-secret", errors: ["It ends soon."] }));
    const client = createClient({ baseUrl, auth: "t", fetch });
    const { data } = await orThrow(client.POST("/oauth2/token", { body: { AppKey: "k", AppSecret: "s-secret" } }));
    expect(data.accessToken?.reveal()).toBe("a-secret");
  });

  test("sends nothing after an abort, wherever it comes from", async () => {
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
  const remove = (fetch: typeof globalThis.fetch, options: object = {}) =>
    orThrow(createClient({ baseUrl, auth: "t", fetch, ...options }).DELETE("/api-keys/{idOrMid}", { params: { path } }));
  test("counts a 404 after a lost answer as success", { tags: ["already-deleted"] }, async () => {
    const lost = stubFetch((_, index) => (index === 0 ? json(502, {}) : json(404, {})));
    const outcomes: string[] = [];
    const onEvent = ({ outcome }: FlexFactorEvent) => outcomes.push(outcome);
    expect(await remove(lost, { onEvent })).toMatchObject({ data: undefined, attempts: 2 });
    expect(outcomes.at(-1)).toBe("done");
  });
  test("counts a 410 after a lost answer as success", async () => {
    const lost = stubFetch((_, index) => (index === 0 ? json(502, {}) : json(410, {})));
    expect(await remove(lost)).toMatchObject({ data: undefined, attempts: 2 });
  });
  test("counts a 404 that breaks off as a lost answer", async () => {
    const lost = stubFetch((_, index) => (index === 0 ? json(502, {}) : brokenBody(404)()));
    expect(await failureOf(remove(lost))).toMatchObject({ code: "response", reason: "body", outcome: "unknown" });
  });
  test("counts a 404 as not found at the first attempt, and after a refusal", { tags: ["already-deleted"] }, async () => {
    expect(await failureOf(remove(stubFetch(() => json(404, {}))))).toMatchObject({ code: "not_found" });
    const refusedFirst = stubFetch((_, index) => (index === 0 ? json(429, {}) : json(404, {})));
    expect(await failureOf(remove(refusedFirst))).toMatchObject({ code: "not_found" });
  });
});
