import events from "node:events";
import { apiKeys, UncertainCreateError } from "@flexfactor/api-keys";
import { clientCredentials } from "@flexfactor/auth";
import { createClient } from "@flexfactor/core";
import { orThrow } from "@flexfactor/core/internal";
import { failureOf } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test } from "vitest";
import { runCreates } from "./creates.ts";
import type { LedgerLane } from "./lanes.ts";
import { credentials, key, lane, ledger } from "./on-a-ledger.ts";
import { besideARefusedCaller, LEAST_SHARE, strayRefusals } from "./refusals.ts";

// `pnpm test:faults` does the same with ten thousand callers.
describe("a thousand callers of a real server make one token request", () => {
  const call = () => createClient({ baseUrl: lane.url, auth: clientCredentials(credentials), timeoutMs: 120_000 });
  const many = (target: ReturnType<typeof call>) =>
    Promise.allSettled(
      Array.from({ length: 1_000 }, () => orThrow(target.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_1" } } }))),
    );
  const exchanges = async () => (await lane.entries()).filter(({ operation }) => operation === "token").length;

  test("without a token", { tags: ["no-token-yet"], timeout: 180_000 }, async () => {
    await lane.plan();
    await lane.tokens({ check: true, delayMs: 50 });
    const done = await many(call());
    expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1_000);
    expect(await exchanges()).toBe(1);
  });

  test.each([
    ["at once", {}],
    ["spread over two seconds", { spreadMs: 2_000 }],
    ["in reverse order", { spreadMs: 2_000, reverse: true }],
  ])(
    "with a revoked token, their 401s %s",
    { tags: ["replaced-token-refused", "token-refused-once"], timeout: 180_000 },
    async (_, spread) => {
      const warm = call();
      await lane.plan();
      await lane.tokens({ check: true, delayMs: 50 });
      await orThrow(warm.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_1" } } }));
      await lane.tokens({ check: true, delayMs: 50, ...spread });
      await lane.revoke();
      const done = await many(warm);
      expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1_000);
      expect(await exchanges()).toBe(1);
      expect((await lane.entries()).length).toBeLessThanOrEqual(2_001);
    },
  );

  test("with refused credentials", { tags: ["credentials-refused"], timeout: 180_000 }, async () => {
    await lane.plan();
    await lane.tokens({ status: 400, delayMs: 50 });
    const done = await many(call());
    await lane.tokens({});
    expect(done.filter((result) => result.status === "rejected" && result.reason.code === "authentication")).toHaveLength(1_000);
    expect((await lane.entries()).length).toBe(0);
  });
});

describe("a 401 affects only the caller that received it", () => {
  test("four callers keep their throughput beside one that is always refused", async () => {
    const { share, perSecond } = await besideARefusedCaller(lane, 1_000);
    expect(share).toBeGreaterThanOrEqual(LEAST_SHARE);
    expect(perSecond).toBeLessThanOrEqual(1);
  });

  test("of 5,000 reads with 2 % stray refusals, only those that are refused twice in a row fail", async () => {
    const { refusedTwice, otherFailures, tokens, ms } = await strayRefusals(lane);
    expect(otherFailures).toBe(0);
    expect(refusedTwice).toBeLessThanOrEqual(10);
    expect(tokens).toBeLessThanOrEqual(1 + Math.floor(ms / 1000));
  }, 180_000);
});

describe("seeded sequences of faults", () => {
  const seed = Number(process.env["FAULTS_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

  test(`agree with the ledger; replay with FAULTS_SEED=${seed}`, async () => {
    const { creates, uncertain } = await runCreates(ledger.lanes.slice(0, 8), 1_000, seed);
    expect(creates).toBeGreaterThanOrEqual(1_000);
    await Promise.all(ledger.lanes.map((each) => each.plan()));
    // Before the settling time, no key may be reported as not created.
    for (const { reconcile } of uncertain.slice(0, 100)) expect((await reconcile()).verdict).not.toBe("not_created");
  }, 180_000);

  test("find a client that sends each request twice", async () => {
    const twice: typeof fetch = async (url, init = {}) => {
      const body = init.body ? await new Response(init.body).text() : undefined;
      const again = { ...init, ...(body && { body }) };
      await fetch(url, again).catch(() => {});
      return fetch(url, again);
    };
    await expect(runCreates(ledger.lanes.slice(0, 1), 200, 1, twice)).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/2 keys were made|2 requests for 1 attempts/) },
    });
  });

  test("find a client that reports a false outcome", async () => {
    const lying: typeof fetch = async (url, init) => {
      await fetch(url, init).catch(() => {});
      return Response.json({ errors: ["No."] }, { status: 400 });
    };
    await expect(runCreates(ledger.lanes.slice(0, 1), 200, 1, lying)).rejects.toMatchObject({
      cause: { message: expect.stringContaining("a key was made") },
    });
  });
});

test("an abort after a create was sent says that a key may exist", { tags: ["abort-after-create"] }, async () => {
  // A lane that no other test uses: a connection that another test left behind may break first.
  const quiet = ledger.lanes[8] as LedgerLane;
  const controller = new AbortController();
  await quiet.plan({ point: "committed", act: "stall" });
  const create = failureOf(
    apiKeys(createClient({ baseUrl: quiet.url, auth: "token" })).create(key, { signal: controller.signal }),
  );
  while ((await quiet.entries()).length === 0);
  controller.abort();
  const error = await create;
  expect(error).toBeInstanceOf(UncertainCreateError);
  expect(error).toMatchObject({ causeCode: "aborted", outcome: "unknown" });
});

test("a signal used for many calls keeps no listener", { tags: ["shared-signal"], timeout: 120_000 }, async () => {
  const { signal } = new AbortController();
  const quick = createClient({ baseUrl: "https://api.example", auth: "t", fetch: async () => Response.json({ keys: [] }) });
  for (let n = 0; n < 2_000; n++) await orThrow(quick.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "a" } }, signal }));
  expect(events.getEventListeners(signal, "abort")).toEqual([]);
});
