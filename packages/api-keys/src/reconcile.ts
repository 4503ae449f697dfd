import type { CallOptions, Client } from "@flexfactor/core";
import type { ApiKey } from "./api-key.js";
import { listKeys } from "./list-keys.js";
import { now, type UncertainCreateError } from "./uncertain-create-error.js";

/** How far the clock that dates keys may be off the clock that dates answers, in ms. */
const SLACK_MS = 60_000;

/** What {@link reconcile} found. */
export interface Reconciliation {
  /**
   * - `created`: the server had said so; only the answer was lost.
   * - `maybe_created`: the candidates have the name and the time of the lost create.
   * - `undecided`: there is none, and one may still come until `settleUntil`.
   * - `not_created`: there is none, and none can come. Creating again is safe.
   */
  verdict: "created" | "maybe_created" | "undecided" | "not_created";
  /** The merchant's keys of that name made in that window. Which of them to delete is the caller's decision. */
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
  error: Pick<UncertainCreateError, "mid" | "keyName" | "firstSentAt" | "settleUntil" | "outcome">,
  options?: CallOptions,
): Promise<Reconciliation> {
  const { mid, keyName, firstSentAt, settleUntil, outcome } = error;
  const settled = now() >= settleUntil;
  const { keys, listedAt } = await listKeys(client, mid, options);
  // Everything is dated by the server's clock: ages are ours, the point they count from is the server's.
  const earliest = Number(listedAt) - (now() - firstSentAt) - SLACK_MS;
  const latest = earliest + (settleUntil - firstSentAt) + 2 * SLACK_MS;
  const candidates = keys.filter(({ name, createdAt }) => {
    const madeAt = Date.parse(createdAt ?? "");
    // A key without a date, or a server without a clock, cannot be ruled out.
    return name === keyName && !(madeAt < earliest) && !(madeAt > latest);
  });
  if (outcome === "created_unread") return { verdict: "created", candidates };
  if (candidates.length > 0) return { verdict: "maybe_created", candidates };
  return { verdict: settled ? "not_created" : "undecided", candidates };
}
