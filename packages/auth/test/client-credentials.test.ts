import { ConfigError, createClient, type FlexFactorError } from "@flexfactor/core";
import { orThrow } from "@flexfactor/core/internal";
import { failureOf, json, never, type Sent, type StubFetch, stubFetch } from "@flexfactor/testing/stub-fetch";
import { afterEach, describe, expect, test, vi } from "vitest";
import { clientCredentials } from "../src/index.ts";

const baseUrl = "https://api.example/v1";
const credentials = { appKey: "app/key==", appSecret: "app-secret with space==" };
const LIFE_MS = 600_000;

const fakeTime = () => {
  vi.useFakeTimers();
  vi.setTimerTickMode("nextTimerAsync");
};
afterEach(() => vi.useRealTimers());

/** A server that hands out token-1, token-2, … and refuses those that are revoked. */
function server(answer: (n: number) => Response | Promise<Response> = token) {
  const revoked = new Set<string>();
  let exchanges = 0;
  let refuse = (): Response | Promise<Response> => json(401, { errors: ["Invalid bearer token."] });
  const fetch = stubFetch(({ url, headers }) => {
    if (url.endsWith("/oauth2/token")) return answer(++exchanges);
    return revoked.has(headers.get("authorization") ?? "") ? refuse() : json(200, { keys: [] });
  });
  const client = createClient({ baseUrl, auth: clientCredentials(credentials), fetch });
  return {
    fetch,
    client,
    list: (options = {}) => orThrow(client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_1" } }, ...options })),
    exchanges: () => exchanges,
    revoke: (n: number) => revoked.add(`Bearer token-${n}`),
    refuseWith: (refusal: typeof refuse) => {
      refuse = refusal;
    },
  };
}
const token = (n: number, expires: unknown = Date.now() + LIFE_MS, headers: Record<string, string> = {}) =>
  json(200, { accessToken: `token-${n}`, expires }, headers);
const bearers = ({ sent }: StubFetch) => sent.map(({ headers }: Sent) => headers.get("authorization")).filter(Boolean);
const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("credentials", () => {
  test.each(["appKey", "appSecret"])("that lack %s are refused at construction, without quoting it", (name) => {
    for (const value of [undefined, null, "", "  ", 7, {}]) {
      const make = () => clientCredentials({ ...credentials, [name]: value } as typeof credentials);
      expect(make).toThrow(ConfigError);
      expect(make).toThrow(`\`${name}\` must be a string that is not blank.`);
    }
  });

  test.each([false, null, {}])("are refused with %j for a share", (share) => {
    expect(() => clientCredentials(credentials, { share } as never)).toThrow("`share` must be sharedToken(…).");
  });

  test("are sent as they are", async () => {
    const { fetch, list } = server();
    await list();
    expect(fetch.sent[0]).toMatchObject({
      method: "POST",
      url: `${baseUrl}/oauth2/token`,
      body: { AppKey: "app/key==", AppSecret: "app-secret with space==" },
    });
  });
});

describe("a token", () => {
  test("is exchanged at the first call and then shared", async () => {
    const { list, exchanges, fetch } = server();
    expect(exchanges()).toBe(0);
    await list();
    await list();
    expect(exchanges()).toBe(1);
    expect(bearers(fetch)).toEqual(["Bearer token-1", "Bearer token-1"]);
  });

  test("is exchanged once for 10,000 callers at a cold start", { tags: ["no-token-yet"] }, async () => {
    const { list, exchanges } = server();
    await Promise.all(Array.from({ length: 10_000 }, () => list()));
    expect(exchanges()).toBe(1);
  });

  test("is exchanged once more for 10,000 callers when it is revoked and their 401s are spread over two seconds", async () => {
    const { list, exchanges, revoke, refuseWith } = server();
    await list();
    revoke(1);
    let refused = 0;
    refuseWith(async () => {
      await after((refused++ % 100) * 20);
      return json(401, {});
    });
    const replies = await Promise.all(Array.from({ length: 10_000 }, () => list()));
    expect(exchanges()).toBe(2);
    expect(replies.filter(({ attempts }) => attempts <= 2)).toHaveLength(10_000);
  });

  test("is not thrown away for a late 401 of the one before it", { tags: ["replaced-token-refused"] }, async () => {
    const { list, exchanges, revoke, refuseWith, fetch } = server();
    await list();
    revoke(1);
    const late = Promise.withResolvers<Response>();
    refuseWith(() => (fetch.sent.length === 3 ? late.promise : json(401, {})));
    const slow = list();
    await list();
    late.resolve(json(401, {}));
    expect(await slow).toMatchObject({ attempts: 2 });
    expect(exchanges()).toBe(2);
  });

  test("is not shared between two clients", { tags: ["two-credentials"] }, async () => {
    const [one, other] = [server(), server()];
    await Promise.all([one.list(), other.list()]);
    expect([one.exchanges(), other.exchanges()]).toEqual([1, 1]);
  });

  test("that is always refused is replaced once per call and at most once per second", async () => {
    fakeTime();
    const { list, exchanges, refuseWith, revoke } = server();
    for (let n = 1; n < 50; n++) revoke(n);
    refuseWith(() => json(401, {}));
    const startedAt = performance.now();
    for (let n = 0; n < 10; n++) expect(await failureOf(list())).toMatchObject({ code: "authentication" });
    expect(exchanges()).toBeLessThanOrEqual(2 + (performance.now() - startedAt) / 1000);
  });
});

test("an abort while an exchange is held back leaves no timer, and sends nothing", async () => {
  fakeTime();
  const { list, revoke, exchanges } = server();
  await list();
  revoke(1);
  const controller = new AbortController();
  const failed = failureOf(list({ signal: controller.signal }));
  await after(100);
  controller.abort();
  expect(await failed).toMatchObject({ code: "aborted" });
  expect(vi.getTimerCount()).toBe(0);
  expect(exchanges()).toBe(1);
});

describe("a renewal", () => {
  test("happens behind a call in the last minute of a token, and the call does not wait for it", {
    tags: ["token-about-to-end"],
  }, async () => {
    fakeTime();
    const { list, exchanges, fetch } = server((n) => (n === 2 ? never() : token(n)));
    await list();
    await after(LIFE_MS - 61_000);
    await list();
    expect(exchanges()).toBe(1);
    await after(2_000);
    await list();
    expect(exchanges()).toBe(2);
    expect(bearers(fetch)).toEqual(Array(3).fill("Bearer token-1"));
  });

  test("that fails leaves the old token in use, and is tried again a second later", {
    tags: ["early-refresh-fails"],
  }, async () => {
    fakeTime();
    const { list, exchanges, fetch } = server((n) => (n === 2 ? json(400, {}) : token(n)));
    await list();
    await after(LIFE_MS - 30_000);
    await list();
    await list();
    expect(exchanges()).toBe(2);
    await after(1_000);
    await list();
    await after(1);
    await list();
    expect(exchanges()).toBe(3);
    expect(bearers(fetch)).toEqual([...Array(4).fill("Bearer token-1"), "Bearer token-3"]);
  });

  test("is waited for when the token has ended", async () => {
    fakeTime();
    const { list, fetch } = server();
    await list();
    await after(LIFE_MS + 1);
    await list();
    expect(bearers(fetch)).toEqual(["Bearer token-1", "Bearer token-2"]);
  });

  test("never happens by itself", async () => {
    fakeTime();
    const { list, exchanges } = server();
    await list();
    await after(10 * LIFE_MS);
    expect(exchanges()).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("the life of a token", () => {
  const life = async (answer: (n: number) => Response) => {
    fakeTime();
    const { list, exchanges } = server(answer);
    await list();
    for (let seconds = 0; seconds < 700; seconds++) {
      if (exchanges() > 1) return seconds;
      await after(1_000);
      await list();
    }
    return 700;
  };
  const HOUR = 3_600_000;
  const dated = (skewMs: number) => (n: number) => {
    const now = Math.floor((Date.now() + skewMs) / 1000) * 1000;
    return token(n, now + LIFE_MS, { date: new Date(now).toUTCString() });
  };

  test.each([-24, -1, 0, 1, 24])(
    "is told by the server's clock when ours is %i hours off",
    { tags: ["clock-ahead", "clock-behind"] },
    async (hours) => {
      expect(await life(dated(hours * HOUR))).toBe(540);
    },
  );

  test("is renewed a tenth ahead when it is short", async () => {
    const now = Math.floor(Date.now() / 1000) * 1000;
    expect(await life((n) => token(n, now + 100_000, { date: new Date(now).toUTCString() }))).toBe(90);
  });

  test.each<[string, unknown]>([
    ["past", Date.now() - HOUR],
    ["in seconds", Math.floor(Date.now() / 1000) + 600],
    ["too far", 1e20],
    ["a string", String(Date.now() + 1000)],
    ["missing", undefined],
    ["null", null],
    ["negative", -1],
    ["zero", 0],
    ["a fraction", Date.now() + 1000.5],
  ])("is the documented ten minutes when `expires` is %s", { tags: ["implausible-expiry"] }, async (_, expires) => {
    expect(await life((n) => token(n, expires))).toBe(540);
  });
});

describe("an exchange", () => {
  test.each([400, 401])(
    "that is answered %i fails once, for every caller, and is not repeated",
    { tags: ["credentials-refused"] },
    async (status) => {
      const { list, exchanges, fetch } = server(() => json(status, { errors: ["Invalid credentials."] }));
      const errors = await Promise.all(Array.from({ length: 10_000 }, () => failureOf(list())));
      expect(exchanges()).toBe(1);
      expect(fetch.sent).toHaveLength(1);
      expect(new Set(errors).size).toBe(10_000);
      for (const error of errors)
        expect(error).toMatchObject({ code: "authentication", status, outcome: "not_sent", operation: "exchangeCredentials" });
    },
  );

  test("that is refused goes on at most once a second", async () => {
    fakeTime();
    const { list, exchanges } = server(() => json(400, {}));
    for (let n = 0; n < 50; n++) {
      await failureOf(list());
      await after(100);
    }
    expect(exchanges()).toBe(5);
  });

  test.each<[string, unknown]>([
    ["missing", undefined],
    ["null", null],
    ["empty", ""],
    ["blank", "  "],
    ["a number", 7],
    ["broken over lines", "canary-1\r\nx: y"],
    ["not ASCII", "canáry-canary"],
    ["64 KiB", "x".repeat(65_536)],
  ])("whose `accessToken` is %s fails by that name and never quotes it", { tags: ["unusable-token"] }, async (_, accessToken) => {
    const { list, exchanges } = server(() => json(200, { accessToken }));
    const error = (await failureOf(list())) as FlexFactorError;
    expect(error).toMatchObject({ code: "response", reason: "accessToken", outcome: "not_sent" });
    expect(JSON.stringify({ ...error, message: error.message, stack: error.stack })).not.toMatch(/canary|xxxx/);
    expect(exchanges()).toBe(1);
  });

  test.each(["AccessToken", "access_token"])("may call the token `%s`", async (name) => {
    const { list, fetch } = server(() => json(200, { [name]: "token-1" }));
    await list();
    expect(bearers(fetch)).toEqual(["Bearer token-1"]);
  });

  test("whose answer is lost is repeated, and the call goes on", async () => {
    fakeTime();
    const { list, exchanges } = server((n) => (n === 1 ? json(502, {}) : token(n)));
    await list();
    expect(exchanges()).toBe(2);
  });

  test("that hangs ends each caller at its own deadline", { tags: ["exchange-hangs"] }, async () => {
    fakeTime();
    const answer = Promise.withResolvers<Response>();
    const { list, exchanges } = server(() => answer.promise);
    const patient = list({ timeoutMs: 20_000 });
    expect(await failureOf(list({ timeoutMs: 1_000 }))).toMatchObject({ code: "timeout", outcome: "not_sent" });
    answer.resolve(token(1));
    expect(await patient).toMatchObject({ status: 200 });
    expect(exchanges()).toBe(1);
  });

  test("is given up when the last caller has left, and its late answer is dropped", {
    tags: ["waiting-caller-gives-up", "slow-exchange-ends-last"],
  }, async () => {
    const answer = Promise.withResolvers<Response>();
    const { fetch, list, exchanges } = server((n) => (n === 1 ? answer.promise : token(n)));
    const controllers = [new AbortController(), new AbortController()];
    const calls = controllers.map(({ signal }) => failureOf(list({ signal })));
    await vi.waitFor(() => expect(exchanges()).toBe(1));
    for (const controller of controllers) controller.abort();
    for (const error of await Promise.all(calls)) expect(error).toMatchObject({ code: "aborted", outcome: "not_sent" });
    expect(fetch.sent[0]?.signal?.aborted).toBe(true);
    answer.resolve(token(1));
    await list();
    expect(exchanges()).toBe(2);
  });

  test("goes on for the others when one caller aborts", { tags: ["waiting-caller-gives-up"] }, async () => {
    const answer = Promise.withResolvers<Response>();
    const { list, exchanges } = server(() => answer.promise);
    const controller = new AbortController();
    const first = failureOf(list({ signal: controller.signal }));
    const second = list();
    controller.abort();
    expect(await first).toMatchObject({ code: "aborted", outcome: "not_sent" });
    answer.resolve(token(1));
    await second;
    expect(exchanges()).toBe(1);
  });
});
