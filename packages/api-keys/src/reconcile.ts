// Finds out what became of a create whose answer was lost.
import type { CallOptions, Client } from "@flexfactor/core";
import { given, hasFunction, must, own, readCallOptions } from "@flexfactor/core/internal";
import type { ApiKey } from "./api-key.js";
import { comparable, createNameReader } from "./key-name.js";
import { listKeys } from "./list-keys.js";
import { SETTLE_MS, type UncertainCreateError } from "./uncertain-create-error.js";

/** How much the server's clocks for keys and for answers may differ, in ms. */
const SLACK_MS = 60_000;

/**
 * What is known about a create whose answer was lost:
 *
 * - `created`: the server reported success. Only the rest of the answer was lost.
 * - `maybe_created`: the candidates have the name and the time of the lost create.
 * - `undecided`: the key may still appear until `mayAppearUntil`. Or the candidates have the name, but another time, and clocks can be wrong.
 *   Or a key of that time has no name. Or the answer says that the list is only a part, or a copy from a cache.
 * - `not_created`: no key has that name, and none can appear any more. It is safe to create again.
 *
 * Names are compared without case, white space, invisible characters and Unicode variants, because the server may change them. A date
 * without a time zone is not compared.
 */
export type Verdict = "created" | "maybe_created" | "undecided" | "not_created";

/** What {@link reconcile} found. */
export interface Reconciliation {
  /** What is known about the create. */
  verdict: Verdict;
  /** The merchant's keys with that name; if some of them were created at that time, only those. You decide which of them to delete. */
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
 * Finds out what became of a create whose answer was lost. It lists the merchant's keys once (`getApiKeys`), and creates and deletes nothing.
 * You can call it again.
 *
 * @param client a client of the same server and the same partner
 * @param error the error of `create`, or the same error stored as JSON and parsed again. Then its times are compared with the clock of the
 *   machine that calls `reconcile`: if that clock is a minute fast, `not_created` comes a minute too early
 *
 * @throws {ConfigError} when `error` is not the error of a create
 * @throws {FlexFactorError} when the keys cannot be listed; keep `error`, and call `reconcile` again later
 *
 * @example
 * const { verdict, candidates } = await reconcile(client, error);
 * if (verdict === "not_created") await apiKeys(client).create(key);
 */
export async function reconcile(client: Client, error: LostCreate, options?: CallOptions): Promise<Reconciliation> {
  must(hasFunction(client, "GET"), "client", "what createClient(…) returns");
  const lost = readLostCreate(error);
  must(lost, "error", "the UncertainCreateError of a create, or its JSON after `JSON.parse`");
  const callOptions = readCallOptions("reconcile", options);
  // Checked before the list, because a key may appear after it.
  const settled = hasSettled(lost);
  const { keys, listedAt, isComplete } = await listKeys(client, lost.mid, callOptions);
  const window = listedAt === undefined ? undefined : windowOf(lost, listedAt);
  const isTimely = (key: ApiKey): boolean => mayBeOfThatTime(own(key, "createdAt"), window);
  const wanted = comparable(lost.keyName);
  const read = createNameReader();
  const names = keys.map((key) => read(own(key, "name")));
  const named = keys.filter((_, at) => wanted !== "" && names[at] === wanted);
  const timely = named.filter(isTimely);

  if (lost.outcome === "created_answer_lost") return { verdict: "created", candidates: timely };
  if (timely.length > 0) return { verdict: "maybe_created", candidates: timely };
  if (named.length > 0) return { verdict: "undecided", candidates: named };
  /**
   * Whether a key cannot be the lost one. No key has the wanted name, so a key with a name is another one. A key without a name is another one
   * only if it is from another time. A name that was not read can be any name.
   */
  const isAnother = (key: ApiKey, at: number): boolean => {
    const name = names[at];
    return name === "" ? wanted !== "" && !isTimely(key) : name !== undefined;
  };
  const isMissing = settled && isComplete && keys.every(isAnother);
  return { verdict: isMissing ? "not_created" : "undecided", candidates: [] };
}

/** Whether the key can no longer appear, by both clocks: the wall clock can be set, and the uptime can stop while the machine sleeps. */
function hasSettled({ mayAppearUntil, uptimeAtFailureMs }: LostCreate): boolean {
  // In another process there is only the wall clock.
  const byUptime = uptimeAtFailureMs === undefined || performance.now() - uptimeAtFailureMs >= SETTLE_MS;
  return byUptime && Date.now() >= mayAppearUntil;
}

interface TimeWindow {
  readonly earliest: number;
  readonly latest: number;
}

/** When the server may have created the key, by the server's clock. How long ago that was is measured by both local clocks. */
function windowOf({ firstSentAt, mayAppearUntil, uptimeAtFailureMs }: LostCreate, listedAt: number): TimeWindow {
  const mayAppearForMs = mayAppearUntil - firstSentAt;
  const tookMs = mayAppearForMs - SETTLE_MS;
  const byWallClock = Date.now() - firstSentAt;
  const byUptime = uptimeAtFailureMs === undefined ? byWallClock : performance.now() - uptimeAtFailureMs + tookMs;
  return {
    earliest: listedAt - Math.max(byWallClock, byUptime) - SLACK_MS,
    latest: listedAt - Math.min(byWallClock, byUptime) + mayAppearForMs + SLACK_MS,
  };
}

/** A date of RFC 3339. Without its time zone it could be the time of any place. */
const DATE_WITH_ZONE = /^\d{4}-\d\d-\d\d[t ]\d\d:\d\d.*(?:z|[+-]\d\d:?\d\d)$/i;

/** Whether a key may be from that time. A key without a readable date may be, and so may any key when the server has no clock. */
function mayBeOfThatTime(createdAt: unknown, window: TimeWindow | undefined): boolean {
  if (!window || typeof createdAt !== "string" || !DATE_WITH_ZONE.test(createdAt)) return true;
  const madeAt = Date.parse(createdAt);
  if (Number.isNaN(madeAt)) return true;
  return madeAt >= window.earliest && madeAt <= window.latest;
}

/**
 * The fields of the error that are needed, read once; undefined when one is missing or cut, as in a damaged stored error. Without the times
 * and the outcome, `not_created` could be wrong.
 */
function readLostCreate(error: LostCreate): LostCreate | undefined {
  try {
    const mid = given(error, "mid");
    const keyName = given(error, "keyName");
    const firstSentAt = given(error, "firstSentAt");
    const mayAppearUntil = given(error, "mayAppearUntil");
    const outcome = given(error, "outcome");
    // A row of a database has null for a field that was absent.
    const uptimeAtFailureMs = given(error, "uptimeAtFailureMs") ?? undefined;
    const isNamed = typeof mid === "string" && typeof keyName === "string";
    const isDated = Number.isFinite(firstSentAt) && Number.isFinite(mayAppearUntil) && Number.isFinite(uptimeAtFailureMs ?? 0);
    const isUncertain = outcome === "unknown" || outcome === "created_answer_lost";
    if (!isNamed || !isDated || !isUncertain) return undefined;
    return { mid, keyName, firstSentAt, mayAppearUntil, outcome, uptimeAtFailureMs } as LostCreate;
  } catch {
    // It is null or undefined, or a getter threw.
    return undefined;
  }
}
