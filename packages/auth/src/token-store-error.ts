// The error of a store that failed, without tokens.
import { createRedactor, kindOfThrown, oneLine, printKind, redactWhole, withoutTokens } from "@flexfactor/core/internal";

/** The function of the store that failed, or `lock` if another process kept the lock for too long. */
export type TokenStoreStep = "get" | "set" | "add" | "remove" | "lock";

/** How much of a store's message is shown, in characters. */
const MAX_SHOWN = 200;

/** A token can have short pieces between dots and colons. Long host names are left out with it. */
const LONG_WORD = /[\w+/=~.:-]{20,}/;

/**
 * The store of a shared token failed. The process then exchanges the credentials itself, so this error is never thrown: only `onError` receives
 * it. Its message has the text of the store's error, without words that look like a token. The store's error itself is not kept, because
 * Redis clients put the command into their errors, and the command contains the token.
 */
export class TokenStoreError extends Error {
  /** The name of the class, for programs that cannot use `instanceof`. */
  override readonly name = "TokenStoreError";
  /** The function of the store that failed. */
  readonly step: TokenStoreStep;
  /** The `code` of the store's error, like `ECONNREFUSED`, if it has one. */
  readonly code: string | undefined;

  constructor(step: TokenStoreStep, message: string, code?: string) {
    super(message);
    this.step = step;
    this.code = code;
  }
}

/** Makes our error from the store's own. `sent` has the secrets that the store was given. */
export function storeError(step: TokenStoreStep, error: unknown, sent: readonly string[]): TokenStoreError {
  const redact = createRedactor(sent);
  const kind = kindOfThrown(error);
  const what = redact(printKind(kind)) || "unknown error";
  // It can quote the entry of another process, whose token is not known here.
  const line = withoutTokens(redactWhole(messageOf(error), redact), LONG_WORD);
  const said = oneLine(line, MAX_SHOWN) || "no message";
  return new TokenStoreError(step, `The token store failed at \`${step}\` (${what}): ${said}`, redact(kind.code) || undefined);
}

function messageOf(error: unknown): string {
  try {
    const { message } = Object(error);
    return typeof message === "string" ? message : "";
  } catch {
    return "";
  }
}
