// Removes secrets from a text that somebody else wrote.
import { nfkc } from "./nfkc.js";

/** Makes one harmless line of a text from somebody else; undefined when it is not a text. */
export type Redact = (text: unknown, maxLength?: number) => string | undefined;

const REDACTED = "[redacted]";
const MAX_LINE_LENGTH = 500;

/** A line that has this many characters of a secret in a row is redacted. */
const WINDOW = 8;

/** The same for text without case and separators. It is longer, because words that run together can match by chance. */
const PLAIN_WINDOW = 12;

/** With more secrets than this, or more bytes of them, the search would take too long, so every line is redacted as a whole. */
export const MAX_SECRETS = 64;
const MAX_SECRET_BYTES = 20_000;

/** A line whose forms have more characters than this is redacted as a whole: only encodings inside one another have so many. */
const MAX_FORM_CHARACTERS = 8_000;

/** Secrets that are prepared for the search. */
export interface Prepared {
  readonly secrets: readonly string[];
  /** Every window of every form of the secrets. */
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
      windows ??= windowsOf(prepared.flatMap(formsOfSecret));
      return windows;
    },
  };
}

/**
 * Makes a redactor that knows the given secrets, and those that are `shared` with other redactors. It replaces a secret that stands in a
 * line as it is. It replaces the whole line if the line has a secret in another form, or eight characters of one in a row.
 */
export function createRedactor(secrets: Iterable<string>, shared: Prepared = prepare([])): Redact {
  const given = [...secrets];
  // Before they are prepared, because an answer can hold very long ones.
  if (given.length + shared.secrets.length > MAX_SECRETS || areTooLong([...given, ...shared.secrets])) return redactAll;
  const own = prepare(given);
  const known = [...own.secrets, ...shared.secrets];
  // One with invisible characters is searched for in two ways.
  if (areTooLong(known)) return redactAll;
  // The longest first, because one secret can be the beginning of another.
  known.sort((a, b) => b.length - a.length);
  const long = known.filter(({ length }) => length >= WINDOW);
  const short = known.filter(({ length }) => length < WINDOW);
  // A secret that is part of another one is left to the search for quotations: it would cut those of the other one into short pieces.
  const whole = long.filter((secret, at) => !long.slice(0, at).some((longer) => longer.includes(secret)));
  const isQuotation = (form: Form): boolean => sharesWindow(form, own.windows()) || sharesWindow(form, shared.windows());
  let latest: { text: string; maxLength: number; line: string } | undefined;

  const redact = (text: string, maxLength: number): string => {
    let parts = [oneLine(text, maxLength)];
    for (const secret of whole) parts = parts.flatMap((part) => part.split(secret));
    // Together, because a secret of the answer can cut the quotation of another one into pieces.
    const forms = formsOfText(parts.join(" "));
    if (sumOf(forms) > MAX_FORM_CHARACTERS || forms.some(isQuotation)) return REDACTED;
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

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
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

/** A form of a text, and how many characters of it in a row count as a quotation. */
interface Form {
  readonly text: string;
  readonly window: number;
}

/** A text without case. */
function withoutCase(text: string): Form {
  return { text: lowerCase(text), window: WINDOW };
}

function lowerCase(text: string): string {
  // Upper case makes one of ß and SS, but not of ß and its capital. And the capital sigma becomes another letter at the end of a word.
  return text.toLowerCase().toUpperCase().toLowerCase().replaceAll("ς", "σ");
}

/** Two ligatures of whole sentences. NFKC turns them into eighteen and eight characters, and every other character into at most six. */
const SENTENCES = /[\ufdfa\ufdfb]/g;

/** A text without case and separators, in NFKC. */
function plain(text: string): Form {
  const lower = lowerCase(nfkc(text.replace(SENTENCES, "")));
  return { text: lower.replace(/[^\p{L}\p{N}]/gu, ""), window: PLAIN_WINDOW };
}

/** The same for a secret. It can be long, so it is cut to twice the length that it had before NFKC. */
function plainSecret(secret: string): Form {
  const { text, window } = plain(secret);
  return { text: text.slice(0, 2 * secret.length), window };
}

/** The forms of a secret that are searched for. Base64 and hexadecimal contain its bytes in UTF-8. */
function formsOfSecret(secret: string): Form[] {
  const bytes = isAscii(secret) ? [] : [withoutCase(utf8(secret))];
  return [...readingsOf(secret).flatMap((each) => [withoutCase(each), plainSecret(each)]), ...bytes];
}

/** The forms of a text: as it is, with its escapes decoded, and the contents of its base64 and hexadecimal. */
function formsOfText(text: string): Form[] {
  const readings = readingsOf(text);
  const plains = readings.map(plain);
  const held = [...readings.flatMap(fromBase64), ...plains.flatMap((form) => fromHex(form.text))];
  // One encoding can be inside another.
  const inside = held.flatMap((each) => [...readingsOf(each), ...fromBase64(each), ...fromHex(withoutSeparators(each))]);
  return [...readings.map(withoutCase), ...plains, ...inside.map(withoutCase)];
}

/**
 * Escapes of a character in an address, in HTML by number, and in JSON and JavaScript: hexadecimal, one decimal form, and a backslash
 * before the character itself. JavaScript's old `escape` writes `%u0041`. JSON doubles the backslash of an escape that is inside it.
 */
const ESCAPE =
  /(?:%|\\{1,4}x)([0-9a-f]{2})|(?:&#x|\\{1,4}u\{)([0-9a-f]{1,6})[;}]|(?:%|\\{1,4})u([0-9a-f]{4})|&#(\d{1,7});|\\(["'`/\\])/gi;

/** A text as it is, with its escapes decoded, and with the escapes inside these decoded too. A secret itself can look like an escape. */
function readingsOf(text: string): string[] {
  const once = decode(text);
  return [...new Set([text, once, decode(once)])];
}

function decode(text: string): string {
  return text.replace(ESCAPE, (whole, two, some, four, decimal, itself) => {
    if (itself) return itself;
    const code = decimal ? Number(decimal) : Number.parseInt(two ?? some ?? four, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** The bytes in base64 and base64url, one character for each byte. A quotation can begin at any of the four places of a group. */
function fromBase64(text: string): string[] {
  const runs = text.match(/[\w+/-]{11,}/g) ?? [];
  return runs
    .map((run) => run.replaceAll("-", "+").replaceAll("_", "/"))
    .flatMap((run) => [0, 1, 2, 3].map((start) => run.slice(start)))
    .map((run) => atob(run.length % 4 === 1 ? run.slice(0, -1) : run));
}

/** The bytes in hexadecimal digits, one character for each byte. A quotation can begin with the second half of a byte. */
function fromHex(text: string): string[] {
  const runs = text.match(/[0-9a-f]{16,}/g) ?? [];
  return runs
    .flatMap((run) => [run, run.slice(1)])
    .map((run) => run.replace(/../g, (byte) => String.fromCharCode(Number.parseInt(byte, 16))));
}

/** Hexadecimal is also written with a colon or a space after each byte. */
function withoutSeparators(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** A character for each byte of the text in UTF-8. */
function utf8(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
}

function sumOf(forms: readonly Form[]): number {
  return forms.reduce((sum, { text }) => sum + text.length, 0);
}

function windowsOf(forms: readonly Form[]): Set<string> {
  const windows = new Set<string>();
  for (const { text, window } of forms)
    for (let end = window; end <= text.length; end++) windows.add(text.slice(end - window, end));
  return windows;
}

function sharesWindow({ text, window }: Form, windows: ReadonlySet<string>): boolean {
  for (let end = window; end <= text.length; end++) if (windows.has(text.slice(end - window, end))) return true;
  return false;
}
