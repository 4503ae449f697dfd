import { isObject } from "./failure.js";

/** Told of what is wrong with a value; `place` is where it is within the input, like `.scopes.0`. The value is never quoted. */
export type Note = (problem: string, place: string) => void;

/** A constraint of the spec on what is sent. The generated table is made of these; an unused one is in nobody's bundle. */
export type Check = (value: unknown, note: Note, place?: string) => void;

/** What is no text, list or object; `what` says in words what is `ok`. */
export const is =
  (what: string, ok: (value: never) => boolean): Check =>
  (value, note, place = "") => {
    if (!ok(value as never)) note(`must be ${what}`, place);
  };

/** A string of all these shapes. JSON would silently replace half a surrogate pair, so one is refused. */
export const string =
  (...shapes: readonly RegExp[]): Check =>
  (value, note, place = "") => {
    if (typeof value !== "string" || !value.isWellFormed()) note("must be a string of well-formed Unicode", place);
    else for (const shape of shapes) if (!shape.test(value)) note(`must match ${shape.source}`, place);
  };

export const array =
  (item?: Check): Check =>
  (value, note, place = "") => {
    if (!Array.isArray(value)) return note("must be an array", place);
    for (const [index, each] of value.entries()) item?.(each, note, `${place}.${index}`);
  };

/** `open` as JSON Schema has it: unless it is false, fields that are not listed pass. */
export const object =
  (required: readonly string[], fields: Readonly<Record<string, Check>>, open = true): Check =>
  (value, note, place = "") => {
    if (!isObject(value) || Array.isArray(value)) return note("must be an object", place);
    for (const name of new Set([...required, ...Object.keys(value)])) {
      const at = `${place}.${name}`;
      if (value[name] === undefined) required.includes(name) && note("is required", at);
      else if (Object.hasOwn(fields, name)) fields[name]?.(value[name], note, at);
      else if (!open) note("is not a field of this request", at);
    }
  };

/**
 * The shape of a path parameter. It leaves out what would address something else, which is nothing, `.` and `..`, and what servers
 * on the way decode into a slash or a control character. Everything else is percent-encoded.
 */
export const SEGMENT = /^(?!\.{0,2}$)[^/\\\p{Cc}]*$/u;
