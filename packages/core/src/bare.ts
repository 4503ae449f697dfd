/** A copy that inherits nothing. So a property that other code put on `Object.prototype` is not read as one of its fields. */
export function bare<T extends object>(fields: T): T {
  return Object.assign(Object.create(null), fields);
}

/** Gives an object a field that is not enumerable. A bare descriptor inherits nothing from `Object.prototype`. */
export function defineHidden<T extends object>(object: T, name: PropertyKey, value: unknown): T {
  return Object.defineProperty(object, name, bare({ value }));
}
