import { kindOfThrown, oneLine, printKind } from "@flexfactor/core/internal";

/** What the store was asked when it failed. `lock`: another process kept the lock for too long. */
export type TokenStoreStep = "get" | "set" | "add" | "remove" | "lock";

/** Fewer characters of a secret than this tell nothing. */
const FRAGMENT = 8;

/**
 * A store of shared tokens failed. That costs an exchange and no call, so nobody throws this error: `onError` receives it. It says what the
 * store's own error said, without anything that could be a token. The store's error itself is not kept: clients of Redis put the command into
 * theirs, and the command holds the token.
 */
export class TokenStoreError extends Error {
  /** The name of the class, for programs that cannot use `instanceof`. */
  override readonly name = "TokenStoreError";
  /** What the store was asked. */
  readonly step: TokenStoreStep;
  /** The `code` of the store's error, like `ECONNREFUSED`, if it has one. */
  readonly code: string | undefined;

  constructor(step: TokenStoreStep, message: string, code?: string) {
    super(message);
    this.step = step;
    this.code = code;
  }
}

/** Makes our error from the store's own. `sent` is what the store was given. */
export function storeError(step: TokenStoreStep, error: unknown, sent: readonly string[]): TokenStoreError {
  const kind = kindOfThrown(error);
  const what = printKind(kind) || "unknown error";
  const said = redact(messageOf(error), sent);
  return new TokenStoreError(step, `The token store failed at \`${step}\` (${what}): ${said}`, kind.code || undefined);
}

function messageOf(error: unknown): string {
  try {
    const { message } = Object(error);
    return typeof message === "string" ? message : "";
  } catch {
    return "";
  }
}

/** One line of at most 200 characters. A long run of letters and digits may be a token in any encoding. */
function redact(message: string, sent: readonly string[]): string {
  const line = oneLine(message.slice(0, 2_000).replace(/[\w+/=-]{24,}/g, "[redacted]"), 200);
  for (let at = 0; at + FRAGMENT <= line.length; at++) {
    const fragment = line.slice(at, at + FRAGMENT);
    if (sent.some((text) => text.includes(fragment))) return "[redacted]";
  }
  return line || "no message";
}
