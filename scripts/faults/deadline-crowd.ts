// More creates at once than a client has in flight, against a server that answers too late for those that wait.
import { apiKeys } from "@flexfactor/api-keys";
import { createClient, isFlexFactorError } from "@flexfactor/core";
import type { Figure } from "./figure.ts";
import type { LedgerLane } from "./lanes.ts";

const CREATES = 200;
const TIMEOUT_MS = 500;

/** How long each server takes to answer, in ms: the hung one for ever, the slow one more than half of the deadline. */
const ANSWERS_AFTER_MS = { hung: 60_000, slow: 300 } as const;
export type TooLate = keyof typeof ANSWERS_AFTER_MS;

export interface Crowd {
  byOutcome: Record<string, number>;
  /** How many creates reached the server. */
  arrived: number;
  /** How many of these were reported as `not_sent`. */
  falselyUnsent: number;
  /** How long before the deadline of the last caller the last create was sent, in ms. */
  lastSentBeforeMs: number;
}

/** Starts 200 creates of one client in one turn of the event loop. Each has 500 ms. */
export async function runCrowd(lane: LedgerLane, server: TooLate): Promise<Crowd> {
  await lane.plan();
  const keys = apiKeys(createClient({ baseUrl: lane.url, auth: "token", timeoutMs: TIMEOUT_MS }));
  // The first call of a process is slow. Without this one, the creates would not start together.
  await keys.list("mid_1", { timeoutMs: 30_000 });
  await lane.plan(...Array.from({ length: CREATES }, () => ({ delayMs: ANSWERS_AFTER_MS[server] })));

  const { lastSentAt, stop } = watchFetch();
  const names = Array.from({ length: CREATES }, (_, n) => `${server} ${n}`);
  const calls = names.map((name) => keys.create({ mid: `mid_${server}`, name, type: "secret" }).then(() => "created", outcomeOf));
  const deadline = performance.now() + TIMEOUT_MS;
  const outcomes = await Promise.all(calls);
  stop();

  const arrived = (await lane.entries()).filter(({ operation }) => operation === "create");
  const unsent = new Set(names.filter((_, n) => outcomes[n] === "not_sent"));
  const byOutcome: Record<string, number> = {};
  for (const outcome of outcomes) byOutcome[outcome] = (byOutcome[outcome] ?? 0) + 1;
  return {
    byOutcome,
    arrived: arrived.length,
    falselyUnsent: arrived.filter(({ name }) => unsent.has(name)).length,
    lastSentBeforeMs: deadline - lastSentAt(),
  };
}

/**
 * A hung server gets the 64 creates that are in flight. On a busy machine it gets a few more: the deadlines of creates that start
 * later end later, so some of them still have time. How many a slow server answers depends on the machine, too.
 */
export function crowdFigure(where: string, server: TooLate, crowd: Crowd): Figure {
  const { byOutcome, arrived, falselyUnsent, lastSentBeforeMs } = crowd;
  const { created = 0, unknown = 0, not_sent = 0 } = byOutcome;
  const settled = created + unknown + not_sent === CREATES && not_sent > 0;
  return {
    what: `${CREATES} creates with ${TIMEOUT_MS} ms each, a ${server} server, ${where}`,
    demand: "none sent at or after its deadline, no `not_sent` that was sent",
    measured: `${created} created, ${unknown} unknown, ${not_sent} not_sent; ${arrived} arrived, the last one sent ${lastSentBeforeMs.toFixed(0)} ms before the deadline`,
    ok: settled && arrived <= created + unknown && falselyUnsent === 0 && lastSentBeforeMs > 0,
  };
}

function outcomeOf(error: unknown): string {
  if (!isFlexFactorError(error)) throw error;
  return error.outcome;
}

/** Notes when the runtime's own `fetch` is called. */
function watchFetch(): { lastSentAt(): number; stop(): void } {
  const { fetch } = globalThis;
  let at = 0;
  globalThis.fetch = ((...given: Parameters<typeof fetch>) => {
    at = performance.now();
    return fetch(...given);
  }) as typeof fetch;
  return {
    lastSentAt: () => at,
    stop: () => {
      globalThis.fetch = fetch;
    },
  };
}
