import { oneLine } from "@flexfactor/core/internal";
import { kindOf, printKind } from "./error-kind.js";

/** The function of the store that failed, or `lock` if another process kept the lock for too long. */
export type TokenStoreStep = "get" | "set" | "add" | "remove" | "lock";

/** Fewer characters of a secret than this tell nothing. */
const FRAGMENT = 8;

/**
 * The store of a shared token failed. No call fails because of that, so this error is never thrown: only `onError` receives it. Its message says
 * what the store's own error said, without anything that could be a token. The store's error itself is not kept, because clients of Redis put
 * the command into theirs, and the command holds the token.
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

/** Makes our error from the store's own. `sent` is what the store was given. */
export function storeError(step: TokenStoreStep, error: unknown, sent: readonly string[]): TokenStoreError {
  const kind = kindOf(error);
  const said = redact(messageOf(error), sent);
  return new TokenStoreError(step, `The token store failed at \`${step}\` (${printKind(kind)}): ${said}`, kind.code);
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
