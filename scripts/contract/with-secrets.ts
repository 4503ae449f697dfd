// Replaces the secrets in an example of the spec, as the SDK does.

/** Replaces each string in fields with these names, at any depth, and each string within such a field. */
export function withSecrets(data: unknown, names: readonly string[], replace: (secret: string) => unknown): unknown {
  return mapFields(data, (name, value) =>
    names.includes(name) ? everyString(value, replace) : withSecrets(value, names, replace),
  );
}

function everyString(data: unknown, replace: (secret: string) => unknown): unknown {
  // A blank string is not a secret.
  if (typeof data === "string") return data.trim() ? replace(data) : data;
  return mapFields(data, (_, value) => everyString(value, replace));
}

function mapFields(data: unknown, change: (name: string, value: unknown) => unknown): unknown {
  if (Array.isArray(data)) return data.map((item) => change("", item));
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, change(name, value)]));
}
