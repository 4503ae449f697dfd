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

/** A field, unless all objects inherit it: a `code` on `Object.prototype` would make each failure look as if nothing was sent. */
export function given(object: object, name: string): unknown {
  return name in Object.prototype && !Object.hasOwn(object, name) ? undefined : (object as JsonObject)[name];
}

/** A field that the server sent, and not one that other code put on `Object.prototype`. */
export function own(record: JsonObject, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
