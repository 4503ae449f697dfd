import { FlexFactorError } from "@flexfactor/core";

/**
 * How long a create whose answer was lost may still be carried out, in ms: twice the longest time a gateway is assumed to wait.
 * Before that, a key that is not in the list may still come.
 */
export const SETTLE_MS = 60_000;

/**
 * A create whose key may exist (`outcome` `unknown`) or does exist without its value having arrived (`created_unread`). It was
 * not and must not be sent again: call `reconcile(client, error)` first.
 */
export class UncertainCreateError extends FlexFactorError {
  override readonly name = "UncertainCreateError";
  override readonly code = "uncertain_create";
  /**
   * The `code` of the failure behind it: `timeout`, `aborted`, `network`, `server`, `response`, `redirect`, or `validation` for a
   * success with a key in it that says it failed.
   */
  readonly because: string;
  /** The merchant the key is for. */
  readonly mid: string;
  /** The name the key was to have. */
  readonly keyName: string;
  /** When the request may first have been sent, in ms since 1970. */
  readonly firstSentAt: number;
  /** Until when it may still be carried out, in ms since 1970. */
  readonly settleUntil = Date.now() + SETTLE_MS;
  /** `performance.now()` at the failure. Not enumerable: it means nothing to another process. */
  declare readonly failedAt?: number;

  constructor(error: FlexFactorError, mid: string, keyName: string, firstSentAt: number) {
    super(`${error.message.replace(/\.$/, "")}; call reconcile(client, error) before creating again.`, error);
    this.because = error.code;
    this.mid = mid;
    this.keyName = keyName;
    this.firstSentAt = firstSentAt;
    Object.defineProperty(this, "failedAt", { value: performance.now() });
  }
}
