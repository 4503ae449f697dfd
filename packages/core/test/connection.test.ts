import { getEventListeners, once } from "node:events";
import { createServer } from "node:http";
import { setImmediate } from "node:timers/promises";
import { failureOf, json, never, nodeError, stubFetch } from "@flexfactor/testing/stub-fetch";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createClient, type Fetch, FlexFactorError, isFlexFactorError, Secret } from "../src/index.ts";
import { orThrow } from "../src/internal.ts";

const baseUrl = "https://api.example/v1";
const body = { mid: "mid_1", name: "Checkout", type: "secret" } as const;
const params = { path: { idOrMid: "key_1" } };
const key = () => json(201, { id: "key_1", value: "v-secret" });
const create = (fetch: Fetch, options: object = {}) =>
  orThrow(createClient({ baseUrl, auth: "token-1", fetch, maxAttempts: 1 }).POST("/api-keys", { body, ...options }));

afterEach(() => vi.useRealTimers());

describe("a deadline", () => {
  test("lets nothing be sent at or after it, whichever timers have fired", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    const fetch = stubFetch(never);
    const client = createClient({ baseUrl, auth: "token-1", fetch, timeoutMs: 500 });
    const calls = Array.from({ length: 200 }, () => failureOf(client.POST("/api-keys", { body })));
    await vi.advanceTimersByTimeAsync(500);
    const outcomes = (await Promise.all(calls)).map((error) => (error as FlexFactorError).outcome);
    expect(fetch.sent).toHaveLength(64);
    expect(outcomes.filter((outcome) => outcome === "unknown")).toHaveLength(64);
    expect(outcomes.filter((outcome) => outcome === "not_sent")).toHaveLength(136);
  });

  test("holds when a token came too late for it", async () => {
    const fetch = stubFetch(key);
    const auth = () => async () => {
      const until = performance.now() + 30;
      while (performance.now() < until);
      return "token-1";
    };
    const client = createClient({ baseUrl, auth, fetch, timeoutMs: 20 });
    expect(await failureOf(client.POST("/api-keys", { body }))).toMatchObject({ code: "timeout", outcome: "not_sent" });
    expect(fetch.sent).toEqual([]);
  });

  test("does not depend on what a `fetch` does with the signal", async () => {
    vi.useFakeTimers();
    vi.setTimerTickMode("nextTimerAsync");
    const fetch: Fetch = (_, { signal }) => {
      Object.assign(signal as AbortSignal, { onabort: () => {} });
      return never();
    };
    expect(await failureOf(create(fetch, { timeoutMs: 5000 }))).toMatchObject({ code: "timeout", outcome: "unknown" });
  });
});

describe("a signal", () => {
  test("has one listener, however many calls share it, and none when they have ended", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const client = createClient({ baseUrl, auth: "t", fetch: stubFetch(never) });
    const calls = Array.from({ length: 100 }, () => failureOf(client.GET("/api-keys/{idOrMid}", { params, signal })));
    await setImmediate();
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    controller.abort();
    const codes = (await Promise.all(calls)).map((error) => (error as FlexFactorError).code);
    expect(codes).toEqual(Array(100).fill("aborted"));
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  test("ends the calls that are in flight, after another that had it has ended", async () => {
    const controller = new AbortController();
    const fetch = stubFetch((_, index) => (index === 0 ? key() : never()));
    const client = createClient({ baseUrl, auth: "t", fetch });
    await client.POST("/api-keys", { body, signal: controller.signal });
    const calls = [0, 1].map(() => failureOf(client.POST("/api-keys", { body, signal: controller.signal })));
    await vi.waitFor(() => expect(fetch.sent).toHaveLength(3));
    controller.abort();
    for (const call of calls) expect(await call).toMatchObject({ code: "aborted", outcome: "unknown" });
  });

  test("ends the calls that are in flight, while another that had it has just ended", async () => {
    const controller = new AbortController();
    const answer = Promise.withResolvers<Response>();
    const fetch = stubFetch((_, index) => (index === 0 ? answer.promise : never()));
    const client = createClient({ baseUrl, auth: "t", fetch });
    const first = client.POST("/api-keys", { body, signal: controller.signal });
    const second = failureOf(client.POST("/api-keys", { body, signal: controller.signal }));
    await vi.waitFor(() => expect(fetch.sent).toHaveLength(2));
    answer.resolve(key());
    await first;
    controller.abort();
    expect(await second).toMatchObject({ code: "aborted", outcome: "unknown" });
  });

  test("that was aborted for a reason gives it to the error", async () => {
    const reasoned = AbortSignal.abort(new Error("the customer left"));
    expect(await failureOf(create(stubFetch(key), { signal: reasoned }))).toMatchObject({
      code: "aborted",
      reason: "Error: the customer left",
    });
    const timed = AbortSignal.timeout(1);
    expect(await failureOf(create(stubFetch(never), { signal: timed }))).toMatchObject({
      code: "aborted",
      reason: expect.stringContaining("TimeoutError"),
    });
  });
});

describe("an error of a token source that is not ours", () => {
  class VaultError extends FlexFactorError {
    readonly vault: string;
    constructor(vault: string) {
      super(`${vault} is sealed`);
      this.vault = vault;
    }
  }

  test("keeps its message, class, fields and stack, and says what became of the call", async () => {
    const sealed = new VaultError("vault-1");
    const client = createClient({ baseUrl, auth: () => () => Promise.reject(sealed), fetch: stubFetch(key) });
    const error = await failureOf(client.POST("/api-keys", { body }));
    expect(error).toBeInstanceOf(VaultError);
    expect(error).toMatchObject({ message: "vault-1 is sealed", vault: "vault-1", stack: sealed.stack, outcome: "not_sent" });
    expect(isFlexFactorError(error)).toBe(true);
  });
});

describe("a frozen error of a token source", () => {
  test("says what became of the call all the same", async () => {
    const frozen = Object.freeze(new FlexFactorError("sealed"));
    const client = createClient({ baseUrl, auth: () => () => Promise.reject(frozen), fetch: stubFetch(key) });
    expect(await failureOf(client.POST("/api-keys", { body }))).toMatchObject({
      message: "sealed",
      outcome: "not_sent",
      attempts: 0,
    });
  });
});

describe("what `fetch` throws", () => {
  test("is unknown when this package itself fails while it looks at it", async () => {
    const fails = () => {
      vi.spyOn(String.prototype, "normalize").mockImplementationOnce(() => {
        throw new RangeError("a fault of this package");
      });
      return Promise.reject(new TypeError("fetch failed"));
    };
    expect(await failureOf(create(stubFetch(fails)))).toMatchObject({ code: "config", outcome: "unknown", attempts: 1 });
    vi.restoreAllMocks();
  });

  test.each(["a", " ", "a "])("may have a message of ten million characters, and the outcome stays unknown: %j", async (text) => {
    const endless = new TypeError(text.repeat(10_000_000 / text.length));
    const error = await failureOf(create(stubFetch(() => Promise.reject(endless))));
    expect(error).toMatchObject({ code: "network", outcome: "unknown", attempts: 1 });
  });

  test("may contain itself many times, which costs nothing", async () => {
    const itself = new AggregateError([]);
    itself.errors = Array(8).fill(itself);
    expect(await failureOf(create(stubFetch(() => Promise.reject(itself))))).toMatchObject({
      code: "network",
      outcome: "unknown",
    });
  });

  test("is described by the class, code and message of its cause", async () => {
    const error = await failureOf(create(stubFetch(() => Promise.reject(nodeError("ECONNREFUSED", "connect")))));
    expect(error).toMatchObject({
      code: "network",
      outcome: "not_sent",
      reason: "Error ECONNREFUSED: connect ECONNREFUSED",
      message: "createApiKey got no answer (Error ECONNREFUSED: connect ECONNREFUSED).",
    });
  });

  test("is described without a secret, a control character, or a word as long as a token", async () => {
    const thrown = new TypeError("bad\u001b[31m header Bearer token-1 ghp0123456789abcdefghij0123456789");
    const error = await failureOf(create(stubFetch(() => Promise.reject(thrown))));
    expect(error).toMatchObject({ reason: "TypeError: bad [31m header Bearer [redacted] …" });
  });

  test.each<[string, Fetch]>([
    ["a port that it blocks", (_, init) => fetch("http://127.0.0.1:1/v1", init)],
    ["a wrapper that forgets `duplex`", (url, { method, headers, body }) => fetch(url, { method, headers, body } as RequestInit)],
    [
      "a bug in a wrapper",
      async (url, init) => fetch(url, { ...init, headers: (init.headers as unknown as Headers).get("x") as never }),
    ],
  ])("is not called `network` when nothing can have left: %s", async (_, faulty) => {
    const error = await failureOf(create(faulty));
    expect(error).toMatchObject({
      code: "config",
      outcome: "not_sent",
      attempts: 1,
      reason: expect.stringMatching(/^\w*Error: ./),
    });
  });

  test("may be a proxy's refusal, which proves that nothing was sent", async () => {
    const refused = Object.assign(new Error("Proxy response (407) !== 200 when HTTP Tunneling"), { code: "UND_ERR_ABORTED" });
    const fetch = stubFetch(() => Promise.reject(new TypeError("fetch failed", { cause: refused })));
    expect(await failureOf(create(fetch))).toMatchObject({ code: "network", outcome: "not_sent" });
  });

  test("and what it gives that is no Response, both say so", async () => {
    const error = await failureOf(create(stubFetch(() => undefined as unknown as Response)));
    expect(error).toMatchObject({
      code: "network",
      outcome: "unknown",
      reason: "TypeError: `fetch` gave something that is no Response",
    });
  });
});

describe("what cannot be prepared in this runtime", () => {
  test("ends in an error that says so, unsent", async () => {
    const fetch = stubFetch(key);
    vi.stubGlobal("TextEncoder", undefined);
    const error = await failureOf(create(fetch));
    vi.unstubAllGlobals();
    expect(error).toMatchObject({
      code: "config",
      outcome: "not_sent",
      attempts: 0,
      reason: expect.stringContaining("TextEncoder"),
    });
    expect(fetch.sent).toEqual([]);
  });
});

describe("a secret", () => {
  test.each(["value", "Value", "VALUE", "access_token", "AccessToken", "id_token", "secret", "client-secret"])(
    "called %s is wrapped wherever it comes back",
    async (name) => {
      const fetch = stubFetch(() => json(200, { keys: [{ name: "n", nested: [{ [name]: "s-secret" }] }] }));
      const client = createClient({ baseUrl, auth: "t", fetch });
      const { data } = await client.GET("/api-keys/{idOrMid}", { params });
      const { keys } = data as unknown as { keys: { nested: Record<string, unknown>[] }[] };
      expect(keys[0]?.nested[0]?.[name]).toBeInstanceOf(Secret);
      expect(JSON.stringify(data)).not.toContain("s-secret");
    },
  );

  test.each<[string, object, string[]]>([
    ["`Value` when there is no other", { Value: "v-secret" }, ["value"]],
    ["`Value` when `value` is null", { value: null, Value: "v-secret" }, ["value"]],
    ["`value` when both are there", { Value: "another", value: "v-secret" }, ["value", "Value"]],
  ])("is found under the name of the spec: %s", async (_, answer, names) => {
    const { data } = await create(stubFetch(() => json(201, answer)));
    expect(data.value?.reveal()).toBe("v-secret");
    expect(Object.keys(data).sort()).toEqual(names.sort());
  });

  test("is not what is no text, whatever its spelling", async () => {
    for (const Value of ["", null, 7, ["v-secret"], { toString: "v-secret" }])
      expect(await failureOf(create(stubFetch(() => json(201, { Value }))))).toMatchObject({
        outcome: "created_answer_lost",
        reason: "value",
      });
  });

  test("keeps its name in a refusal", async () => {
    const client = createClient({ baseUrl, auth: "t", fetch: stubFetch(() => json(400, { Value: "s-secret" })) });
    const { error } = await client.POST("/api-keys", { body });
    expect(Object.keys(error as object)).toEqual(["Value"]);
  });

  test("is wrapped in a refusal too", async () => {
    const client = createClient({ baseUrl, auth: "t", fetch: stubFetch(() => json(400, { value: "s-secret", errors: ["no"] })) });
    const { error } = await client.POST("/api-keys", { body });
    expect(JSON.stringify(error)).toBe('{"value":"[redacted]","errors":["no"]}');
  });

  test("that arrived with a 202 is given to the caller: it is not shown again", async () => {
    const { data } = await create(stubFetch(() => json(202, { id: "key_1", value: "v-secret" })));
    expect(data.value?.reveal()).toBe("v-secret");
  });
});

describe("a request", () => {
  test("is kept out of every cache, and follows no redirect", async () => {
    let given: RequestInit = {};
    await create(async (_, init) => {
      given = init;
      return key();
    });
    expect(given).toMatchObject({ cache: "no-store", redirect: "manual" });
  });

  test("reaches a `fetch` that knows no streams with its body as text", async () => {
    let text = "";
    await create(async (_, init) => {
      text = String(init.body);
      return key();
    });
    expect(JSON.parse(text)).toEqual(body);
  });

  test("is sent once to a server, with its length", async () => {
    const received: unknown[] = [];
    const server = createServer((request, response) => {
      request.resume().on("end", () => {
        received.push([request.method, request.headers["content-length"], request.headers["transfer-encoding"]]);
        response.writeHead(421).end();
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    const client = createClient({ baseUrl: `http://127.0.0.1:${port}`, auth: "t", maxAttempts: 1 });
    await client.POST("/api-keys", { body });
    server.close();
    expect(received).toEqual([["POST", String(JSON.stringify(body).length), undefined]]);
  });

  test("is sent once also when somebody put a runtime's marks on `Object.prototype`", async () => {
    let arrived = 0;
    const server = createServer((request, response) => {
      request.resume().on("end", () => {
        arrived++;
        response.writeHead(421).end("{}");
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    const marks = { type: "worker", WebSocketPair: 1, Deno: { version: { deno: "2" } }, Bun: 1 };
    for (const [name, value] of Object.entries(marks)) {
      Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
      const client = createClient({ baseUrl: `http://127.0.0.1:${port}`, auth: "t", maxAttempts: 1 });
      await client.POST("/api-keys", { body }).finally(() => delete (Object.prototype as Record<string, unknown>)[name]);
    }
    server.close();
    expect(arrived).toBe(4);
  });

  test("reads an answer without a stream as text", async () => {
    const text = async () => '\ufeff{"id":"key_1","value":"v-secret"}';
    const fetch = async () => ({ status: 201, ok: true, headers: new Headers(), text }) as Response;
    const { data } = await create(fetch);
    expect(data.value?.reveal()).toBe("v-secret");
  });
});

describe("an error", () => {
  test("is written as JSON with its message", async () => {
    const error = await failureOf(create(stubFetch(() => json(400, { errors: ["no"] }))));
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      name: "ValidationError",
      code: "validation",
      message: "createApiKey was answered 400: no.",
      outcome: "rejected",
    });
  });

  test("is narrowed by the guard with a code", async () => {
    const error = await failureOf(create(stubFetch(() => json(429, {}, { "retry-after": "2" }))));
    expect(isFlexFactorError(error, "rate_limit") && error.retryAfterMs).toBe(2000);
    expect(isFlexFactorError(error, "timeout")).toBe(false);
  });
});
