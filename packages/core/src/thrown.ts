// Describes what somebody else threw.
import { given, isObject } from "./json.js";
import { oneLine, type Redact } from "./redact.js";

/** What the system or the runtime says about a failed request: one cause of what `fetch` threw. */
export interface Cause {
  /** The class, like `TypeError`. */
  readonly name: string;
  /** The runtime's code, like `ECONNREFUSED`; empty when there is none. */
  readonly code: string;
  /** The system call that failed, like `connect`; empty when it is not known. */
  readonly syscall: string;
  readonly message: string;
}

/** How many causes of causes are followed, because an error can be its own cause. */
const MAX_DEPTH = 8;

/** The longest list of errors that is followed. A host has only a few addresses, and a list can contain itself. */
const MAX_ERRORS = 8;

/**
 * The innermost causes of what was thrown. Node puts the system's error into `cause`; for a host with two addresses, it is an
 * AggregateError with an error for each. Bun puts `code` on the error itself. Deno gives only a message.
 */
export function causesOf(thrown: unknown): Cause[] {
  try {
    return innermost(thrown, 0);
  } catch {
    // A getter threw, so nothing is known about the cause.
    return [{ name: "", code: "", syscall: "", message: "" }];
  }
}

function innermost(thrown: unknown, depth: number): Cause[] {
  if (!isObject(thrown)) return [{ name: "", code: "", syscall: "", message: textOf(thrown) }];
  const read = (name: string): unknown => given(thrown, name);
  const cause = read("cause");
  const errors = read("errors");
  if (cause && depth < MAX_DEPTH) return innermost(cause, depth + 1);
  // Copied first, because a list of another class can have a length and no items.
  const list = Array.isArray(errors) && errors.length <= MAX_ERRORS && depth < MAX_DEPTH ? Array.from(errors) : [];
  // A list counts as half of the depth, because lists are rarely inside lists.
  if (list.length > 0) return list.flatMap((each) => innermost(each, depth + MAX_DEPTH / 2));
  return [
    {
      name: classOf(read("name")),
      code: codeOf(read("code")),
      syscall: textOf(read("syscall")),
      message: textOf(read("message")),
    },
  ];
}

/** The name of a class, like `VaultError`; empty if it does not look like one, because then it may be anything, also a secret. */
function classOf(name: unknown): string {
  const text = textOf(name);
  return /^[A-Za-z]{0,35}(Error|Exception)$/.test(text) ? text : "";
}

/**
 * A code, like `ECONNREFUSED`, `ERR_HTTP2_ERROR` or `ConnectionRefused`; empty if it does not look like one. Each of its words has its
 * digits at the end, which hardly any secret in capital letters has.
 */
function codeOf(code: unknown): string {
  const text = textOf(code);
  const isCode = text.length <= 50 && /^([A-Z]+\d{0,3}(_[A-Z]+\d{0,3})*|[A-Z][A-Za-z]{2,29})$/.test(text);
  return isCode && text.length >= 3 ? text : "";
}

/** The parts of what was thrown that can be shown even if its message may contain unknown secrets. A missing part is empty. */
export type ThrownKind = Pick<Cause, "name" | "code">;

/** The class and the code of what was thrown, if they are plain words. */
export function kindOfThrown(thrown: unknown): ThrownKind {
  try {
    if (isObject(thrown)) return { name: classOf(given(thrown, "name")), code: codeOf(given(thrown, "code")) };
  } catch {
    // A getter threw, so nothing is known.
  }
  return { name: "", code: "" };
}

/** The class and the code as text for a message: `TypeError ECONNREFUSED`. */
export function printKind({ name, code }: ThrownKind): string {
  return [name, code].filter(Boolean).join(" ");
}

/** The innermost cause of what was thrown, in a few words, without secrets: `Error ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:1`. */
export function describeThrown(thrown: unknown, redact: Redact): string {
  const cause = causesOf(thrown).at(0);
  if (!cause) return "";
  const kind = printKind(cause);
  const line = redactWhole([kind, cause.message].filter(Boolean).join(": "), redact);
  // The words of the class and the code are no secrets, unless they are known.
  const shown = line.startsWith(kind) ? kind + withoutTokens(line.slice(kind.length)) : withoutTokens(line);
  return oneLine(shown);
}

/** How many characters of a message are read. */
const MAX_MESSAGE_LENGTH = 500;

/**
 * A message without the secrets that are known. This comes before each word is judged by itself: the words of a secret that contains commas
 * may look harmless. Nor is a word cut, because it could not be judged then.
 */
export function redactWhole(message: string, redact: Redact): string {
  return redact(wholeWords(message, MAX_MESSAGE_LENGTH), Infinity) ?? "";
}

/** A word that is as long as a secret. Host names have dots in between. */
const LONG_WORD = /[\w+/=~-]{20,}/;

/**
 * Leaves out each word that could be a secret: it has letters and digits, or is a long word. Somebody else's error, like that of a custom
 * `fetch` or a store, can quote a header or an answer, and with it a secret that is not known here.
 */
export function withoutTokens(message: string, longWord: RegExp = LONG_WORD): string {
  const couldBeSecret = (word: string): boolean => {
    const hasBoth = /[A-Za-z]/.test(word) && /\d/.test(word);
    // Codes like `UNABLE_TO_GET_ISSUER_CERT` are no secrets.
    return hasBoth || (longWord.test(word) && !/^[A-Z_]+$/.test(word));
  };
  return message.replace(/[^\s"'`()[\]{}<>,]{8,}/g, (word) => (couldBeSecret(word) ? "…" : word));
}

/** The text up to this length. The word that would be cut is left out, because the beginning of a token can look like a word. */
function wholeWords(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const [whole] = text.slice(0, maxLength).match(/^.*[\s"'`()[\]{}<>,]/s) ?? [""];
  return `${whole}…`;
}

/** A string or a number as text. Other values are no help to a reader, and their `toString` could throw. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}
