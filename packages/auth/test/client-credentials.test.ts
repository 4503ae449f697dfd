import { ConfigError, createClient } from "@flexfactor/core";
import { orThrow } from "@flexfactor/core/internal";
import { failureOf, json, never, stubFetch } from "@flexfactor/testing/stub-fetch";
import { afterEach, describe, expect, test, vi } from "vitest";
import { clientCredentials } from "../src/index.ts";
import { fakeTime } from "./fake-time.ts";
import { after, baseUrl, bearers, credentials, LIFE_MS, server, token } from "./token-server.ts";

afterEach(() => vi.useRealTimers());

describe("credentials", () => {
  test.each(["appKey", "appSecret"])("that lack %s are refused at construction, without quoting it", (name) => {
    for (const value of [undefined, null, "", "  ", 7, {}]) {
      const make = () => clientCredentials({ ...credentials, [name]: value } as typeof credentials);
      expect(make).toThrow(ConfigError);
      expect(make).toThrow(`\`${name}\` must be a string that is not blank.`);
    }
  });

  test.each([false, null, {}])("are refused with the share %j", (share) => {
    expect(() => clientCredentials(credentials, { share } as never)).toThrow("`share` must be sharedToken(…).");
  });

  test("are sent unchanged", async () => {
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

  test("is not discarded because of a late 401 for the one before it", { tags: ["replaced-token-refused"] }, async () => {
    fakeTime();
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

  test("is waited for by each client for its own time, also if a client with less time asked first", async () => {
    fakeTime();
    const answered = Promise.withResolvers<Response>();
    const fetch = stubFetch(({ url }) => (url.endsWith("/oauth2/token") ? answered.promise : json(200, { keys: [] })));
    const auth = clientCredentials(credentials);
    const listOf = (timeoutMs: number) => {
      const client = createClient({ baseUrl, auth, fetch, timeoutMs });
      return orThrow(client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_1" } } }));
    };
    const [impatient, patient] = [failureOf(listOf(1_000)), listOf(2_000_000)];
    expect(await impatient).toMatchObject({ code: "timeout", operation: "getApiKeys", outcome: "not_sent" });
    await after(1_000);
    answered.resolve(token(1));
    expect(await patient).toMatchObject({ status: 200 });
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

test("leaves no timer and sends nothing after an abort while its exchange is delayed", async () => {
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

describe("a refresh", () => {
  test("happens in the background in the last minute of a token, and the call does not wait for it", {
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

  test("that fails leaves the old token in use, and is retried a second later", {
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

  test("makes the call wait once the token has expired", async () => {
    fakeTime();
    const { list, fetch } = server();
    await list();
    await after(LIFE_MS);
    await list();
    expect(bearers(fetch)).toEqual(["Bearer token-1", "Bearer token-2"]);
  });

  test("never happens without a call", async () => {
    fakeTime();
    const { list, exchanges } = server();
    await list();
    await after(10 * LIFE_MS);
    expect(exchanges()).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
