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
