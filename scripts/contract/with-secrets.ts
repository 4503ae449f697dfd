// An example of the spec as the SDK gives it: with something else in place of each secret.

/** The data with `replace` of each string in the fields of these names, wherever they are, and in all that such a field holds. */
export function withSecrets(data: unknown, names: readonly string[], replace: (secret: string) => unknown): unknown {
  return mapFields(data, (name, value) =>
    names.includes(name) ? everyString(value, replace) : withSecrets(value, names, replace),
  );
}

function everyString(data: unknown, replace: (secret: string) => unknown): unknown {
  // A blank string is no secret.
  if (typeof data === "string") return data.trim() ? replace(data) : data;
  return mapFields(data, (_, value) => everyString(value, replace));
}

function mapFields(data: unknown, change: (name: string, value: unknown) => unknown): unknown {
  if (Array.isArray(data)) return data.map((item) => change("", item));
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, change(name, value)]));
}
