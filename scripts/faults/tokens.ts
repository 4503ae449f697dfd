// How often a token is requested.
import { clientCredentials } from "@flexfactor/auth";
import { type Client, createClient, isFlexFactorError } from "@flexfactor/core";
import { orThrow } from "@flexfactor/core/internal";
import type { Figure } from "./figure.ts";
import type { Tokens } from "./lane.ts";
import type { LedgerLane } from "./lanes.ts";

const CALLS = 10_000;
const HOUR = 3_600_000;
// New for each client: clients that share one `clientCredentials` share its token.
const credentials = () => clientCredentials({ appKey: "app-key", appSecret: "app-secret" });
const list = (client: Client) => orThrow(client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_1" } } }));

export async function exchanges(lane: LedgerLane): Promise<Figure[]> {
  const cold = await burst(lane, {});
  const revoked = {
    "at once": await burst(lane, {}, {}),
    "spread over 2 s": await burst(lane, {}, { spreadMs: 2_000 }),
    "in reverse order": await burst(lane, {}, { spreadMs: 2_000, reverse: true }),
  };
  const refused = await burst(lane, { status: 400 });
  return [
    row("10,000 calls at once, cold", "1 token request", cold, cold.tokens === 1 && cold.codes.length === 0),
    await expired(),
    ...Object.entries(revoked).map(([how, result]) =>
      row(
        `10,000 calls, the token revoked, 401s ${how}`,
        "1 token request, 10,000 successes, at most 20,000 requests",
        result,
        result.tokens === 1 && result.codes.length === 0 && result.requests <= 20_001,
      ),
    ),
    row(
      "10,000 calls at once, wrong AppSecret",
      "1 token request, 10,000 authentication errors",
      refused,
      refused.tokens === 1 && refused.codes.filter((code) => code === "authentication").length === CALLS,
    ),
    await day(),
    ...(await skews()),
  ];
}

interface Burst {
  tokens: number;
  requests: number;
  /** The codes of the errors of the calls that failed. */
  codes: string[];
}

/** What 10,000 calls at once cost. With `during`, the token is revoked before the calls. */
async function burst(lane: LedgerLane, before: Tokens, during?: Tokens): Promise<Burst> {
  const client = createClient({ baseUrl: lane.url, auth: credentials(), timeoutMs: 300_000 });
  await lane.plan();
  await lane.tokens({ check: true, delayMs: 50, ...before });
  if (during) {
    await list(client);
    await lane.tokens({ check: true, delayMs: 50, ...during });
    await lane.revoke();
  }
  const settled = await Promise.allSettled(Array.from({ length: CALLS }, () => list(client)));
  const entries = await lane.entries();
  const codes = settled.flatMap((one) => (one.status === "rejected" && isFlexFactorError(one.reason) ? [one.reason.code] : []));
  return { tokens: entries.filter(({ operation }) => operation === "token").length, requests: entries.length, codes };
}

function row(what: string, demand: string, { tokens, requests, codes }: Burst, ok: boolean): Figure {
  const measured = `token requests: ${tokens}, all requests: ${requests}, successes: ${CALLS - codes.length}`;
  return { what, demand, measured, ok };
}

async function expired(): Promise<Figure> {
  const { tokens, dead } = await simulate({ steps: 2, stepMs: 600_001, callsPerStep: CALLS });
  const measured = `token requests: ${tokens - 1}, calls with an expired token: ${dead}`;
  return {
    what: "10,000 calls, the token just expired",
    demand: "1 token request, no call with an expired token",
    measured,
    ok: tokens === 2 && dead === 0,
  };
}

async function day(): Promise<Figure> {
  const { tokens, waited, dead } = await simulate({ steps: 24 * 120, stepMs: 30_000 });
  const measured = `token requests: ${tokens}, calls that waited after the first: ${waited}, calls with an expired token: ${dead}`;
  return {
    what: "24 simulated hours, a call every 30 s",
    demand: "at most 162 token requests, no call after the first waits",
    measured,
    ok: tokens <= 162 && waited === 0 && dead === 0,
  };
}

async function skews(): Promise<Figure[]> {
  const hours = 24;
  const steps = { steps: hours * 120, stepMs: 30_000 };
  const true_ = (await simulate(steps)).tokens;
  const figure = async (how: string, skewMs: (step: number) => number): Promise<Figure> => {
    const { tokens } = await simulate({ ...steps, skewMs });
    const demand = `as many as with a true clock (${true_})`;
    return {
      what: `24 simulated hours, the clock ${how}`,
      demand,
      measured: `token requests: ${tokens}`,
      ok: tokens === true_,
    };
  };
  let jumped = 0;
  const jumps = Array.from({ length: steps.steps }, (_, step) => {
    if (step % 28 === 0) jumped += Math.random() < 0.5 ? HOUR : -HOUR;
    return jumped;
  });
  const rows: Figure[] = [];
  for (const off of [-24, -1, 1, 24]) rows.push(await figure(`${off > 0 ? "+" : ""}${off} h off`, () => off * HOUR));
  return [...rows, await figure("jumping 1 h a hundred times", (step) => jumps[step] ?? 0)];
}

interface Simulation {
  steps: number;
  stepMs: number;
  callsPerStep?: number;
  /** How far the wall clock is off at a step. The server's clock is right. */
  skewMs?: (step: number) => number;
}

/** Makes calls on a simulated clock, which moves between the calls. Tokens live ten minutes, and an exchange takes real time. */
async function simulate({ steps, stepMs, callsPerStep = 1, skewMs = () => 0 }: Simulation) {
  const { now: realNow } = Date;
  const realPerformance = performance.now;
  const begun = realNow();
  const ends = new Map<string, number>();
  let [now, tokens, waited, dead] = [0, 0, 0, 0];
  let exchanging: Promise<void> | undefined;
  const fetch = async (url: unknown, init?: RequestInit): Promise<Response> => {
    const date = Math.floor((begun + now) / 1000) * 1000;
    const headers = { date: new Date(date).toUTCString() };
    if (!String(url).endsWith("/oauth2/token")) {
      if ((ends.get(new Headers(init?.headers).get("authorization") ?? "") ?? 0) < now) dead++;
      return Response.json({ keys: [] }, { headers });
    }
    exchanging = new Promise((resolve) => setTimeout(resolve, 5));
    await exchanging;
    ends.set(`Bearer token-${++tokens}`, now + 600_000);
    return Response.json({ accessToken: `token-${tokens}`, expires: date + 600_000 }, { headers });
  };
  const client = createClient({ baseUrl: "https://api.example", auth: credentials(), fetch });
  let step = 0;
  performance.now = () => now;
  Date.now = () => begun + now + skewMs(step);
  try {
    for (; step < steps; step++, now += stepMs) {
      const before = tokens;
      await Promise.all(Array.from({ length: callsPerStep }, () => list(client)));
      if (step > 0 && tokens > before) waited++;
      // A refresh in the background ends before the clock moves on.
      await exchanging;
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    performance.now = realPerformance;
    Date.now = realNow;
  }
  return { tokens, waited, dead };
}
