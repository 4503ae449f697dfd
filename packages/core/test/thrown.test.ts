import { failureOf, nodeError, stubFetch } from "@flexfactor/testing/stub-fetch";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createClient, type Fetch } from "../src/index.ts";
import { orThrow } from "../src/internal.ts";

const baseUrl = "https://api.example/v1";
const body = { mid: "mid_1", name: "Checkout", type: "secret" } as const;
const create = (fetch: Fetch | undefined, options: object = {}) =>
  orThrow(createClient({ baseUrl, auth: "token-1", fetch, maxAttempts: 1 }).POST("/api-keys", { body, ...options }));

/** A `fetch` that fails before it has read the body, as Node's does when it gets no connection. */
const unread =
  (error: unknown): Fetch =>
  () =>
    Promise.reject(error);

describe("what `fetch` throws", () => {
  test("has an unknown outcome if this package fails while it reads the error", async () => {
    const fails = () => {
      vi.spyOn(String.prototype, "normalize").mockImplementationOnce(() => {
        throw new RangeError("a fault of this package");
      });
      return Promise.reject(new TypeError("fetch failed"));
    };
    expect(await failureOf(create(stubFetch(fails)))).toMatchObject({
      code: "config",
      outcome: "unknown",
      attempts: 1,
      message: "createApiKey failed unexpectedly (RangeError: a fault of this package).",
    });
    vi.restoreAllMocks();
  });

  test.each(["a", " ", "a "])("may have a message of ten million characters, and the outcome stays unknown: %j", async (text) => {
    const endless = new TypeError(text.repeat(10_000_000 / text.length));
    const error = await failureOf(create(stubFetch(() => Promise.reject(endless))));
    expect(error).toMatchObject({ code: "network", outcome: "unknown", attempts: 1 });
  });

  test("may contain itself many times without slowing the call", async () => {
    const itself = new AggregateError([]);
    itself.errors = Array(8).fill(itself);
    expect(await failureOf(create(stubFetch(() => Promise.reject(itself))))).toMatchObject({
      code: "network",
      outcome: "unknown",
    });
  });

  test("is described by the class, code and message of its cause", async () => {
    const error = await failureOf(create(unread(nodeError("ECONNREFUSED", "connect"))));
    expect(error).toMatchObject({
      code: "network",
      outcome: "not_sent",
      reason: "Error ECONNREFUSED: connect ECONNREFUSED",
      message: "createApiKey got no answer (Error ECONNREFUSED: connect ECONNREFUSED).",
    });
  });

  test("is left out if it says nothing", async () => {
    const error = await failureOf(create(stubFetch(() => Promise.reject(undefined))));
    expect(error).toMatchObject({ reason: undefined, message: "createApiKey got no answer." });
  });

  test("is described without a secret, a control character, or a word as long as a token", async () => {
    const thrown = new TypeError("bad\u001b[31m header Bearer token-1 ghp0123456789abcdefghij0123456789");
    const error = await failureOf(create(stubFetch(() => Promise.reject(thrown))));
    expect(error).toMatchObject({ reason: "TypeError: bad [31m header Bearer [redacted] …" });
  });

  test.each(["fk.a1b2c3d4e5f6.h8i9j0k1l2m3", "fk:a1b2c3d4:e5f6g7h8", "aB3$dE5$fG7", "sk_live_51Hx8Kz2eQ"])(
    "is described without a word of letters and digits, which could be a key that was made: %s",
    async (value) => {
      const thrown = new Error(`log full, dropped {"value":"${value}"} at 127.0.0.1:6379`);
      const error = await failureOf(create(stubFetch(() => Promise.reject(thrown))));
      expect(error).toMatchObject({ reason: 'Error: log full, dropped {"value":"…"} at 127.0.0.1:6379' });
    },
  );

  test("is described without the start of such a word where the message is cut", async () => {
    const described = (rest: string) => failureOf(create(unread(new Error(`fails ${"x1".repeat(236)} ${rest}`))));
    expect(await described("abcdefghijklmnopqrst1")).toMatchObject({ reason: "Error: fails … …" });
    expect(await described("(abcdefghijkl)")).toMatchObject({ reason: "Error: fails … (abcdefghijkl)" });
    expect(await failureOf(create(unread(new Error("x".repeat(494)))))).toMatchObject({ reason: "Error: …" });
    expect(await described("(abcdefghijkl) more")).toMatchObject({ reason: "Error: fails … (abcdefghijkl)…" });
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

  test("leaves the outcome of a call without a body unknown: nothing shows whether it was sent", async () => {
    const buggy: Fetch = () => Promise.reject(new TypeError("init.headers.get is not a function"));
    const client = createClient({ baseUrl, auth: "token-1", fetch: buggy, maxAttempts: 1 });
    const call = client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_1" } } });
    expect(await failureOf(call)).toMatchObject({ code: "network", outcome: "unknown", attempts: 1 });
  });

  describe("of two addresses", () => {
    const failing = (...causes: unknown[]) => unread(new TypeError("fetch failed", { cause: new AggregateError(causes) }));
    const certificate = Object.assign(new Error("self-signed"), { code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
    const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED", syscall: "connect" });
    const reset = Object.assign(new Error("read"), { code: "ECONNRESET", syscall: "read" });

    test("is not retried if one has an untrusted certificate", async () => {
      const fetch = failing(certificate, refused);
      expect(await failureOf(create(fetch, { maxAttempts: 3 }))).toMatchObject({ outcome: "not_sent", attempts: 1 });
    });

    test("is not reported as a fault of a wrapper if one of them was reset", async () => {
      const untouched: Fetch = () => Promise.reject(new AggregateError([new Error("a bug"), reset]));
      expect(await failureOf(create(untouched))).toMatchObject({ code: "network", outcome: "unknown" });
    });
  });

  test("may be a proxy's refusal, which proves that nothing was sent", async () => {
    const refused = Object.assign(new Error("Proxy response (407) !== 200 when HTTP Tunneling"), { code: "UND_ERR_ABORTED" });
    expect(await failureOf(create(unread(new TypeError("fetch failed", { cause: refused }))))).toMatchObject({
      code: "network",
      outcome: "not_sent",
    });
  });

  test.each([
    ["UND_ERR_ABORTED", "Request aborted", "unknown"],
    ["UND_ERR_SOCKET", "Proxy response (407) !== 200 when HTTP Tunneling", "unknown"],
    ["EMFILE", "too many open files", "not_sent"],
  ])("may be %s with the message %j, which leaves %s", async (code, message, outcome) => {
    const fetch = unread(new TypeError("fetch failed", { cause: Object.assign(new Error(message), { code }) }));
    expect(await failureOf(create(fetch))).toMatchObject({ code: "network", outcome, attempts: 1 });
  });

  test("is reported if `fetch` returned something that is not a Response", async () => {
    const error = await failureOf(create(stubFetch(() => undefined as unknown as Response)));
    expect(error).toMatchObject({
      code: "network",
      outcome: "unknown",
      reason: "TypeError: `fetch` returned something that is not a Response",
    });
  });

  const reading =
    (read: (body: ReadableStream<Uint8Array>) => unknown, error: Error): Fetch =>
    async (_, { body: sent }) => {
      await read(sent as ReadableStream<Uint8Array>);
      throw error;
    };
  const noConnection = nodeError("ECONNREFUSED", "connect");

  test("proves that nothing was sent if only the beginning of the body was read, as Node does before it connects", async () => {
    const fetch = reading((stream) => stream.getReader().read(), noConnection);
    expect(await failureOf(create(fetch))).toMatchObject({ code: "network", outcome: "not_sent" });
  });

  test("proves nothing if the body was read as text, as node-fetch does", async () => {
    expect(await failureOf(create(reading(String, noConnection)))).toMatchObject({ code: "network", outcome: "unknown" });
  });

  test("proves on Bun too that nothing was sent", async () => {
    vi.stubGlobal("Bun", {});
    const thrown = Object.assign(new Error("Unable to connect."), { code: "ConnectionRefused" });
    const error = await failureOf(create(unread(thrown))).finally(() => vi.unstubAllGlobals());
    expect(error).toMatchObject({ code: "network", outcome: "not_sent" });
  });

  describe("because of another request that it made itself", () => {
    test.each([
      ["a refused connection", nodeError("ECONNREFUSED", "connect")],
      ["an unknown host", nodeError("ENOTFOUND", "getaddrinfo")],
      ["a certificate", nodeError("DEPTH_ZERO_SELF_SIGNED_CERT")],
      ["no descriptor for its log", nodeError("EMFILE", "open")],
    ])("does not say that the create was not sent: %s", async (_, error) => {
      const fetch = stubFetch(() => Promise.reject(error));
      expect(await failureOf(create(fetch, { maxAttempts: 3 }))).toMatchObject({ outcome: "unknown", attempts: 1 });
    });

    test("does not say so of a create whose text it sent, although it read only the beginning of the stream", async () => {
      const mirroring: Fetch = async (_, { body: content }) => {
        if (String(content) === JSON.stringify(body)) await (content as ReadableStream).getReader().read();
        throw nodeError("ECONNREFUSED", "connect");
      };
      expect(await failureOf(create(mirroring, { maxAttempts: 3 }))).toMatchObject({ outcome: "unknown", attempts: 1 });
    });

    test("does not say that a delete was not sent", async () => {
      const fetch = stubFetch(() => Promise.reject(nodeError("ECONNREFUSED", "connect")));
      const client = createClient({ baseUrl, auth: "token-1", fetch, maxAttempts: 1 });
      const params = { path: { idOrMid: "key_1" } };
      expect(await failureOf(client.DELETE("/api-keys/{idOrMid}", { params }))).toMatchObject({ outcome: "unknown" });
    });

    test("does not say so on Deno, which reads the whole body before it connects", async () => {
      vi.stubGlobal("Deno", { version: { deno: "2.9.6" } });
      const error = new TypeError("error sending request for url (https://audit.example): client error (Connect)");
      expect(await failureOf(create(unread(error)))).toMatchObject({ outcome: "unknown" });
      // A global `fetch` can be somebody's own too.
      vi.stubGlobal("fetch", unread(error));
      expect(await failureOf(create(undefined))).toMatchObject({ outcome: "unknown" });
      vi.stubGlobal("fetch", unread(nodeError("ECONNREFUSED", "connect")));
      expect(await failureOf(create(undefined))).toMatchObject({ outcome: "unknown" });
      vi.unstubAllGlobals();
    });
  });

  describe("on Deno, which has texts instead of codes", () => {
    const refused = "error sending request for url (https://api.example/v1/api-keys): client error (Connect): tcp connect error";
    const onDeno = () => vi.stubGlobal("Deno", { version: { deno: "2.9.6" } });
    afterEach(() => vi.unstubAllGlobals());
    const failing = (message: string) => stubFetch(() => Promise.reject(new TypeError(message)));

    test("a failed connect is not_sent, and is retried", async () => {
      onDeno();
      vi.useFakeTimers();
      vi.setTimerTickMode("nextTimerAsync");
      vi.stubGlobal("fetch", failing(refused));
      const error = await failureOf(create(undefined, { maxAttempts: 2 }));
      vi.useRealTimers();
      expect(error).toMatchObject({ code: "network", outcome: "not_sent", attempts: 2 });
    });

    test("a broken connection is unknown", async () => {
      onDeno();
      const broken = "error sending request for url (https://api.example/v1/api-keys): client error (SendRequest)";
      vi.stubGlobal("fetch", failing(broken));
      expect(await failureOf(create(undefined))).toMatchObject({ code: "network", outcome: "unknown" });
    });

    test("an error is never reported as a fault of a wrapper, because network errors look the same", async () => {
      onDeno();
      const untouched: Fetch = () => Promise.reject(new TypeError("something else"));
      expect(await failureOf(create(untouched))).toMatchObject({ code: "network", outcome: "unknown" });
    });

    test("the same texts prove nothing on another runtime", async () => {
      expect(await failureOf(create(unread(new TypeError(refused))))).not.toMatchObject({ code: "network", outcome: "not_sent" });
    });
  });
});
