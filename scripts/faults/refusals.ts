// What a 401 costs the callers that did not receive it.
import { setTimeout as sleep } from "node:timers/promises";
import { clientCredentials } from "@flexfactor/auth";
import { createClient, isFlexFactorError } from "@flexfactor/core";
import { orThrow } from "@flexfactor/core/internal";
import type { Figure } from "./figure.ts";
import type { Tokens } from "./lane.ts";
import type { LedgerLane } from "./lanes.ts";

const READS = 5_000;
const STRAY_EVERY = 50;
const HEALTHY = 4;
/** The share of their throughput that the healthy callers must keep. */
export const LEAST_SHARE = 0.9;
/** A merchant that the API refuses. */
const REFUSED = "mid_refused";

export async function refusals(lane: LedgerLane): Promise<Figure[]> {
  const { share, perSecond } = await besideARefusedCaller(lane, 2_000);
  const stray = await strayRefusals(lane);
  return [
    {
      what: `${HEALTHY} callers beside one that is always answered 401`,
      demand: `at least ${100 * LEAST_SHARE} % of their throughput (best of 3 rounds), at most 1 token request per second`,
      measured: `${Math.round(share * 100)} %, ${perSecond.toFixed(2)} token requests per second`,
      ok: share >= LEAST_SHARE && perSecond <= 1,
    },
    {
      what: `${READS} reads at once, ${100 / STRAY_EVERY} % of all answers a 401 for a valid token`,
      demand: "only reads refused twice fail (at most 10), at most 1 token request per second",
      measured: `${stray.refusedTwice} refused twice, ${stray.otherFailures} other failures, ${stray.tokens} token requests in ${(stray.ms / 1000).toFixed(1)} s`,
      ok: stray.refusedTwice <= 10 && stray.otherFailures === 0 && stray.tokens <= 1 + Math.floor(stray.ms / 1000),
    },
  ];
}

/** A client of a lane that refuses calls. The caller resets the lane at the end: `lane.tokens({})`. */
async function connect(lane: LedgerLane, tokens: Tokens) {
  await lane.plan();
  await lane.tokens({ check: true, delayMs: 20, ...tokens });
  const auth = clientCredentials({ appKey: "app-key", appSecret: "app-secret" });
  const client = createClient({ baseUrl: lane.url, auth, timeoutMs: 30_000 });
  const list = (mid: string) => orThrow(client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: mid } } }));
  const exchanges = async () => (await lane.entries()).filter(({ operation }) => operation === "token").length;
  return { list, exchanges };
}

/**
 * The share of their throughput that healthy callers keep beside a refused one. Timings vary, so a round that is too slow is repeated, at
 * most twice, and the best one counts.
 */
export async function besideARefusedCaller(lane: LedgerLane, roundMs: number): Promise<{ share: number; perSecond: number }> {
  const { list, exchanges } = await connect(lane, { refuseMid: REFUSED });
  await list("mid_1");
  /** How many calls the healthy callers make in one round beside `others`. */
  const round = async (others: (endsAt: number) => Promise<void>): Promise<number> => {
    const endsAt = performance.now() + roundMs;
    let calls = 0;
    const healthy = async (): Promise<void> => {
      for (; performance.now() < endsAt; calls++) await list("mid_1");
    };
    await Promise.all([...Array.from({ length: HEALTHY }, healthy), others(endsAt)]);
    return calls;
  };
  const refused = async (endsAt: number): Promise<void> => {
    for (; performance.now() < endsAt; await sleep(100)) await list(REFUSED).catch(() => {});
  };
  const startedAt = performance.now();
  let share = 0;
  for (let n = 0; n < 3 && share < LEAST_SHARE; n++) {
    const alone = await round(async () => {});
    share = Math.max(share, (await round(refused)) / alone);
  }
  // The first exchange does not count: no 401 caused it.
  const perSecond = ((await exchanges()) - 1) / ((performance.now() - startedAt) / 1000);
  await lane.tokens({});
  return { share, perSecond };
}

/** How many of 5,000 reads fail when some answers are a 401 although the token is valid. */
export async function strayRefusals(lane: LedgerLane) {
  const { list, exchanges } = await connect(lane, { refuseEvery: STRAY_EVERY });
  const startedAt = performance.now();
  const settled = await Promise.allSettled(Array.from({ length: READS }, () => list("mid_1")));
  const ms = performance.now() - startedAt;
  const failures = settled.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  const refusedTwice = failures.filter(
    (error) => isFlexFactorError(error) && error.code === "authentication" && error.attempts === 2,
  ).length;
  const tokens = await exchanges();
  await lane.tokens({});
  return { refusedTwice, otherFailures: failures.length - refusedTwice, tokens, ms };
}
