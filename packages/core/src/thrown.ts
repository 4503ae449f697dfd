import { isObject, type JsonObject } from "./json.js";

/** What the system or the runtime says of a failed request: one of the causes of what `fetch` threw. */
export interface Cause {
  /** The class, like `TypeError`. */
  readonly name: string;
  /** The runtime's code, like `ECONNREFUSED`; empty when there is none. */
  readonly code: string;
  /** The system's call that failed, like `connect`; empty when it is not known. */
  readonly syscall: string;
  readonly message: string;
}

/** How deep causes are followed. An error can be its own cause. */
const MAX_DEPTH = 8;

/** How many errors of a list are followed. A host has a few addresses; a list can contain itself. */
const MAX_ERRORS = 8;

/**
 * The innermost causes of what was thrown. Node puts the system's error into `cause`, and for a host with two addresses an
 * AggregateError with one of each; Bun puts `code` on the error itself; Deno gives a message only.
 */
export function causesOf(thrown: unknown): Cause[] {
  try {
    return innermost(thrown, 0);
  } catch {
    // A getter of it threw, so it proves nothing.
    return [{ name: "", code: "", syscall: "", message: "" }];
  }
}

function innermost(thrown: unknown, depth: number): Cause[] {
  if (!isObject(thrown)) return [{ name: "", code: "", syscall: "", message: textOf(thrown) }];
  const [cause, errors, name, code, syscall, message] = FIELDS.map((field) => given(thrown, field));
  if (cause && depth < MAX_DEPTH) return innermost(cause, depth + 1);
  if (Array.isArray(errors) && errors.length > 0 && errors.length <= MAX_ERRORS && depth < MAX_DEPTH)
    // Half the depth: there are few lists in lists.
    return Array.from(errors).flatMap((each) => innermost(each, depth + MAX_DEPTH / 2));
  return [{ name: textOf(name), code: codeOf(code), syscall: textOf(syscall), message: textOf(message) }];
}

const FIELDS = ["cause", "errors", "name", "code", "syscall", "message"] as const;

/** A field, unless all objects have it: with a `code` on `Object.prototype`, any failure would prove that nothing was sent. */
function given(thrown: JsonObject, name: string): unknown {
  return name in Object.prototype && !Object.hasOwn(thrown, name) ? undefined : thrown[name];
}

/** The name of a class. A sentence in its place may be anything. */
function classOf(name: unknown): string {
  const text = textOf(name);
  return /^[A-Za-z][\w-]{1,40}$/.test(text) ? text : "";
}

/** A code is a word, like `ECONNREFUSED` or `ConnectionRefused`. Anything else may be something that a wrapper of `fetch` put there. */
function codeOf(code: unknown): string {
  const text = textOf(code);
  return /^([A-Z][A-Z0-9_]{2,49}|[A-Z][A-Za-z]{2,29})$/.test(text) ? text : "";
}

/** What is safe to repeat of what was thrown, without knowing the secrets that its message may hold. Each is empty when there is none. */
export type ThrownKind = Pick<Cause, "name" | "code">;

/** The class and the code of what was thrown, if they are plain words. */
export function kindOfThrown(thrown: unknown): ThrownKind {
  try {
    if (isObject(thrown)) return { name: classOf(given(thrown, "name")), code: codeOf(given(thrown, "code")) };
  } catch {
    // A getter of it threw, so it says nothing.
  }
  return { name: "", code: "" };
}

/** As it stands in a message: `TypeError ECONNREFUSED`. */
export function printKind({ name, code }: ThrownKind): string {
  return [name, code].filter(Boolean).join(" ");
}

/** The innermost cause of what was thrown, in a few words: `Error ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:1`. */
export function describeThrown(thrown: unknown): string {
  const [cause] = causesOf(thrown);
  return cause ? sentence(cause) : "";
}

function sentence(cause: Cause): string {
  return [printKind(cause), withoutTokens(cause.message)].filter(Boolean).join(": ");
}

/** How much of a message is read. In one of ten million characters, the search for tokens overflows the stack. */
const MAX_MESSAGE_LENGTH = 2_000;

/**
 * Some implementations of `fetch` quote a header or an address in their errors, and with it a secret that is not known here. Whatever
 * is as long as one, and is no code, is left out.
 */
export function withoutTokens(message: string): string {
  return message.slice(0, MAX_MESSAGE_LENGTH).replace(/[A-Za-z0-9+/=_~-]{20,}/g, (word) => (/^[A-Z_]+$/.test(word) ? word : "…"));
}

/** Other values say nothing to a reader, and their `toString` could throw. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}
