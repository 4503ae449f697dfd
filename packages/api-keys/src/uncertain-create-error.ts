import type { ErrorCode } from "@flexfactor/core";
import { defineHidden, FlexFactorError, isFlexFactorError } from "@flexfactor/core/internal";

/**
 * How long a create whose answer was lost may still be carried out, in ms: twice the longest time a gateway is assumed to wait.
 * Before that, a key that is not in the list may still appear.
 */
export const SETTLE_MS = 60_000;

/**
 * A create whose key may exist (`outcome` `unknown`), or does exist without its value having arrived (`created_answer_lost`). It was
 * not retried and must not be: call `reconcile(client, error)` first.
 */
export class UncertainCreateError extends FlexFactorError {
  override readonly name = "UncertainCreateError";
  override readonly code = "uncertain_create";
  /**
   * The `code` of the failure behind it: `timeout`, `aborted`, `network`, `server`, `response`, `redirect`, or `validation` for a
   * success with a key in it that says it failed.
   */
  readonly causeCode: ErrorCode;
  /** The merchant the key is for. */
  readonly mid: string;
  /** The name the key was to have. */
  readonly keyName: string;
  /** When the request may first have been sent, in ms since 1970. */
  readonly firstSentAt: number;
  /** Until when the key may still appear, in ms since 1970. */
  readonly mayAppearUntil = Date.now() + SETTLE_MS;
  /** `performance.now()` at the failure. Not enumerable: it means nothing to another process. */
  declare readonly uptimeAtFailureMs?: number;

  constructor(error: FlexFactorError, sent: Pick<UncertainCreateError, "mid" | "keyName" | "firstSentAt">) {
    super(`${error.message.replace(/\.$/, "")}; call reconcile(client, error) before creating again.`, error);
    this.causeCode = error.code;
    this.mid = sent.mid;
    this.keyName = sent.keyName;
    this.firstSentAt = sent.firstSentAt;
    defineHidden(this, "uptimeAtFailureMs", performance.now());
  }
}

/** Whether a create ended in this error, for callers who cannot use `instanceof`. */
export function isUncertainCreateError(error: unknown): error is UncertainCreateError {
  return isFlexFactorError(error, "uncertain_create");
}
