import { AsyncLocalStorage } from "node:async_hooks";
import { failureOf, json, stubFetch } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test, vi } from "vitest";
import { type Client, createClient, type FlexFactorEvent } from "../src/index.ts";
import { orThrow } from "../src/internal.ts";

const baseUrl = "https://api.example/v1";
const auth = "token-1";
const key = { mid: "mid_1", name: "Checkout", type: "secret" } as const;
const created = () => json(201, { id: "key_1", value: "v-secret" }, { "apigw-requestid": "req-1" });

describe("onEvent", () => {
  const keysOf = (client: Client) => orThrow(client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_1" } } }));

  test("gets the start, each attempt, each wait and the end of a call, in this order, and no secret", async () => {
    vi.useFakeTimers();
    vi.setTimerTickMode("nextTimerAsync");
    const events: FlexFactorEvent[] = [];
    const fetch = stubFetch((_, index) =>
      index === 0 ? json(503, { message: "x" }) : json(200, { keys: [] }, { "apigw-requestid": "r" }),
    );
    await keysOf(createClient({ baseUrl, auth, fetch, onEvent: (event) => events.push(event) }));
    vi.useRealTimers();
    const call = { operation: "getApiKeys", callId: expect.any(String), durationMs: expect.any(Number) };
    expect(events).toEqual([
      { ...call, type: "started", attempts: 0, outcome: "not_sent", durationMs: 0 },
      expect.objectContaining({ ...call, type: "attempt", attempts: 1, status: 503, outcome: "unknown" }),
      expect.objectContaining({ ...call, type: "wait", attempts: 1, code: "server", messages: ["x"] }),
      { ...call, type: "attempt", attempts: 2, status: 200, requestId: "r", outcome: "done" },
      { ...call, type: "settled", attempts: 2, status: 200, requestId: "r", outcome: "done" },
    ]);
    expect(events.filter(({ durationMs }) => !Number.isInteger(durationMs))).toEqual([]);
  });

  test("gets the duration of each attempt, each wait and the whole call", async () => {
    vi.useFakeTimers();
    vi.setTimerTickMode("nextTimerAsync");
    vi.advanceTimersByTime(1000);
    const events: string[] = [];
    const onEvent = ({ type, durationMs }: FlexFactorEvent) => events.push(`${type} ${durationMs}`);
    const fetch = stubFetch(async (_, index) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return index === 0 ? json(429, {}, { "retry-after": "1" }) : json(200, { keys: [] });
    });
    await keysOf(createClient({ baseUrl, auth, fetch, onEvent }));
    vi.useRealTimers();
    expect(events).toEqual(["started 0", "attempt 20", "wait 1000", "attempt 20", "settled 1040"]);
  });

  test("gets the same id in all events of a call, and another id for each call of each client", async () => {
    const events: FlexFactorEvent[] = [];
    const clientWithHook = () =>
      createClient({ baseUrl, auth, fetch: stubFetch(() => json(200, { keys: [] })), onEvent: (event) => events.push(event) });
    const client = clientWithHook();
    await keysOf(client);
    await keysOf(client);
    await keysOf(clientWithHook());
    const ids = events.map(({ callId }) => callId);
    expect(new Set(ids).size).toBe(3);
    for (const at of [0, 3, 6]) expect(new Set(ids.slice(at, at + 3)).size).toBe(1);
    const [first = "", second = ""] = [ids[0], ids[3]];
    expect(first).toMatch(/^[a-z0-9]{8}-1$/);
    expect(second).toBe(first.replace(/1$/, "2"));
  });

  test.each([0, 0.5])("gets an id with eight characters before its number, even if the random number is %d", async (number) => {
    const ids: string[] = [];
    const fetch = stubFetch(() => json(200, { keys: [] }));
    const client = createClient({ baseUrl, auth, fetch, onEvent: ({ callId }) => ids.push(callId) });
    const random = vi.spyOn(Math, "random").mockReturnValue(number);
    await keysOf(client);
    random.mockRestore();
    expect(ids[0]).toMatch(/^[a-z0-9]{8}-1$/);
  });

  test("needs no random value before the first call, because Workers refuse one while a module loads", async () => {
    const random = vi.spyOn(Math, "random").mockImplementation(() => {
      throw new Error("Disallowed operation called within global scope.");
    });
    const client = createClient({ baseUrl, auth, fetch: stubFetch(() => json(200, { keys: [] })) });
    random.mockRestore();
    expect(await keysOf(client)).toMatchObject({ status: 200 });
  });

  describe("may return a function for `started`, which starts the call", () => {
    const context = new AsyncLocalStorage<string>();
    const inContext = ({ type, operation }: FlexFactorEvent) =>
      type === "started" && ((start: () => void) => context.run(operation, start));

    test("in a tracer's context, so that the requests and the exchange happen in it", async () => {
      const seen: string[] = [];
      const see = (what: string): void => void seen.push(`${what} in ${context.getStore()}`);
      const source = async (): Promise<string> => {
        see("exchange");
        await new Promise(setImmediate);
        return "token-1";
      };
      const fetch = stubFetch(() => {
        see("request");
        return json(200, { keys: [] });
      });
      await keysOf(createClient({ baseUrl, auth: () => source, fetch, onEvent: inContext }));
      see("the caller");
      expect(seen).toEqual(["exchange in getApiKeys", "request in getApiKeys", "the caller in undefined"]);
    });

    test.each<[string, (start: () => void) => unknown]>([
      ["does not start it", () => {}],
      ["starts it twice", (start) => [start(), start()]],
      ["starts it later again", (start) => setTimeout(start)],
      [
        "throws before it",
        () => {
          throw new Error("hook");
        },
      ],
      ["rejects", () => Promise.reject(new Error("hook"))],
      [
        "throws after it",
        (start) => {
          start();
          throw new Error("hook");
        },
      ],
    ])("and the call is sent once when that function %s", async (_, enter) => {
      const fetch = stubFetch(created);
      const onEvent = ({ type }: FlexFactorEvent) => type === "started" && enter;
      const client = createClient({ baseUrl, auth, fetch, onEvent });
      await expect(orThrow(client.POST("/api-keys", { body: key }))).resolves.toMatchObject({ status: 201 });
      await new Promise((resolve) => setTimeout(resolve));
      expect(fetch.sent).toHaveLength(1);
    });
  });

  test("gets the outcome of a failed call at its end", async () => {
    const events: FlexFactorEvent[] = [];
    const client = createClient({ baseUrl, auth, fetch: stubFetch(() => json(200, {})), onEvent: (event) => events.push(event) });
    await failureOf(orThrow(client.POST("/api-keys", { body: key })));
    expect(events.at(-1)).toMatchObject({ type: "settled", operation: "createApiKey", outcome: "created_answer_lost" });
  });

  test("starts a call once, even if its token source starts it too", async () => {
    let start: (() => unknown) | undefined;
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const fetch = stubFetch(async ({ method }) => {
      if (method === "POST") return created();
      await held;
      return json(200, { keys: [] });
    });
    const tokenSource = async () => {
      start?.();
      return auth;
    };
    const onEvent = ({ type, operation }: FlexFactorEvent) => {
      if (type !== "started" || operation !== "createApiKey") return undefined;
      return (begin: () => unknown) => {
        start = begin;
        begin();
      };
    };
    const client = createClient({ baseUrl, auth: () => tokenSource, fetch, onEvent });
    // A call that waits for its turn asks for its token while it starts.
    const others = Array.from({ length: 64 }, () => keysOf(client));
    await vi.waitUntil(() => fetch.sent.length === 64);
    const creating = client.POST("/api-keys", { body: key });
    letGo();
    await Promise.all([creating, ...others]);
    expect(fetch.sent.filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error("hook");
      },
    ],
    ["rejects", () => Promise.reject(new Error("hook"))],
    // Vitest fails on a rejection that nobody handles.
    [
      "rejects, and whose promise cannot be caught",
      () => Object.assign(Promise.resolve(), { catch: () => Promise.reject(new Error("hook")) }),
    ],
  ])("a hook that %s harms nobody", async (_, onEvent) => {
    const client = createClient({ baseUrl, auth, fetch: stubFetch(created), onEvent });
    await expect(orThrow(client.POST("/api-keys", { body: key }))).resolves.toMatchObject({ status: 201 });
  });
});
