// The error of a create that may have made a key.
import type { ErrorCode } from "@flexfactor/core";
import { defineHidden, FlexFactorError, isFlexFactorError } from "@flexfactor/core/internal";

/**
 * How long after the failure the server may still carry out a create, in ms: twice the longest time that a gateway is assumed to wait.
 * Until then, a key that is not in the list may still appear.
 */
export const SETTLE_MS = 60_000;

/**
 * The answer to a create was lost. Either the key may exist (`outcome` is `unknown`), or it exists and its value is lost
 * (`created_answer_lost`). The SDK did not retry the create. Do not retry it either: call {@link reconcile} first.
 *
 * @hideconstructor
 */
export class UncertainCreateError extends FlexFactorError {
  override readonly name = "UncertainCreateError";
  override readonly code = "uncertain_create";
  /**
   * The `code` of the failure: `timeout`, `aborted`, `network`, `server`, `response` or `redirect`, or `validation` if the answer says
   * that the create failed, but contains a key.
   */
  readonly causeCode: ErrorCode;
  /** The merchant that the key is for. */
  readonly mid: string;
  /** The name that the key should have. */
  readonly keyName: string;
  /** The earliest time at which the request may have been sent, in ms since 1970. */
  readonly firstSentAt: number;
  /**
   * The time until which the key may still appear, in ms since 1970: one minute after the failure, by this machine's clock. On another
   * machine, `reconcile` compares it with that machine's clock. If that clock is fast, wait longer by as much.
   */
  readonly mayAppearUntil = Date.now() + SETTLE_MS;
  /** When the create failed, in ms since the process started. It is not enumerable, because another process cannot use it. */
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

/** Whether `error` is an {@link UncertainCreateError}. It also works where `instanceof` does not. */
export function isUncertainCreateError(error: unknown): error is UncertainCreateError {
  return isFlexFactorError(error, "uncertain_create");
}
