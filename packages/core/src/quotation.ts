// Finds out whether a text quotes a secret: as it is, in another case, without separators, or encoded.
import { nfkc } from "./nfkc.js";

/** A text that has this many characters of a secret in a row quotes it. */
export const WINDOW = 8;

/** The same without case and separators. It is longer, because words that run together can match by chance. */
const PLAIN_WINDOW = 12;

/** A text whose forms have more characters than this counts as a quotation: only encodings inside one another have so many. */
const MAX_FORM_CHARACTERS = 8_000;

/** Every window of every form of the secrets. */
export function windowsOf(secrets: readonly string[]): Set<string> {
  const windows = new Set<string>();
  for (const { text, window } of secrets.flatMap(formsOfSecret))
    for (let end = window; end <= text.length; end++) windows.add(text.slice(end - window, end));
  return windows;
}

/** Whether a form of the text has a window of a secret. */
export function quotes(text: string, ofSecrets: readonly ReadonlySet<string>[]): boolean {
  const forms = formsOfText(text);
  const characters = forms.reduce((sum, form) => sum + form.text.length, 0);
  return characters > MAX_FORM_CHARACTERS || forms.some((form) => ofSecrets.some((windows) => sharesWindow(form, windows)));
}

function sharesWindow({ text, window }: Form, windows: ReadonlySet<string>): boolean {
  for (let end = window; end <= text.length; end++) if (windows.has(text.slice(end - window, end))) return true;
  return false;
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

export function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}
