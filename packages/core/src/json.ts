/** An object or an array of JSON, whose fields can be read by name. */
export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null;
}

/** The names of an object's own fields; undefined for other values, for a list, and when reading it throws, as with some proxies. */
export function keysOf(value: unknown): string[] | undefined {
  try {
    return isObject(value) && !Array.isArray(value) ? Object.keys(value) : undefined;
  } catch {
    return undefined;
  }
}

/** The names of an object's fields, or the numbers of a list's items. `Object.keys` makes a text of each number, which takes Bun long. */
export function namesIn(value: JsonObject): Iterable<string | number> {
  return Array.isArray(value) ? value.keys() : Object.keys(value);
}

/** Whether an object has a field, or a list an item. */
export function hasContent(value: object): boolean {
  return (Array.isArray(value) ? value : Object.keys(value)).length > 0;
}

/** How many prototypes are looked at, because a proxy can be its own prototype. */
const MAX_PROTOTYPES = 10;

/** A field, unless it comes from `Object.prototype`: a `code` there would make each failure look as if nothing was sent. */
export function given<T extends object, Name extends keyof T>(object: T, name: Name): T[Name] | undefined {
  if (!(name in Object.prototype)) return object[name];
  let owner: object | null = object;
  for (let depth = 0; owner && owner !== Object.prototype && depth < MAX_PROTOTYPES; depth++) {
    if (Object.hasOwn(owner, name)) return object[name];
    owner = Object.getPrototypeOf(owner);
  }
  return undefined;
}

/** A field that the server sent, and not one that other code put on `Object.prototype`. */
export function own(record: JsonObject, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
