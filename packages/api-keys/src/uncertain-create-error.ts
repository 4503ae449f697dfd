import { type CallOptions, FlexFactorError } from "@flexfactor/core";
import type { ApiKey } from "./api-key.js";

/**
 * How long a create whose answer was lost may still be carried out: twice the longest time a gateway is assumed to wait. Before
 * that, a key that is not in the list may still come.
 */
const SETTLE_MS = 60_000;

/** How far the clock that dates keys may be off the clock that dates answers. */
const SLACK_MS = 60_000;

/** What {@link UncertainCreateError.reconcile} found. */
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

interface Create {
  mid: string;
  name: string;
  /** `performance.now()` before the first byte. */
  startedAt: number;
  list: (mid: string, options?: CallOptions) => Promise<{ keys: ApiKey[]; serverTime: number | undefined }>;
}

/**
 * A create whose key may exist (`outcome` `unknown`) or does exist without its value having arrived (`created_unread`). It was
 * not and must not be sent again: call {@link reconcile} first.
 */
export class UncertainCreateError extends FlexFactorError {
  override readonly name = "UncertainCreateError";
  override readonly code = "uncertain_create";
  /** The `code` of the failure behind it: `timeout`, `aborted`, `network`, `server`, `response`, `redirect`. */
  readonly because: string;
  /** When the request may first have been sent, in ms since 1970 by our clock. */
  readonly firstSentAt: number;
  /** Until when it may still be carried out, in ms since 1970 by our clock. */
  readonly settleUntil: number;
  /**
   * Lists the merchant's keys once and says what is known. It deletes nothing and creates nothing, and can be called again.
   *
   * @throws {FlexFactorError} when the list could not be had
   */
  declare readonly reconcile: (options?: CallOptions) => Promise<Reconciliation>;

  constructor(error: FlexFactorError, create: Create) {
    super(`${error.message} ${ADVICE[error.outcome] ?? ""}`.trim(), { ...error });
    this.because = error.code;
    const failedAt = performance.now();
    const now = Date.now();
    this.firstSentAt = now - Math.ceil(failedAt - create.startedAt);
    this.settleUntil = now + SETTLE_MS;
    // Not enumerable: it closes over the client.
    Object.defineProperty(this, "reconcile", {
      value: (options?: CallOptions) => reconcile(create, failedAt, error.outcome === "created_unread", options),
    });
  }
}

const ADVICE: Partial<Record<string, string>> = {
  unknown: "The key may have been created: reconcile() before creating again.",
  created_unread: "The key was created and its value is lost: delete it and create another.",
};

async function reconcile(create: Create, failedAt: number, created: boolean, options?: CallOptions): Promise<Reconciliation> {
  const settled = performance.now() - failedAt >= SETTLE_MS;
  const { keys, serverTime } = await create.list(create.mid, options);
  // Everything is dated by the server's clock: ages are ours, the point they count from is the server's.
  const ageMs = performance.now() - create.startedAt;
  const earliest = (serverTime ?? Number.NaN) - ageMs - SLACK_MS;
  const latest = earliest + (failedAt - create.startedAt) + SETTLE_MS + 2 * SLACK_MS;
  const candidates = keys.filter(({ name, createdAt }) => {
    const madeAt = Date.parse(createdAt ?? "");
    // A key without a date, or a server without a clock, cannot be ruled out.
    return name === create.name && !(madeAt < earliest) && !(madeAt > latest);
  });
  if (created) return { verdict: "created", candidates };
  if (candidates.length > 0) return { verdict: "maybe_created", candidates };
  return { verdict: settled ? "not_created" : "undecided", candidates };
}
