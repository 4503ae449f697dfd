import { ConfigError, keysOf, must } from "@flexfactor/core/internal";

/** An object with names and values that can be read, as options are. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return keysOf(value) !== undefined;
}

/**
 * The options as they were given, without what they inherit: whoever can write to `Object.prototype` must not set an option.
 *
 * @throws {ConfigError} when they are no object, or one of them is unknown
 */
export function readOptions<Options extends object>(
  given: Options,
  known: readonly (keyof Options & string)[],
  of: string,
): Options {
  must(isRecord(given), "options", `an object, like { ${known.join(", ")} }`);
  refuseUnknown(given, known, `an option of \`${of}\``);
  try {
    return Object.assign(Object.create(null), given);
  } catch {
    throw new ConfigError(`An option of \`${of}\` cannot be read.`);
  }
}

/** @throws {ConfigError} when an object has a property that nobody would read, naming it */
export function refuseUnknown(given: object, known: readonly string[], kind: string): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const name = /^\w{1,40}$/.test(unknown) ? `\`${unknown}\`` : "One of the names";
  throw new ConfigError(`${name} is not ${kind}. Known: ${known.join(", ")}.`);
}
