// A registered symbol, so that the guard also holds for secrets of a second copy of this package, such as its other build.
const BRAND = /* @__PURE__ */ Symbol.for("@flexfactor/secret");

/**
 * A string that does not print. `String()`, templates, JSON and the inspectors of Node, Bun and Deno give `[redacted]`;
 * only {@link Secret.reveal} gives the string.
 *
 * @example
 * console.log(key.value);              // [redacted]
 * await vault.put(key.value.reveal());
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** The string itself. Hand it to a vault, not to a log. */
  reveal(): string {
    return this.#value;
  }

  /** `[redacted]` */
  toString(): string {
    return "[redacted]";
  }

  /** `[redacted]` */
  toJSON(): string {
    return "[redacted]";
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return "[redacted]";
  }

  [Symbol.for("Deno.customInspect")](): string {
    return "[redacted]";
  }
}

/** Whether this is a {@link Secret}, also when it comes from another copy of the package: `import` and `require` load one each. */
export function isSecret(value: unknown): value is Secret {
  return typeof value === "object" && value !== null && BRAND in value;
}
