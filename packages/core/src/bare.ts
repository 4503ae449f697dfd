/** A copy that inherits nothing, so that what somebody put on `Object.prototype` is not taken for one of its fields. */
export function bare<T extends object>(fields: T): T {
  return Object.assign(Object.create(null), fields);
}

/** Gives an object a field that does not show, whatever `Object.prototype` says of descriptions of fields. */
export function defineHidden<T extends object>(object: T, name: PropertyKey, value: unknown): T {
  return Object.defineProperty(object, name, bare({ value }));
}
