import type { ErrorCode } from "@flexfactor/core";
import { defineHidden, FlexFactorError, isFlexFactorError } from "@flexfactor/core/internal";

/**
 * How long a create whose answer was lost may still be carried out, in ms: twice the longest time a gateway is assumed to wait.
 * Before that, a key that is not in the list may still appear.
 */
export const SETTLE_MS = 60_000;

/** What is needed to look for the key of a lost create. */
interface SentKey {
  readonly mid: string;
  readonly keyName: string;
  readonly firstSentAt: number;
}

/**
 * The answer to a create was lost. The key may exist (`outcome` is `unknown`), or it exists and its value is lost (`created_answer_lost`). The
 * SDK did not retry the create. Do not retry it either: call {@link reconcile} first.
 *
 * @hideconstructor
 */
export class UncertainCreateError extends FlexFactorError {
  override readonly name = "UncertainCreateError";
  override readonly code = "uncertain_create";
  /**
   * The `code` of the failure: `timeout`, `aborted`, `network`, `server`, `response` or `redirect`, or `validation` if the answer has a
   * key in it and says that the create failed.
   */
  readonly causeCode: ErrorCode;
  /** The merchant that the key is for. */
  readonly mid: string;
  /** The name the key was to have. */
  readonly keyName: string;
  /** When the request may first have been sent, in ms since 1970. */
  readonly firstSentAt: number;
  /** Until when the key may still appear, in ms since 1970: one minute after the failure. */
  readonly mayAppearUntil = Date.now() + SETTLE_MS;
  /** When the create failed, in ms since the process started. It is not enumerable, because it means nothing to another process. */
  declare readonly uptimeAtFailureMs?: number;

  constructor(error: FlexFactorError, { mid, keyName, firstSentAt }: SentKey) {
    super(`${error.message.replace(/\.$/, "")}; call reconcile(client, error) before creating again.`, error);
    this.causeCode = error.code;
    this.mid = mid;
    this.keyName = keyName;
    this.firstSentAt = firstSentAt;
    defineHidden(this, "uptimeAtFailureMs", performance.now());
  }
}

/** Whether `error` is an {@link UncertainCreateError}. It also works where `instanceof` does not. */
export function isUncertainCreateError(error: unknown): error is UncertainCreateError {
  return isFlexFactorError(error, "uncertain_create");
}
