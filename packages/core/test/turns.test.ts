import { failureOf, json, type Sent, stubFetch } from "@flexfactor/testing/stub-fetch";
import { expect, test, vi } from "vitest";
import { AuthenticationError, createClient } from "../src/index.ts";
import { orThrow } from "../src/internal.ts";
import { createTurns } from "../src/turns.ts";

/** A client whose server answers when the test says so, and calls for the keys of a merchant. */
function slowServer(auth: Parameters<typeof createClient>[0]["auth"] = "token-1") {
  const answers: PromiseWithResolvers<Response>[] = [];
  const fetch = stubFetch(() => {
    const answer = Promise.withResolvers<Response>();
    answers.push(answer);
    return answer.promise;
  });
  const client = createClient({ baseUrl: "https://api.example/v1", auth, fetch });
  return {
    /** The merchants whose keys were requested, in order. */
    asked: () => fetch.sent.map(({ url }: Sent) => Number(url.split("_").at(-1))),
    answer: (n: number, response = json(200, { keys: [] })) => answers[n]?.resolve(response),
    list: (n: number, options: { signal?: AbortSignal; timeoutMs?: number } = {}) =>
      orThrow(client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: `mid_${n}` } }, ...options })),
  };
}
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

test("64 calls of a client are in flight at once, and each call that ends lets the next one start, in order", async () => {
  const { asked, answer, list } = slowServer();
  const calls = upTo(70).map((n) => list(n));
  await vi.waitFor(() => expect(asked()).toEqual(upTo(64)));
  answer(3);
  await calls[3];
  await vi.waitFor(() => expect(asked()).toEqual(upTo(65)));
  answer(64);
  answer(0, json(404, {}));
  await calls[64];
  await failureOf(calls[0] as Promise<unknown>);
  await vi.waitFor(() => expect(asked()).toEqual(upTo(67)));
  for (const n of upTo(70)) {
    await vi.waitFor(() => expect(asked().length).toBeGreaterThan(n));
    answer(n);
  }
  expect(await Promise.all(calls.filter((_, n) => n !== 0))).toHaveLength(69);
});

test("whoever waits is called in order, also after nobody waited for a while", async () => {
  const { take, give, full } = createTurns(1);
  const started: number[] = [];
  const wait = (n: number) => void take().then(() => started.push(n));
  for (const n of [0, 1, 2]) wait(n);
  give();
  give();
  for (const n of [3, 4]) wait(n);
  give();
  give();
  await vi.waitFor(() => expect(started).toEqual(upTo(5)));
  expect(full()).toBe(true);
  give();
  expect(full()).toBe(false);
});

test("on Workers, which limit connections themselves, all calls are sent at once", async () => {
  vi.stubGlobal("navigator", { userAgent: "Cloudflare-Workers" });
  const { asked, answer, list } = slowServer();
  vi.unstubAllGlobals();
  const calls = upTo(70).map((n) => list(n));
  await vi.waitFor(() => expect(asked()).toHaveLength(70));
  for (const n of upTo(70)) answer(n);
  await Promise.all(calls);
});

test("a call that is aborted while it waits is not sent, and takes no turn from others", async () => {
  const { asked, answer, list } = slowServer();
  const controller = new AbortController();
  const calls = upTo(64).map((n) => list(n));
  const aborted = failureOf(list(64, { signal: controller.signal }));
  const last = list(65);
  await vi.waitFor(() => expect(asked()).toEqual(upTo(64)));
  controller.abort();
  expect(await aborted).toMatchObject({ code: "aborted", outcome: "not_sent", attempts: 0 });
  for (const n of upTo(65)) answer(n);
  await Promise.all(calls);
  await vi.waitFor(() => expect(asked()).toEqual([...upTo(64), 65]));
  answer(64);
  await last;
});

test("a call fails at once if the server asked for a pause that is too long for it, also when all turns are taken", async () => {
  const { asked, answer, list } = slowServer();
  const pausing = new AbortController();
  const calls = upTo(64).map((n) => list(n, n === 0 ? { signal: pausing.signal } : {}));
  await vi.waitFor(() => expect(asked()).toHaveLength(64));
  answer(0, json(429, {}, { "retry-after": "20" }));
  await new Promise(setImmediate);
  const refused = { code: "rate_limit", outcome: "not_sent", attempts: 0 };
  expect(await failureOf(list(64, { timeoutMs: 5_000 }))).toMatchObject(refused);
  pausing.abort();
  for (const n of upTo(64)) answer(n);
  await Promise.allSettled(calls);
});

test("calls that wait fail together when there is no token, without waiting for their turn", async () => {
  let refuses = false;
  const source = async (): Promise<string> => {
    if (refuses) throw new AuthenticationError("refused");
    return "token-1";
  };
  const { asked, list } = slowServer(() => source);
  for (const n of upTo(64)) list(n).catch(() => {});
  await vi.waitFor(() => expect(asked()).toHaveLength(64));
  refuses = true;
  const waiting = await Promise.all([failureOf(list(64)), failureOf(list(65))]);
  for (const error of waiting) expect(error).toMatchObject({ code: "authentication", outcome: "not_sent", attempts: 0 });
});
