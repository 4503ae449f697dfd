import { failureOf, json, never, stubFetch } from "@flexfactor/testing/stub-fetch";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { isUncertainCreateError, reconcile, UncertainCreateError } from "../src/index.ts";
import { body, clientOf, on } from "./clients.ts";

afterEach(() => vi.useRealTimers());

describe("an uncertain create", () => {
  const DATE = "Mon, 23 Nov 2026 12:00:00 GMT";
  const at = (seconds: number) => new Date(Date.parse(DATE) + seconds * 1000).toISOString();
  /** A create whose first answer leaves its outcome unknown, then a list of `keys`. */
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

  test("has the code of the failure, the time of sending, and the time until which the key may appear", async () => {
    const before = Date.now();
    const { error } = await uncertain(bad, []);
    expect(error).toMatchObject({
      code: "uncertain_create",
      name: "UncertainCreateError",
      causeCode: "server",
      status: 502,
      outcome: "unknown",
    });
    // These times are not from `Date.now()`.
    expect(Math.abs(error.firstSentAt - before)).toBeLessThan(10_000);
    expect(error.mayAppearUntil - error.firstSentAt).toBeGreaterThanOrEqual(60_000);
    expect(error.message).toBe("createApiKey was answered 502; call reconcile(client, error) before creating again.");
  });

  test("has whole numbers as its times, which a table can keep", async () => {
    const now = vi.spyOn(performance, "now").mockReturnValueOnce(1).mockReturnValue(1.5);
    const setBack = () => {
      vi.setSystemTime(Date.now() - 3_600_000);
      return bad();
    };
    const { error } = await uncertain(setBack, []).finally(() => now.mockRestore());
    expect([error.firstSentAt, error.mayAppearUntil].map(Number.isInteger)).toEqual([true, true]);
  });

  test("quotes the server's messages unchanged", async () => {
    const { error } = await uncertain(() => json(502, { errors: ["No. 5 is busy."] }), []);
    const message = "createApiKey was answered 502: No. 5 is busy; call reconcile(client, error) before creating again.";
    expect(error.message).toBe(message);
  });

  test("is recognised by a guard even where `instanceof` is false", async () => {
    const { error } = await uncertain(bad, []);
    expect(isUncertainCreateError(error)).toBe(true);
    expect(isUncertainCreateError(await failureOf(on(stubFetch(() => json(400, {}))).create(body)))).toBe(false);
    vi.resetModules();
    const copy = await import("../src/index.ts");
    expect(error).not.toBeInstanceOf(copy.UncertainCreateError);
    expect(copy.isUncertainCreateError(error)).toBe(true);
  });

  test("has candidates with its name and time", async () => {
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

  test("has candidates in the time that the clocks allow, to the second", async () => {
    const seconds = [-61, -60, 120, 121];
    const keys = seconds.map((each) => ({ name: "Checkout", created_at: at(each), last_four: `${each}` }));
    const { candidates } = await (await uncertain(bad, keys)).reconcile();
    expect(candidates.map(({ lastFour }) => lastFour)).toEqual(["-60", "120"]);
  });

  test("finds its key even an hour later", async () => {
    const asked = await uncertain(bad, [{ name: "Checkout", created_at: at(-3600) }]);
    vi.advanceTimersByTime(3_600_000);
    expect(await asked.reconcile()).toMatchObject({ verdict: "maybe_created", candidates: [{ createdAt: at(-3600) }] });
  });

  test.each([null, 7, "yesterday", { toString: 1 }])("does not rule out a key whose date is %j", async (created_at) => {
    const asked = await uncertain(bad, [{ name: "Checkout", created_at }]);
    expect(await asked.reconcile()).toMatchObject({ verdict: "maybe_created", candidates: [{ name: "Checkout" }] });
  });

  test.each([undefined, null, 7])("neither claims nor rules out a key whose name is %j", async (name) => {
    const asked = await uncertain(bad, [{ name, created_at: at(0), type: "secret" }]);
    expect(await asked.reconcile()).toEqual({ verdict: "undecided", candidates: [] });
    settle();
    expect(await asked.reconcile()).toEqual({ verdict: "undecided", candidates: [] });
  });

  test("is not created when the keys without a name are from another time", async () => {
    const asked = await uncertain(bad, [{ created_at: at(-3600), type: "secret" }]);
    settle();
    expect(await asked.reconcile()).toEqual({ verdict: "not_created", candidates: [] });
  });

  test.each([
    ["one of the time by the wall clock, because the uptime can stand still", -3_660, "undecided"],
    ["one of the time by the uptime, because the wall clock can be set", -60, "undecided"],
    ["none that is older", -3_900, "not_created"],
    ["none that is newer", 120, "not_created"],
  ])("can be a key without a name: %s", async (_, seconds, verdict) => {
    const asked = await uncertain(bad, [{ created_at: at(seconds), type: "secret" }]);
    settle();
    vi.setSystemTime(Date.now() + 3_600_000);
    expect(await asked.reconcile()).toEqual({ verdict, candidates: [] });
  });

  test("is no key from the day before, on a machine that has run for a day", async () => {
    vi.advanceTimersByTime(86_400_000);
    const asked = await uncertain(bad, [{ created_at: at(-86_400), type: "secret" }]);
    settle();
    expect(await asked.reconcile()).toEqual({ verdict: "not_created", candidates: [] });
  });

  test("does not rule out a key without a date, or any key if the server sends no clock", async () => {
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

  test("does not settle because a clock was set forward, on a machine that has run for a day", async () => {
    vi.advanceTimersByTime(86_400_000);
    const { reconcile } = await uncertain(bad, []);
    vi.setSystemTime(Date.now() + 3_600_000);
    expect(await reconcile()).toEqual({ verdict: "undecided", candidates: [] });
  });

  test("finds its key although the clock was set back while it was sent", async () => {
    const setBack = () => {
      vi.advanceTimersByTime(20_000);
      vi.setSystemTime(Date.now() - 3_600_000);
      return bad();
    };
    const asked = await uncertain(setBack, [{ name: "Checkout", created_at: at(0) }]);
    expect(asked.error.firstSentAt).toBe(Date.now() - 20_000);
    expect(await asked.reconcile()).toMatchObject({ verdict: "maybe_created" });
  });

  test("does not settle because a clock was set back", async () => {
    const { reconcile } = await uncertain(bad, []);
    settle();
    vi.setSystemTime(Date.now() - 1);
    expect(await reconcile()).toEqual({ verdict: "undecided", candidates: [] });
  });

  test("in another process settles by the wall clock alone", async () => {
    const { error, fetch } = await uncertain(bad, []);
    const kept = JSON.parse(JSON.stringify(error));
    expect(await reconcile(clientOf(fetch), kept)).toMatchObject({ verdict: "undecided" });
    settle();
    expect(await reconcile(clientOf(fetch), kept)).toMatchObject({ verdict: "not_created" });
  });

  test("stays undecided if a key has its name and another time, because clocks can be wrong", async () => {
    const { error, fetch } = await uncertain(bad, [{ name: "Checkout", created_at: at(3600), last_four: "late" }]);
    settle();
    // The stored fields are enough, in another process.
    const kept = JSON.parse(JSON.stringify(error));
    expect(await reconcile(clientOf(fetch), kept)).toMatchObject({ verdict: "undecided", candidates: [{ lastFour: "late" }] });
  });

  test.each(["checkout", " Checkout ", "Ｃheckout"])("stays undecided if the server lists its name as %j", async (name) => {
    const { reconcile } = await uncertain(bad, [{ name, created_at: at(0) }]);
    settle();
    expect(await reconcile()).toMatchObject({ verdict: "maybe_created", candidates: [{ name }] });
  });

  test("is looked for by what was sent, even if its input could be read only once", async () => {
    let made = 0;
    const mid = { toJSON: () => `mid_${++made}` } as unknown as string;
    const fetch = stubFetch(bad);
    const error = (await failureOf(on(fetch).create({ ...body, mid }))) as UncertainCreateError;
    expect(fetch.sent[0]?.body).toMatchObject({ mid: error.mid });
    expect(error.mid).toMatch(/^mid_\d$/);
  });

  test("has the name that was sent even if a `toJSON` on `Object.prototype` changes names", async () => {
    const fetch = stubFetch(bad);
    const toJSON = function (this: { name?: string }) {
      return this.name ? { ...this, name: `${this.name}!` } : this;
    };
    Object.defineProperty(Object.prototype, "toJSON", { value: toJSON, configurable: true });
    const error = await failureOf(on(fetch).create(body)).finally(() => Reflect.deleteProperty(Object.prototype, "toJSON"));
    expect(fetch.sent[0]?.body).toMatchObject({ name: "Checkout!" });
    expect(error).toMatchObject({ keyName: "Checkout!", outcome: "unknown" });
  });

  test("is looked for by what was sent, even if a date is invalid", async () => {
    const keys = [{ name: "Checkout", createdOn: { toString: 1 } }];
    const fetch = stubFetch(({ method }) => (method === "POST" ? bad() : json(200, { keys })));
    const made = { ...body, name: new String("Checkout") as string };
    const error = (await failureOf(on(fetch).create(made))) as UncertainCreateError;
    expect(error).toMatchObject({ mid: "mid_1", keyName: "Checkout" });
    expect(await reconcile(clientOf(fetch), error)).toMatchObject({ verdict: "maybe_created" });
  });

  test("whose success was lost stays `created`, whether it is listed or not", async () => {
    const { error, reconcile } = await uncertain(() => json(201, { id: "key_1" }), []);
    expect(error).toMatchObject({ outcome: "created_answer_lost", causeCode: "response", reason: "value" });
    settle();
    expect(await reconcile()).toEqual({ verdict: "created", candidates: [] });
  });

  test("is only looked for: nothing is deleted or created", async () => {
    const { fetch, reconcile } = await uncertain(bad, []);
    await reconcile();
    expect(fetch.sent.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
      "POST /v1/api-keys",
      "GET /v1/api-keys/mid_1",
    ]);
  });

  test("stays open if the keys cannot be listed: `reconcile` throws", async () => {
    const fetch = stubFetch(() => json(502, {}));
    const error = (await failureOf(on(fetch).create(body))) as UncertainCreateError;
    expect(await failureOf(reconcile(clientOf(fetch), error))).toMatchObject({ code: "server", operation: "getApiKeys" });
  });

  test("is not the error of a refused or unsent create", async () => {
    const refused = stubFetch(() => json(400, {}));
    expect(await failureOf(on(refused).create(body))).not.toBeInstanceOf(UncertainCreateError);
    const aborted = on(stubFetch(never)).create(body, { signal: AbortSignal.abort() });
    expect(await failureOf(aborted)).toMatchObject({ code: "aborted", outcome: "not_sent" });
  });
});
