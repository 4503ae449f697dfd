// Brings schemas into a normal form: a list of alternatives with one type each. References, `allOf`, `const`, `null` among types, and the
// shared part of a union vanish, so that two schemas differ only if their meaning differs.
import type { Spec } from "@flexfactor/spec";
import { ANY, alternativesOf, bothOf, isLike, isNever, settled } from "./alternative.ts";
import { type Alternative, type Normal, type Normalise, recordOf } from "./normal.ts";
import { flattenerOf, type Keywords, type Raw } from "./raw-schema.ts";

const NOTES = /^(description|default|deprecated|readOnly|writeOnly|x-.*)$/;
/** Unions with more combinations than this stay as they are. */
const MOST = 64;

export function normaliserOf(spec: Spec): Normalise {
  const flatten = flattenerOf(spec);
  const known = new Map<string, Normal>();
  const ids = new Map<Keywords, number>();
  const idOf = (part: Keywords): number => {
    const id = ids.get(part) ?? ids.size;
    ids.set(part, id);
    return id;
  };
  const normalise: Normalise = (...raws) => {
    const parts = [...new Set(raws.flatMap(flatten))];
    const key = parts.map(idOf).sort().join();
    const before = known.get(key);
    if (before) return before;
    const normal = normalOf(known.size, raws, parts, normalise);
    known.set(key, normal);
    return normal;
  };
  return normalise;
}

function normalOf(id: number, raws: Raw[], parts: Keywords[], normalise: Normalise): Normal {
  const [raw] = raws;
  const $ref = raws.length === 1 && typeof raw === "object" ? raw["$ref"] : undefined;
  const notes = Object.fromEntries(parts.toReversed().flatMap((part) => Object.entries(part).filter(([key]) => NOTES.test(key))));
  const expanded = lazily(() => parts.map((part) => expand(part, normalise)));
  const alternatives = lazily(() =>
    joined(expanded.get().reduce<Alternative[]>((all, one) => product(all, one.alternatives, normalise), [ANY])).map((one) =>
      closed(one, normalise),
    ),
  );
  return {
    id,
    parts,
    name: typeof $ref === "string" ? $ref.split("/").pop() : undefined,
    notes,
    isOpen: alternatives.isOpen,
    alternatives: alternatives.get,
    exclusive: () => expanded.get().some(({ exclusive }) => exclusive),
  };
}

/**
 * All parts together decide which properties are additional: those that no part describes. A schema that takes none of them need not
 * forbid one by its name.
 */
function closed(alternative: Alternative, normalise: Normalise): Alternative {
  const { unevaluatedProperties, ...others } = alternative.constraints;
  const closes = JSON.stringify(unevaluatedProperties) === '["false"]' && !alternative.additional;
  const { additional, constraints } = closes ? { additional: normalise(false), constraints: others } : alternative;
  if (!additional || !isNever(additional)) return alternative;
  const properties = recordOf(Object.entries(alternative.properties).filter(([, normal]) => !isNever(normal)));
  return { ...alternative, constraints, additional, properties };
}

/** Computes a value once. `isOpen` says whether the computation is running. */
function lazily<T>(compute: () => T): { get: () => T; isOpen: () => boolean } {
  let result: T | undefined;
  let isOpen = false;
  const get = (): T => {
    if (result !== undefined) return result;
    isOpen = true;
    result = compute();
    isOpen = false;
    return result;
  };
  return { get, isOpen: () => isOpen };
}

interface Expanded {
  alternatives: Alternative[];
  exclusive: boolean;
}

/** The alternatives of one part without `allOf` and `$ref`, with its unions combined. */
function expand(part: Keywords, normalise: Normalise): Expanded {
  let alternatives = alternativesOf(part, normalise);
  let exclusive = false;
  for (const union of ["anyOf", "oneOf"] as const) {
    const members = membersOf(part, union, normalise);
    if (members.length === 0) continue;
    const found = members.map((member) => ({ member, alternatives: marked(member, part, normalise) }));
    exclusive ||= union === "oneOf" && overlap(found.map((one) => one.alternatives));
    alternatives = product(
      alternatives,
      found.flatMap((one) => one.alternatives),
      normalise,
    );
  }
  return { alternatives, exclusive };
}

/**
 * The members of a union, except those that are being computed. If one of these extends this part, as a schema does that inherits from its
 * own union, the union adds no constraint to it.
 */
function membersOf(part: Keywords, union: string, normalise: Normalise): Raw[] {
  const members = (part[union] ?? []) as Raw[];
  const open = members.filter((member) => normalise(member).isOpen());
  const inherits = open.some((member) => normalise(member).parts.length > 1 && normalise(member).parts.includes(part));
  return inherits ? [] : members.filter((member) => !open.includes(member));
}

/** A member of a union, with the value of its discriminator from the mapping. */
function marked(member: Raw, { discriminator }: Keywords, normalise: Normalise): Alternative[] {
  const { propertyName, mapping = {} } = (discriminator ?? {}) as { propertyName?: string; mapping?: Record<string, string> };
  const $ref = typeof member === "object" ? member["$ref"] : undefined;
  const alternatives = normalise(member).alternatives();
  if (!propertyName || typeof $ref !== "string") return alternatives;
  const name = $ref.split("/").pop() ?? "";
  const keys = Object.entries(mapping).flatMap(([key, to]) => (to === $ref || to === name ? [key] : []));
  return alternatives.map((alternative) => {
    const values = alternative.properties[propertyName]?.alternatives().flatMap((one) => one.values ?? []) ?? [];
    if (keys.length === 0) return alternative;
    // If the values and the mapping disagree, the server sends the values, but the types come from the mapping.
    if (values.length > 0 && !keys.some((key) => values.includes(JSON.stringify(key))))
      return {
        ...alternative,
        constraints: { ...alternative.constraints, discriminator: keys.sort().map((key) => JSON.stringify(key)) },
      };
    const mark = markOf(propertyName, keys);
    return bothOf(alternative, { ...ANY, properties: recordOf([[propertyName, normalise(mark)]]) }, normalise) ?? alternative;
  });
}

const marks = new Map<string, Keywords>();
function markOf(propertyName: string, keys: string[]): Keywords {
  const key = JSON.stringify([propertyName, keys]);
  const mark = marks.get(key) ?? { enum: keys };
  marks.set(key, mark);
  return mark;
}

function product(some: Alternative[], others: Alternative[], normalise: Normalise): Alternative[] {
  if (some.length * others.length <= MOST)
    return some.flatMap((one) => others.flatMap((other) => bothOf(one, other, normalise) ?? []));
  const combination = [
    JSON.stringify(others.map(({ type, values, constraints, required }) => [type, values, constraints, required])),
  ];
  return some.map((one) => ({ ...one, constraints: { ...one.constraints, combination } }));
}

/** Values of one type without anything else are one alternative. */
function joined(alternatives: Alternative[]): Alternative[] {
  const all: Alternative[] = [];
  for (const alternative of alternatives.map(settled)) {
    if (alternative.values?.length === 0) continue;
    const twin = all.findIndex((other) => isLike(other, alternative) && !other.values === !alternative.values);
    const before = all[twin];
    if (!before) all.push(alternative);
    else if (before.values && alternative.values)
      all[twin] = { ...before, values: [...new Set([...before.values, ...alternative.values])] };
  }
  return all;
}

/** Whether a value may fit two members of a union. */
function overlap(members: Alternative[][]): boolean {
  return members.some((some, index) =>
    members.slice(index + 1).some((others) => some.some((one) => others.some((other) => !apart(one, other)))),
  );
}

function apart(one: Alternative, other: Alternative): boolean {
  const types = [one.type, other.type].sort().join();
  if (one.type !== other.type && one.type && other.type && types !== "integer,number") return true;
  if (one.values && other.values) return !one.values.some((value) => other.values?.includes(value));
  return [
    [one, other],
    [other, one],
  ].some(([left, right]) => left && right && (refuses(left, right) || differIn(left, right)));
}

/** Whether one object must have a property that the other must not have. */
function refuses({ properties, additional }: Alternative, { required }: Alternative): boolean {
  return required.some((name) => (properties[name] ?? additional)?.alternatives().length === 0);
}

/** Whether both must have a property whose values distinguish them. */
function differIn(one: Alternative, other: Alternative): boolean {
  return one.required.some((name) => {
    const valuesOf = ({ properties, required }: Alternative) =>
      required.includes(name) ? properties[name]?.alternatives().map(({ values }) => values) : undefined;
    const [some, others] = [valuesOf(one), valuesOf(other)];
    if (!some || !others || some.length === 0 || [...some, ...others].includes(undefined)) return false;
    return !some.flat().some((value) => others.flat().includes(value));
  });
}
