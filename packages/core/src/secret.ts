// A registered symbol, so that a Secret of a second copy of this package is recognised.
const BRAND = /* @__PURE__ */ Symbol.for("@flexfactor/secret");

const REDACTED = "[redacted]";

/**
 * A string that is never printed. `String()`, templates, JSON and the `console.log` of Node, Bun and Deno give `[redacted]`. Only
 * {@link Secret.reveal} gives the string.
 *
 * @example
 * console.log(key.value);              // [redacted]
 * await vault.put(key.value.reveal());
 */
export class Secret {
  readonly #value: string;

  /** Holds `value` so that it does not print. */
  constructor(value: string) {
    this.#value = value;
  }

  /**
   * A getter that all inherit: a field of each would cost more than all else when an answer has thousands.
   *
   * @internal
   */
  get [BRAND](): true {
    return true;
  }

  /**
   * Returns the string itself. Give it to a vault, not to a log.
   *
   * @throws {TypeError} on a clone or a proxy of the Secret, which cannot hold the string
   */
  reveal(): string {
    if (!(#value in this))
      throw new TypeError("A clone or proxy of a Secret does not hold its value. Call reveal() on the original.");
    return this.#value;
  }

  /** Returns `[redacted]`. */
  toString(): string {
    return REDACTED;
  }

  /** Returns `[redacted]`. */
  toJSON(): string {
    return REDACTED;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return REDACTED;
  }

  [Symbol.for("Deno.customInspect")](): string {
    return REDACTED;
  }
}

/** Whether `value` is a {@link Secret}. It also works for a Secret of a second copy of this package or of its other build. */
export function isSecret(value: unknown): value is Secret {
  return typeof value === "object" && value !== null && BRAND in value;
}
