import type { CallOptions, Client } from "@flexfactor/core";
import { hasFunction, must, readCallOptions } from "@flexfactor/core/internal";
import type { ApiKey } from "./api-key.js";
import { listKeys } from "./list-keys.js";
import { SETTLE_MS, type UncertainCreateError } from "./uncertain-create-error.js";

/** How far the clock that dates keys may be off the clock that dates answers, in ms. */
const SLACK_MS = 60_000;

/**
 * What is known of a create whose answer was lost:
 *
 * - `created`: the server had said so; only the answer was lost.
 * - `maybe_created`: the candidates have the name and the time of the lost create.
 * - `undecided`: the key may still appear until `mayAppearUntil`; or the candidates have the name and another time, and clocks can be off.
 * - `not_created`: there is no key of that name, and none can appear. Creating again is safe.
 */
export type Verdict = "created" | "maybe_created" | "undecided" | "not_created";

/** What {@link reconcile} found. */
export interface Reconciliation {
  /** What is known of the create. */
  verdict: Verdict;
  /** The merchant's keys of that name. If some of them were created at that time, only those. You decide which of them to delete. */
  candidates: ApiKey[];
}

/**
 * What {@link reconcile} needs of an {@link UncertainCreateError}. An error that was stored as JSON has it too.
 *
 * @interface
 */
export type LostCreate = Pick<UncertainCreateError, "mid" | "keyName" | "firstSentAt" | "mayAppearUntil" | "outcome"> & {
  /** When the create failed, in ms since the process started. Absent in an error that was stored. */
  uptimeAtFailureMs?: number | undefined;
};

/**
 * Says what is known of a create whose answer was lost. It lists the merchant's keys once (`getApiKeys`), creates and deletes nothing, and
 * can be called again.
 *
 * @param error the error of `create`, or the same error stored as JSON and parsed again
 *
 * @throws {ConfigError} when `error` is not the error of a create
 * @throws {FlexFactorError} when the keys cannot be listed; keep `error`, and call `reconcile` again later
 *
 * @example
 * const { verdict, candidates } = await reconcile(client, error);
 * if (verdict === "not_created") await apiKeys(client).create(key);
 */
export async function reconcile(client: Client, error: LostCreate, options?: CallOptions): Promise<Reconciliation> {
  must(hasFunction(client, "GET"), "client", "what createClient(…) gives");
  const lost = readLostCreate(error);
  must(lost, "error", "the UncertainCreateError of a create, or its JSON");
  const callOptions = readCallOptions("reconcile", options);
  // Before the list: a key may still appear after it.
  const settled = hasSettled(lost);
  const { keys, listedAt } = await listKeys(client, lost.mid, callOptions);
  const wanted = plain(lost.keyName);
  const named = keys.filter(({ name }) => typeof name === "string" && plain(name) === wanted);
  const timely = listedAt === undefined ? named : named.filter((key) => mayBeOfThatTime(key, windowOf(lost, listedAt)));

  if (lost.outcome === "created_answer_lost") return { verdict: "created", candidates: timely };
  if (timely.length > 0) return { verdict: "maybe_created", candidates: timely };
  if (named.length > 0) return { verdict: "undecided", candidates: named };
  return { verdict: settled ? "not_created" : "undecided", candidates: [] };
}

/** Whether the key can no longer appear, by both clocks: one can be set, the other stands still while the machine sleeps. */
function hasSettled({ mayAppearUntil, uptimeAtFailureMs }: LostCreate): boolean {
  // In another process there is only one clock to go by.
  const byUptime = uptimeAtFailureMs === undefined || performance.now() - uptimeAtFailureMs >= SETTLE_MS;
  return byUptime && Date.now() >= mayAppearUntil;
}

interface TimeWindow {
  readonly earliest: number;
  readonly latest: number;
}

/** When the server may have made the key, by its own clock: how long ago is measured by ours. */
function windowOf({ firstSentAt, mayAppearUntil }: LostCreate, listedAt: number): TimeWindow {
  const sentAt = listedAt - (Date.now() - firstSentAt);
  return { earliest: sentAt - SLACK_MS, latest: sentAt + (mayAppearUntil - firstSentAt) + SLACK_MS };
}

/** A key without a date that can be read cannot be ruled out. */
function mayBeOfThatTime({ createdAt }: ApiKey, { earliest, latest }: TimeWindow): boolean {
  if (typeof createdAt !== "string") return true;
  const madeAt = Date.parse(createdAt);
  if (Number.isNaN(madeAt)) return true;
  return madeAt >= earliest && madeAt <= latest;
}

/** Nobody says what the server does to names. One match too many costs a look, one too few a second key. */
function plain(name: string): string {
  return name.normalize("NFKC").trim().toLowerCase();
}

/**
 * What is needed of the error, read once; undefined when it is not of a create. A stored error can be damaged: without its times, a key that
 * can still appear would be called `not_created`.
 */
function readLostCreate(error: LostCreate): LostCreate | undefined {
  try {
    const { mid, keyName, firstSentAt, mayAppearUntil, outcome, uptimeAtFailureMs } = error;
    const isNamed = typeof mid === "string" && typeof keyName === "string";
    const isDated = Number.isFinite(firstSentAt) && Number.isFinite(mayAppearUntil);
    return isNamed && isDated ? { mid, keyName, firstSentAt, mayAppearUntil, outcome, uptimeAtFailureMs } : undefined;
  } catch {
    // It is nothing at all, or does not let itself be read.
    return undefined;
  }
}
