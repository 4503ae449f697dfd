// A string that does not print.
import { isObject } from "./json.js";

// A registered symbol, so that a Secret of a second copy of this package is recognised.
const BRAND = /* @__PURE__ */ Symbol.for("@flexfactor/secret");

const REDACTED = "[redacted]";

/**
 * A string that does not print. `String()`, templates, JSON and the `console.log` of Node, Bun and Deno show `[redacted]`. Only
 * {@link Secret.reveal} returns the string.
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
   * A getter on the prototype. A field on each Secret would be too slow when an answer has thousands of them.
   *
   * @internal
   */
  get [BRAND](): true {
    return true;
  }

  /**
   * Returns the string itself. Give it to a vault, not to a log.
   *
   * @throws {TypeError} on a clone or a proxy of the Secret, which does not hold the string
   */
  reveal(): string {
    if (!isSecret(this) || !(#value in this))
      throw new TypeError(
        "Only the Secret itself holds its value, not a clone or a proxy of it. Call `reveal` as a method: `key.value.reveal()`.",
      );
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
  try {
    return isObject(value) && BRAND in value;
  } catch {
    // It is a proxy that throws.
    return false;
  }
}
