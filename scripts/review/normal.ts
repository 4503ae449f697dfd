// The normal form of schemas, in which they are compared: a list of alternatives with one type each.
import type { Constraints } from "./constraints.ts";
import type { Keywords, Raw } from "./raw-schema.ts";

/** The values of one type, with all their constraints. */
export interface Alternative {
  /** `undefined` if every type is allowed. */
  type: string | undefined;
  /** The allowed values, as JSON. */
  values: string[] | undefined;
  constraints: Constraints;
  /** The properties of an object by name, or the items of a tuple by index. */
  properties: Record<string, Normal>;
  required: string[];
  /** All other properties; `undefined` if there is no constraint. */
  additional?: Normal | undefined;
  items?: Normal | undefined;
}

export interface Normal {
  id: number;
  /** The parts without references and `allOf`. A value must satisfy all of them. */
  parts: Keywords[];
  /** The name of the schema, if it was a single reference. */
  name: string | undefined;
  /** Keywords that do not constrain values: `description`, `default`, `x-lifetime-ms`. */
  notes: Keywords;
  /** Whether its alternatives are being computed, as in a schema that contains itself. */
  isOpen: () => boolean;
  /** Without alternatives, no value is valid. */
  alternatives: () => Alternative[];
  /** Whether a value that fits two alternatives is invalid. */
  exclusive: () => boolean;
}
/** The normal form of the values that fit all the given schemas. */
export type Normalise = (...raws: Raw[]) => Normal;

/** A record without inherited keys, because a property may be called `constructor`. */
export function recordOf<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  return Object.assign(Object.create(null), Object.fromEntries(entries));
}
