// Creates under seeded sequences of faults. What the SDK reports must agree with what the ledger recorded.
import { apiKeys, type CreatedApiKey, type Reconciliation, reconcile, UncertainCreateError } from "@flexfactor/api-keys";
import { type Client, createClient, isFlexFactorError } from "@flexfactor/core";
import fc from "fast-check";
import type { Entry, Fault } from "./lane.ts";
import type { LedgerLane } from "./lanes.ts";

const TIMEOUT_MS = 80;

const json = (body: object) => JSON.stringify(body);
const refusal = json({ success: false, errors: ["No."] });
/** Bodies of what is between the client and the API. */
const byGateways = [
  "",
  "<html>",
  json({ message: "x" }),
  json({ errors: ["x"] }),
  json({ success: false, errors: [{ code: 1 }] }),
];
const status = (...statuses: number[]) => fc.constantFrom(...statuses);

/** Everything that may happen to one attempt, and whether the server makes a key: never with a 4xx, sometimes with a 502. */
const faults: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Fault>({}) },
  { weight: 1, arbitrary: fc.constant<Fault>({ closeIdle: true }) },
  {
    weight: 6,
    arbitrary: fc.record<Fault>({
      point: fc.constantFrom("accept", "head", "body", "committed", "answer-head", "answer-body"),
      act: fc.constantFrom("fin", "rst", "fin", "rst", "garbage", "stall", "drip"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record<Fault>({ point: fc.constant("body"), act: fc.constant("stall"), commitAfterMs: fc.nat(1500) }).map(late),
  },
  {
    weight: 2,
    arbitrary: fc.record<Fault>({ status: status(400, 403, 404, 408, 409, 421, 422, 425, 501), body: fc.constant(refusal) }),
  },
  {
    weight: 1,
    arbitrary: fc.record<Fault>({
      status: status(429),
      body: fc.constant(refusal),
      headers: fc.constant({ "retry-after": "0" }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record<Fault>({
      status: status(503),
      body: fc.constant(refusal),
      headers: fc.constant({ "retry-after": "0" }),
      commit: fc.constant(false),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record<Fault>({
      status: status(500, 502, 503, 504, 524),
      body: fc.constantFrom(...byGateways),
      headers: fc.constantFrom({}, { "retry-after": "0" }),
      commit: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record<Fault>({
      status: status(301, 302, 303),
      commit: fc.boolean(),
      headers: fc.constant({ location: "/v1/api-keys" }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record<Fault>({
      status: status(307, 308),
      commit: fc.constant(false),
      headers: fc.constant({ location: "/v1/api-keys" }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record<Fault>({
      status: status(200, 201),
      body: fc.constantFrom("", "null", "{", json({}), json({ value: null }), json({ value: " " }), json({ value: 7 })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record<Fault>({
      status: status(200),
      body: fc.constantFrom("<html>log in</html>", "ok", json({ message: "Log in." })),
      commit: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record<Fault>({ status: status(202), body: fc.constant("{}"), commit: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record<Fault>({
      status: status(200),
      body: fc.constant(json({ value: null, errors: ["No."] })),
      commit: fc.constant(false),
    }),
  },
);

/** Makes the key after the client has given up. */
function late(fault: Fault): Fault {
  return { commitAfterMs: fault.commitAfterMs ?? 0, delayMs: 60_000 };
}

export interface Uncertain {
  error: UncertainCreateError;
  name: string;
  reconcile(): Promise<Reconciliation>;
  /** Whether the ledger has the key now. */
  minted(): Promise<boolean>;
}

export interface Tally {
  creates: number;
  requests: number;
  /** The most requests for one create. */
  most: number;
  byOutcome: Record<string, number>;
  uncertain: Uncertain[];
}

/** Sends `runs` creates through the ledger's lanes, each with a sequence of faults. If SDK and ledger disagree, throws with the seed. */
export async function runCreates(
  lanes: LedgerLane[],
  runs: number,
  seed: number,
  fetch?: typeof globalThis.fetch,
): Promise<Tally> {
  const tally: Tally = { creates: 0, requests: 0, most: 0, byOutcome: {}, uncertain: [] };
  await Promise.all(
    lanes.map(async (lane, index) => {
      const client = createClient({ baseUrl: lane.url, auth: "token", timeoutMs: TIMEOUT_MS, fetch });
      let n = 0;
      const property = fc.asyncProperty(fc.array(faults, { minLength: 1, maxLength: 3 }), async (plan) => {
        const name = `lane ${index} create ${++n}`;
        // A new merchant for every hundred keys keeps the lists short.
        await check(lane, client, { mid: `mid_${index}_${Math.floor(n / 100)}`, name }, plan, tally);
      });
      await fc.assert(property, { numRuns: Math.ceil(runs / lanes.length), seed: seed + index, endOnFailure: true });
    }),
  );
  return tally;
}

async function check(
  lane: LedgerLane,
  client: Client,
  { mid, name }: { mid: string; name: string },
  plan: Fault[],
  tally: Tally,
): Promise<void> {
  await lane.plan(...plan);
  const result = await apiKeys(client)
    .create({ mid, name, type: "secret" })
    .then(
      (key) => ({ key }),
      (error: unknown) => ({ error }),
    );
  // On a busy machine, the request of the previous create can arrive after the ledger began to record this one.
  const entries = (await lane.entries()).filter((entry) => entry.name === "" || entry.name === name);
  const verdict = "key" in result ? "created" : outcomeOf(result.error);
  const attempts = "key" in result ? undefined : (result.error as { attempts: number }).attempts;
  const wrong = contradiction(verdict, entries, attempts, "key" in result ? result.key : undefined);
  if (wrong) throw new Error(`${name}: ${wrong}. The SDK said ${verdict}; the ledger has ${JSON.stringify(entries)}`);
  tally.creates++;
  const requests = entries.filter(({ position }) => position > 0).length;
  tally.requests += requests;
  tally.most = Math.max(tally.most, requests);
  tally.byOutcome[verdict] = (tally.byOutcome[verdict] ?? 0) + 1;
  if (!("error" in result && result.error instanceof UncertainCreateError)) return;
  const { error } = result;
  const ask = () => reconcile(client, error, { timeoutMs: 30_000 });
  tally.uncertain.push({ error, name, reconcile: ask, minted: () => lane.has(mid, name) });
}

function outcomeOf(error: unknown): string {
  if (!isFlexFactorError(error)) throw error;
  return error.outcome;
}

/** How the ledger contradicts what the SDK reported, if it does. Nothing contradicts `unknown`. */
function contradiction(
  verdict: string,
  entries: Entry[],
  attempts: number | undefined,
  key: CreatedApiKey | undefined,
): string | undefined {
  const minted = entries.filter((entry) => entry.minted).length;
  if (minted > 1) return `${minted} keys were made`;
  // A connection that ended before a request was written does not count: Node opens another one for the same attempt.
  const requests = entries.filter(({ position }) => position > 0).length;
  if (attempts !== undefined && requests > attempts) return `${requests} requests for ${attempts} attempts`;
  if (verdict === "created" && (minted !== 1 || !key?.value)) return "no key was made";
  if (verdict === "created_answer_lost" && minted !== 1) return "no key was made";
  if (verdict === "rejected" && minted !== 0) return "a key was made";
  if (verdict === "not_sent" && requests > 0) return "a request arrived";
  return undefined;
}
