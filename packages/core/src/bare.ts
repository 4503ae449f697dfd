/** A copy that inherits nothing. So a property that other code put on `Object.prototype` is not read as one of its fields. */
export function bare<T extends object>(fields: T): T {
  return Object.assign(Object.create(null), fields);
}

/** Gives an object own fields. To assign them would fail where its class or `Object.prototype` has a setter, or a field that is read-only. */
export function giveFields<T extends object>(object: T, fields: object): T {
  for (const name of Object.keys(fields)) {
    const value = (fields as Record<string, unknown>)[name];
    Object.defineProperty(object, name, bare({ value, enumerable: true, configurable: true, writable: true }));
  }
  return object;
}

/** Gives an object a field that is not enumerable. A bare descriptor inherits nothing from `Object.prototype`. */
export function defineHidden<T extends object>(object: T, name: PropertyKey, value: unknown): T {
  return Object.defineProperty(object, name, bare({ value }));
}
