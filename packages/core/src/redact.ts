// Removes secrets from a text that somebody else wrote.
import { isAscii, quotes, WINDOW, windowsOf } from "./quotation.js";

/** Makes one harmless line of a text from somebody else, without white space around it; undefined when it is not a text. */
export type Redact = (text: unknown, maxLength?: number) => string | undefined;

const REDACTED = "[redacted]";
const MAX_LINE_LENGTH = 500;

/** With more secrets than this, or more bytes of them, the search would take too long, so every line is redacted as a whole. */
export const MAX_SECRETS = 64;
const MAX_SECRET_BYTES = 20_000;

/** How many characters of a secret are looked for in a longer one. */
const MAX_COMPARED = 100;

/** Secrets that are prepared for the search. */
export interface Prepared {
  readonly secrets: readonly string[];
  /** What {@link quotes} searches for. */
  readonly windows: () => ReadonlySet<string>;
}

/** Prepares secrets. This takes long if they are long, so many redactors can share what was prepared. */
export function prepare(secrets: Iterable<string>): Prepared {
  // Also as they read in a line: a password can end in the line feed of its file.
  const prepared = [...new Set([...secrets].flatMap((secret) => [secret, withoutUnseen(secret).trim()]))].filter(Boolean);
  let windows: Set<string> | undefined;
  return {
    secrets: prepared,
    windows: () => {
      // Made at the first text, because most calls succeed and have none.
      windows ??= windowsOf(prepared);
      return windows;
    },
  };
}

/**
 * Makes a redactor that knows the given secrets, and those that are `shared` with other redactors. It replaces a secret that stands once in
 * a line as it is. It replaces the whole line if the line has it twice, one in another form, or eight characters of one in a row.
 */
export function createRedactor(secrets: Iterable<string>, shared: Prepared = prepare([])): Redact {
  const given = [...secrets];
  // Before they are prepared, because an answer can hold very long ones.
  if (given.length + shared.secrets.length > MAX_SECRETS || areTooLong([...given, ...shared.secrets])) return redactAll;
  const own = prepare(given);
  const known = [...own.secrets, ...shared.secrets];
  // Again, because `prepare` adds a second text for a secret with control characters.
  if (areTooLong(known)) return redactAll;
  // The longest first, because one secret can be the beginning of another.
  known.sort((a, b) => b.length - a.length);
  const long = known.filter(({ length }) => length >= WINDOW);
  const short = known.filter(({ length }) => length < WINDOW);
  // A secret that is part of another one is left to the search for quotations: it would cut those of the other one into short pieces.
  // Only its end is looked for: to compare long texts takes long if they differ late.
  const replaceable = long.filter(
    (secret, at) => !long.slice(0, at).some((longer) => longer.includes(secret.slice(-MAX_COMPARED))),
  );
  let latest: { text: string; maxLength: number; line: string } | undefined;

  const redact = (text: string, maxLength: number): string => {
    const line = oneLine(text, maxLength).trim();
    const quoted = replaceable.find((secret) => line.includes(secret));
    let parts = quoted ? line.split(quoted) : [line];
    // Cut out twice, a secret of the answer could leave pieces of another one's quotation that are too short to be recognised.
    if (parts.length > 2 || quotes(parts.join(" "), [own.windows(), shared.windows()])) return REDACTED;
    // Only now: a secret of one letter would cut the quotation of a long one into pieces.
    for (const secret of short) parts = parts.flatMap((part) => part.split(secret));
    return cut(parts.join(REDACTED), maxLength);
  };
  return (text, maxLength = MAX_LINE_LENGTH) => {
    if (typeof text !== "string") return undefined;
    // Many calls can end for the same reason, when their shared signal is aborted.
    if (latest?.text !== text || latest.maxLength !== maxLength) latest = { text, maxLength, line: redact(text, maxLength) };
    return latest.line;
  };
}

const redactAll: Redact = (text) => (typeof text === "string" ? REDACTED : undefined);

function areTooLong(secrets: readonly string[]): boolean {
  return secrets.reduce((sum, secret) => sum + mostBytes(secret), 0) > MAX_SECRET_BYTES;
}

/** How many bytes a secret can have in UTF-8: one for each character of ASCII, and at most three for another one. */
function mostBytes(secret: string): number {
  return isAscii(secret) ? secret.length : 3 * secret.length;
}

/** Text without control and invisible characters, so that it cannot forge a line of a log. */
export function oneLine(text: string, maxLength = MAX_LINE_LENGTH): string {
  return cut(withoutUnseen(text.slice(0, 2 * MAX_LINE_LENGTH)), maxLength);
}

/** Text with a space in place of control and invisible characters. */
function withoutUnseen(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]+/gu, " ");
}

/** At most `maxLength` characters, without half surrogate pairs: replacing a secret can leave half of a pair. */
function cut(line: string, maxLength: number): string {
  return line.slice(0, maxLength).replace(/\p{Cs}/gu, "");
}
