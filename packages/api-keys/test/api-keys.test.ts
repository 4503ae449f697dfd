import { createServer } from "node:net";
import { type Client, ConfigError, createClient, NetworkError } from "@flexfactor/core";
import { failureOf, json, never, stubFetch } from "@flexfactor/testing/stub-fetch";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { apiKeys, reconcile, UncertainCreateError } from "../src/index.ts";

const body = { mid: "mid_1", name: "Checkout", type: "secret" } as const;
const clientOf = (fetch: typeof globalThis.fetch, baseUrl = "https://api.example/v1") =>
  createClient({ baseUrl, auth: "token-1", fetch, maxAttempts: 1 });
const on = (...args: Parameters<typeof clientOf>) => apiKeys(clientOf(...args));
const answering = (answer: unknown, headers?: Record<string, string>) => on(stubFetch(() => json(200, answer, headers)));

afterEach(() => vi.useRealTimers());

test("refuses what is not a client by name", () => {
  expect(() => apiKeys(undefined as unknown as Client)).toThrow(ConfigError);
  expect(() => apiKeys({} as Client)).toThrow("`client`");
});

const boom = () => {
  throw new Error("no");
};
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};
const unreadable: [string, unknown][] = [
  ["a getter that throws", Object.defineProperties({}, { POST: { get: boom }, GET: { get: boom }, mid: { get: boom } })],
  ["a proxy that throws", new Proxy({}, { get: boom, has: boom, getOwnPropertyDescriptor: boom })],
  ["a revoked proxy", revoked()],
];

test.each(unreadable)("refuses a client that does not let itself be read by name: %s", async (_, client) => {
  expect(() => apiKeys(client as Client)).toThrow(ConfigError);
  expect(() => apiKeys(client as Client)).toThrow("`client` must be what createClient(…) gives.");
  const error = { mid: "mid_1", keyName: "Checkout", outcome: "unknown", firstSentAt: 1, mayAppearUntil: 1 } as const;
  expect(await failureOf(reconcile(client as Client, error))).toMatchObject({
    code: "config",
    message: "`client` must be what createClient(…) gives.",
  });
});

describe("create", () => {
  test.each([
    ["id", { id: "key_1" }, {}],
    ["Id", { Id: "key_1" }, {}],
    ["keyId", { id: null, keyId: "key_1" }, {}],
    ["clientId", { clientId: "key_1" }, {}],
    ["the Location header", {}, { location: "https://api.example/v1/api-keys/key_1" }],
  ])("finds the id in %s", async (_, fields, headers) => {
    const key = await answering({ value: "v-secret", ...fields }, headers as Record<string, string>).create(body);
    expect(key.id).toBe("key_1");
  });

  test.each([
    "",
    "https://api.example/v1/api-keys",
    "https://api.example/v1/api-keys/",
    "/v1/api-keys?page=1",
    "/api-keys/a%E2%80%AEb",
    "/api-keys/a%C2%9Bb",
  ])("gives the key without an id when the body has none and Location is %j", async (location) => {
    const key = await answering({ value: "v-secret" }, { location }).create(body);
    expect(key).not.toHaveProperty("id");
    expect(key.value.reveal()).toBe("v-secret");
  });

  test("gives the key with its value when the server warns in `errors`: it is not shown again", async () => {
    const key = await answering({ id: "key_1", value: "v-secret", errors: ["Unknown scope."] }).create(body);
    expect(key.value.reveal()).toBe("v-secret");
  });

  test.each(["Value", "VALUE", "_value"])("gives the key with its value when the server calls it `%s`", async (name) => {
    const key = await answering({ id: "key_1", [name]: "v-secret", errors: ["Unknown scope."] }).create(body);
    expect(key.value.reveal()).toBe("v-secret");
    expect(key).not.toHaveProperty(name);
  });

  test("keeps fields and types that are newer than this package", async () => {
    const key = await answering({ value: "v-secret", type: "vault", region: "eu" }).create(body);
    expect(key).toMatchObject({ type: "vault", region: "eu" });
  });

  test("names the field that is wrong and sends nothing", async () => {
    const fetch = stubFetch(never);
    expect(await failureOf(on(fetch).create({ ...body, name: "<b>" }))).toMatchObject({
      code: "validation",
      fields: { name: expect.anything() },
    });
    expect(await failureOf(on(fetch).create(undefined as never))).toMatchObject({
      code: "validation",
      fields: { mid: ["is required"] },
    });
    expect(fetch.sent).toEqual([]);
  });

  test("is sent once when the server closes the connection after reading it, and the error says `unknown`", async () => {
    let requests = 0;
    const server = createServer((socket) => {
      let received = "";
      socket.on("data", (data) => {
        received += data;
        if (!received.endsWith('"type":"secret"}')) return;
        requests++;
        socket.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const keys = apiKeys(createClient({ baseUrl: `http://127.0.0.1:${port}`, auth: "token-1" }));
    const error = await failureOf(keys.create(body));
    server.close();
    expect(error).toBeInstanceOf(UncertainCreateError);
    expect(error).toMatchObject({ outcome: "unknown", causeCode: "network", attempts: 1 });
    expect(requests).toBe(1);
  });
});

describe("an uncertain create", () => {
  const DATE = "Mon, 23 Nov 2026 12:00:00 GMT";
  const at = (seconds: number) => new Date(Date.parse(DATE) + seconds * 1000).toISOString();
  /** Creates with a first answer that leaves the fate open, and lists `keys` afterwards. */
  const uncertain = async (
    first: () => Response | Promise<Response>,
    keys: unknown[],
    headers: Record<string, string> = { date: DATE },
  ) => {
    const fetch = stubFetch(({ method }) => (method === "POST" ? first() : json(200, { keys }, headers)));
    const error = await failureOf(on(fetch).create(body));
    if (!(error instanceof UncertainCreateError)) throw error;
    return { error, fetch, reconcile: () => reconcile(clientOf(fetch), error) };
  };
  const bad = () => json(502, {});
  beforeEach(() => vi.useFakeTimers({ toFake: ["performance", "Date"] }));
  const settle = () => vi.advanceTimersByTime(60_000);

  test("says which failure is behind it, when it was sent and until when it may be carried out", async () => {
    const before = Date.now();
    const { error } = await uncertain(bad, []);
    expect(error).toMatchObject({
      code: "uncertain_create",
      name: "UncertainCreateError",
      causeCode: "server",
      status: 502,
      outcome: "unknown",
    });
    // `Date.now()` is not the clock of these.
    expect(Math.abs(error.firstSentAt - before)).toBeLessThan(10_000);
    expect(error.mayAppearUntil - error.firstSentAt).toBeGreaterThanOrEqual(60_000);
    expect(error.message).toContain("call reconcile(client, error) before creating again.");
  });

  test("finds candidates of its name in its window", async () => {
    const asked = await uncertain(bad, [
      { name: "Checkout", created_at: at(-3600), last_four: "old1" },
      { name: "Other", created_at: at(0), last_four: "othr" },
      { name: "Checkout", created_at: at(0), last_four: "this" },
      { name: "Checkout", created_at: at(3600), last_four: "newr" },
    ]);
    const { verdict, candidates } = await asked.reconcile();
    expect(verdict).toBe("maybe_created");
    expect(candidates.map(({ lastFour }) => lastFour)).toEqual(["this"]);
  });

  test("does not rule out what has no date, nor anything when the server has no clock", async () => {
    const keys = [{ name: "Checkout" }, { name: "Checkout", created_at: at(-3600) }];
    const dated = await (await uncertain(bad, keys)).reconcile();
    expect(dated.candidates).toHaveLength(1);
    const undated = await (await uncertain(bad, keys, {})).reconcile();
    expect(undated.candidates).toHaveLength(2);
  });

  test("is undecided until it has settled, and only then not created", { tags: ["late-create"] }, async () => {
    const { reconcile } = await uncertain(bad, []);
    expect(await reconcile()).toEqual({ verdict: "undecided", candidates: [] });
    settle();
    expect(await reconcile()).toEqual({ verdict: "not_created", candidates: [] });
  });

  test("is not settled by a clock that was set", async () => {
    const { reconcile } = await uncertain(bad, []);
    vi.setSystemTime(Date.now() + 3_600_000);
    expect(await reconcile()).toEqual({ verdict: "undecided", candidates: [] });
  });

  test("stays undecided for a key of its name at another time, which may be a clock's fault", async () => {
    const { error, fetch } = await uncertain(bad, [{ name: "Checkout", created_at: at(3600), last_four: "late" }]);
    settle();
    // What was kept of it will do, in another process.
    const kept = JSON.parse(JSON.stringify(error));
    expect(await reconcile(clientOf(fetch), kept)).toMatchObject({ verdict: "undecided", candidates: [{ lastFour: "late" }] });
  });

  test.each(["checkout", " Checkout ", "Ｃheckout"])("is not ruled out when the server lists its name as %j", async (name) => {
    const { reconcile } = await uncertain(bad, [{ name, created_at: at(0) }]);
    settle();
    expect(await reconcile()).toMatchObject({ verdict: "maybe_created", candidates: [{ name }] });
  });

  test("is looked for by what was sent, whatever makes it only once", async () => {
    let made = 0;
    const mid = { toJSON: () => `mid_${++made}` } as unknown as string;
    const fetch = stubFetch(bad);
    const error = (await failureOf(on(fetch).create({ ...body, mid }))) as UncertainCreateError;
    expect(fetch.sent[0]?.body).toMatchObject({ mid: error.mid });
    expect(error.mid).toMatch(/^mid_\d$/);
  });

  test("is looked for by what was sent, and copes with a date that is none", async () => {
    const keys = [{ name: "Checkout", createdOn: { toString: 1 } }];
    const fetch = stubFetch(({ method }) => (method === "POST" ? bad() : json(200, { keys })));
    const made = { ...body, name: new String("Checkout") as string };
    const error = (await failureOf(on(fetch).create(made))) as UncertainCreateError;
    expect(error).toMatchObject({ mid: "mid_1", keyName: "Checkout" });
    expect(await reconcile(clientOf(fetch), error)).toMatchObject({ verdict: "maybe_created" });
  });

  test("whose success was lost stays created, listed or not", async () => {
    const { error, reconcile } = await uncertain(() => json(201, { id: "key_1" }), []);
    expect(error).toMatchObject({ outcome: "created_answer_lost", causeCode: "response", reason: "value" });
    settle();
    expect(await reconcile()).toEqual({ verdict: "created", candidates: [] });
  });

  test("only lists: it deletes and creates nothing", async () => {
    const { fetch, reconcile } = await uncertain(bad, []);
    await reconcile();
    expect(fetch.sent.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
      "POST /v1/api-keys",
      "GET /v1/api-keys/mid_1",
    ]);
  });

  test("throws when the list could not be had", async () => {
    const fetch = stubFetch(() => json(502, {}));
    const error = (await failureOf(on(fetch).create(body))) as UncertainCreateError;
    expect(await failureOf(reconcile(clientOf(fetch), error))).toMatchObject({ code: "server", operation: "getApiKeys" });
  });

  test("is not what a refused or unsent create becomes", async () => {
    const refused = stubFetch(() => json(400, {}));
    expect(await failureOf(on(refused).create(body))).not.toBeInstanceOf(UncertainCreateError);
    const aborted = on(stubFetch(never)).create(body, { signal: AbortSignal.abort() });
    expect(await failureOf(aborted)).toMatchObject({ code: "aborted", outcome: "not_sent" });
  });
});

describe("reconcile", () => {
  test.each(unreadable)("refuses an error that does not let itself be read: %s", async (_, error) => {
    const message = "`error` must be the UncertainCreateError of a create, or its JSON.";
    expect(await failureOf(reconcile(clientOf(stubFetch(never)), error as never))).toMatchObject({ code: "config", message });
  });

  test("reads the error once", async () => {
    let reads = 0;
    const kept = { keyName: "Checkout", outcome: "unknown", firstSentAt: 1, mayAppearUntil: 1 } as const;
    const error = Object.defineProperty({ ...kept, mid: "" }, "mid", { get: () => (reads++ === 0 ? "mid_1" : boom()) });
    const fetch = stubFetch(() => json(200, { keys: [] }));
    expect(await reconcile(clientOf(fetch), error)).toEqual({ verdict: "not_created", candidates: [] });
    expect(fetch.sent[0]?.url).toMatch(/\/mid_1$/);
  });

  test.each([
    undefined,
    null,
    new Error("other"),
    { mid: "mid_1" },
    { mid: "mid_1", keyName: "Checkout", outcome: "unknown", firstSentAt: 1, mayAppearUntil: null },
  ])("refuses %s, which is no error of a create", async (error) => {
    const fetch = stubFetch(never);
    const message = "`error` must be the UncertainCreateError of a create, or its JSON.";
    expect(await failureOf(reconcile(clientOf(fetch), error as never))).toMatchObject({ code: "config", message });
    expect(fetch.sent).toEqual([]);
  });
});

describe("get and list", () => {
  test("take both casings for one shape", async () => {
    const listed = { name: "n", type: "public", created_at: "c", last_used: null, last_four: "4" };
    const got = { name: "n", type: "public", createdOn: "c", lastUsed: null, lastFour: "4" };
    const shape = { name: "n", type: "public", createdAt: "c", lastUsedAt: null, lastFour: "4" };
    expect(await answering({ keys: [listed] }).list("mid_1")).toEqual([shape]);
    expect(await answering(got).get("key_1")).toEqual({ ...shape, id: "key_1" });
  });

  test("each check that they got what they asked for", async () => {
    const response = { code: "response", outcome: "unknown" };
    expect(await failureOf(answering({ keys: [] }).get("mid_1"))).toMatchObject({ ...response, reason: "a list of keys" });
    expect(await failureOf(answering([]).get("mid_1"))).toMatchObject({ ...response, reason: "a list of keys" });
    expect(await failureOf(answering({}).get("key_1"))).toMatchObject({ ...response, reason: "not a key" });
    for (const answer of [{ name: "n" }, { keys: null }, { keys: [null] }, [1], [[1]]])
      expect(await failureOf(answering(answer).list("key_1"))).toMatchObject({ ...response, reason: "not a list of keys" });
  });

  test("do not fail on a key whose fields are called like built-ins", async () => {
    const record = JSON.parse('{"name":"n","__proto__":{"polluted":true},"then":"x","constructor":1}');
    const [listed] = await answering({ keys: [record] }).list("mid_1");
    for (const key of [listed, await answering(record).get("key_1")]) {
      expect(key).toMatchObject({ name: "n", constructor: 1 });
      expect(key).toHaveProperty("then", "x");
      expect(key).not.toHaveProperty("polluted");
    }
  });
});

describe("ids", () => {
  test.each(["", ".", "..", "../oauth2/token", "a/b"])("%j is refused before sending", async (id) => {
    const fetch = stubFetch(never);
    const keys = on(fetch);
    for (const call of [keys.get(id), keys.list(id), keys.delete(id)])
      expect(await failureOf(call)).toMatchObject({ code: "validation", outcome: "not_sent" });
    expect(fetch.sent).toEqual([]);
  });
});

test("the network's errors pass through as they are", async () => {
  const fetch = () => Promise.reject(new TypeError("fetch failed"));
  expect(await failureOf(on(fetch).list("mid_1"))).toBeInstanceOf(NetworkError);
});
