/** Makes one harmless line out of text that somebody else wrote; gives undefined for what is not a text. */
export type Redact = (text: unknown) => string | undefined;

const REDACTED = "[redacted]";
const MAX_LINE_LENGTH = 500;

/** So many characters of a secret in a row are never shown. */
const WINDOW = 8;

/** The same without case and separators, where the words of a sentence run into each other and match by chance. */
const PLAIN_WINDOW = 12;

/** Above these, redaction would keep the processor busy, and every line is redacted as a whole. */
const MAX_SECRETS = 64;
const MAX_SECRET_CHARACTERS = 20_000;

/**
 * Makes a redactor that knows the given secrets. A secret is replaced where it stands as it is. A line that quotes it in another
 * form, or eight characters of it in a row, is replaced as a whole.
 */
export function createRedactor(secrets: Iterable<string>): Redact {
  const known = [...secrets].filter(Boolean).sort((a, b) => b.length - a.length);
  const tooMany = known.length > MAX_SECRETS || known.join("").length > MAX_SECRET_CHARACTERS;
  let windows: ReadonlySet<string> | undefined;

  return (text) => {
    if (typeof text !== "string") return undefined;
    if (tooMany) return REDACTED;
    // Made only when there is something to redact: most calls succeed.
    windows ??= new Set(known.flatMap(formsOfSecret).flatMap(windowsOf));
    const isQuoted = (part: string): boolean =>
      formsOfText(part)
        .flatMap(windowsOf)
        .some((each) => windows?.has(each));

    let parts = [oneLine(text)];
    for (const secret of known) parts = parts.flatMap((part) => part.split(secret));
    return parts.some(isQuoted) ? REDACTED : cut(parts.join(REDACTED));
  };
}

/** Text without control and invisible characters, so that it cannot forge a line of a log. */
export function oneLine(text: string): string {
  return cut(
    text.slice(0, 2 * MAX_LINE_LENGTH).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]+/gu, " "),
  );
}

/** At most {@link MAX_LINE_LENGTH} characters, and no half of a surrogate pair at the end. */
function cut(line: string): string {
  return line.slice(0, MAX_LINE_LENGTH).replace(/[\ud800-\udbff]$/, "");
}

/** A way to read a text, and how many characters of it in a row count as a quotation. */
interface Form {
  readonly text: string;
  readonly window: number;
}

/** A text as it is, and without case and separators. */
function formsOf(text: string): Form[] {
  const plain = text.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "");
  return [
    { text: text.toLowerCase(), window: WINDOW },
    { text: plain.toLowerCase(), window: PLAIN_WINDOW },
  ];
}

/** The forms of a text as it is and decoded. */
function formsOfText(text: string): Form[] {
  const decoded = decode(text);
  return decoded === text ? formsOf(text) : [text, decoded].flatMap(formsOf);
}

/** The forms in which a server may quote a secret. */
function formsOfSecret(secret: string): Form[] {
  return [...formsOfText(secret), ...encodings(secret).flatMap(formsOf)];
}

/** Undoes percent-encoding, character references of HTML and escapes of JSON, also when one is inside another. */
function decode(text: string): string {
  const once = (from: string): string =>
    from.replace(/%([0-9a-f]{2})|&#x([0-9a-f]{1,6});|&#(\d{1,7});|\\u([0-9a-f]{4})/gi, (whole, percent, hex, decimal, json) => {
      const code = decimal ? Number(decimal) : Number.parseInt(percent ?? hex ?? json, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    });
  return once(once(text));
}

/** The secret in hexadecimal, and in base64 at each of the three places where it can begin in a longer text. */
function encodings(secret: string): string[] {
  const bytes = utf8(secret);
  const hex = Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");
  const base64 = ["", "\0", "\0\0"].map((before) => {
    // The first characters depend on what stands before the secret, the last ones on what follows it.
    const start = before.length === 0 ? 0 : before.length + 1;
    return btoa(before + bytes)
      .slice(start)
      .replace(/.?=*$/, "");
  });
  return [hex, ...base64];
}

/** A character for each byte of the text in UTF-8, as `btoa` takes them. */
function utf8(text: string): string {
  const percentEncoded = encodeURIComponent(text.replace(/\p{Cs}/gu, ""));
  return percentEncoded.replace(/%(..)/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function windowsOf({ text, window }: Form): string[] {
  const windows: string[] = [];
  for (let end = window; end <= text.length; end++) windows.push(text.slice(end - window, end));
  return windows;
}
