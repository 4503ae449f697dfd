/** What is safe to repeat of an error that is not ours: its class and its code, if they are plain words. Its message may hold a secret. */
export interface ErrorKind {
  readonly name: string | undefined;
  readonly code: string | undefined;
}

export function kindOf(error: unknown): ErrorKind {
  try {
    const { name, code } = Object(error);
    return { name: wordOf(name), code: wordOf(code) };
  } catch {
    // What throws when it is looked at says nothing.
    return { name: undefined, code: undefined };
  }
}

/** As it stands in a message: `RedisError ECONNREFUSED`. */
export function printKind({ name, code }: ErrorKind): string {
  return [name, code].filter((word) => word !== undefined).join(" ") || "unknown error";
}

function wordOf(value: unknown): string | undefined {
  return typeof value === "string" && /^[A-Za-z][\w-]{1,40}$/.test(value) ? value : undefined;
}
