// The one form that schemas are compared in: a list of alternatives, each of one type.
import type { Constraints } from "./constraints.ts";
import type { Keywords, Raw } from "./raw-schema.ts";

/** The values of one type, with everything that is asked of them. */
export interface Alternative {
  /** Undefined where every type is taken. */
  type: string | undefined;
  /** The only values, each as JSON. */
  values: string[] | undefined;
  constraints: Constraints;
  /** Of an object by name, of a tuple by index. */
  properties: Record<string, Normal>;
  required: string[];
  /** All other properties; undefined where anything goes. */
  additional?: Normal | undefined;
  items?: Normal | undefined;
}

export interface Normal {
  id: number;
  /** Without references and `allOf`; all of them hold. */
  parts: Keywords[];
  /** The last word of the one reference that it was, if it was one. */
  name: string | undefined;
  /** What is said about it that no value can break: `description`, `default`, `x-lifetime-ms`. */
  notes: Keywords;
  /** Whether its alternatives are being computed: it contains itself. */
  isOpen: () => boolean;
  /** No alternative means that no value fits. */
  alternatives: () => Alternative[];
  /** Whether a value that fits two alternatives is refused. */
  exclusive: () => boolean;
}
/** Gives the normal form of what fits all of some schemas. */
export type Normalise = (...raws: Raw[]) => Normal;

/** A record that has nothing but its own keys, because a property may be called `constructor`. */
export function recordOf<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  return Object.assign(Object.create(null), Object.fromEntries(entries));
}
