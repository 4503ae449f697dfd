import type { CallOptions, Client } from "@flexfactor/core";
import type { ApiKey } from "./api-key.js";
import { listKeys } from "./list-keys.js";
import { SETTLE_MS, type UncertainCreateError } from "./uncertain-create-error.js";

/** How far the clock that dates keys may be off the clock that dates answers, in ms. */
const SLACK_MS = 60_000;

/** What {@link reconcile} found. */
export interface Reconciliation {
  /**
   * - `created`: the server had said so; only the answer was lost.
   * - `maybe_created`: the candidates have the name and the time of the lost create.
   * - `undecided`: one may still come until `settleUntil`; or the candidates have the name and another time, and clocks can be off.
   * - `not_created`: there is none of that name, and none can come. Creating again is safe.
   */
  verdict: "created" | "maybe_created" | "undecided" | "not_created";
  /** The merchant's keys of that name, made at that time if any was. Which of them to delete is the caller's decision. */
  candidates: ApiKey[];
}

/**
 * Lists the merchant's keys once (`getApiKeys`) and says what is known of a create whose answer was lost. It deletes nothing and
 * creates nothing, and can be called again.
 *
 * @param error the error of `create`, or what was kept of it
 *
 * @throws {FlexFactorError} when the list could not be had
 *
 * @example
 * if (error instanceof UncertainCreateError) console.log(await reconcile(client, error));
 */
export async function reconcile(
  client: Client,
  error: Pick<UncertainCreateError, "mid" | "keyName" | "firstSentAt" | "settleUntil" | "failedAt" | "outcome">,
  options?: CallOptions,
): Promise<Reconciliation> {
  const { mid, keyName, firstSentAt, settleUntil, failedAt = Number.NEGATIVE_INFINITY, outcome } = error;
  // By both clocks: one can be set, the other stands still while the machine sleeps.
  const settled = Date.now() >= settleUntil && performance.now() - failedAt >= SETTLE_MS;
  const { keys, listedAt } = await listKeys(client, mid, options);
  const named = keys.filter(({ name }) => plain(name) === plain(keyName));
  // Everything is dated by the server's clock: ages are ours, the point they count from is the server's.
  const earliest = Number(listedAt) - (Date.now() - firstSentAt) - SLACK_MS;
  const latest = earliest + (settleUntil - firstSentAt) + 2 * SLACK_MS;
  const candidates = named.filter(({ createdAt }) => {
    const madeAt = typeof createdAt === "string" ? Date.parse(createdAt) : Number.NaN;
    // A key without a date, or a server without a clock, cannot be ruled out.
    return !(madeAt < earliest) && !(madeAt > latest);
  });
  if (outcome === "created_unread") return { verdict: "created", candidates };
  if (candidates.length > 0) return { verdict: "maybe_created", candidates };
  return { verdict: settled && named.length === 0 ? "not_created" : "undecided", candidates: named };
}

/** Nobody says what the server does to names. One match too many costs a look, one too few a second key. */
function plain(name: string | null | undefined): string {
  return `${name}`.normalize("NFKC").trim().toLowerCase();
}
