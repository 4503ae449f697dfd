// The differences between two schemas, in requests or in answers: each with its place, and whether fewer or more values are valid now.

import { type Relation, relation } from "./constraints.ts";
import type { Alternative, Normal } from "./normal.ts";
import { takesAll } from "./values.ts";

type Kind =
  | "property gone"
  | "property new"
  | "required"
  | "optional"
  | "alternative gone"
  | "alternative new"
  | "type"
  | "values"
  | "constraint"
  | "additional"
  | "forbidden"
  | "exclusive"
  | "note";

export interface Difference extends Relation {
  /** The path within the two schemas, like `.keys[].id`. */
  path: string;
  kind: Kind;
  /** The keyword of a constraint or a note. */
  keyword?: string;
  before?: unknown;
  after?: unknown;
  /** The same object for one difference in all places where it shows. */
  origin: object;
}
/** Compares two schemas. A schema that contains itself is compared once. */
export type Compare = (before: Normal, after: Normal) => Difference[];

const BOTH = { tighter: true, looser: true };
const TIGHTER = { tighter: true, looser: false };
const LOOSER = { tighter: false, looser: true };
const NEITHER = { tighter: false, looser: false };

export function comparer(): Compare {
  const known = new Map<string, Difference[]>();
  const compare: Compare = (before, after) => {
    const key = `${before.id} ${after.id}`;
    const done = known.get(key);
    if (done) return done;
    known.set(key, []);
    const found = [...notes(before, after), ...unions(before, after, compare)];
    known.set(key, found);
    return found;
  };
  return compare;
}

type Told = Partial<Pick<Difference, "keyword" | "before" | "after" | "path">>;

function difference(kind: Kind, way: Relation, told: Told = {}): Difference {
  return { path: "", kind, origin: {}, ...told, ...way };
}

const below = (path: string, found: Difference[]): Difference[] => found.map((one) => ({ ...one, path: path + one.path }));

function notes({ notes: old }: Normal, { notes: now }: Normal): Difference[] {
  const changed = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
    (keyword) => JSON.stringify(old[keyword]) !== JSON.stringify(now[keyword]),
  );
  return changed.map((keyword) => difference("note", NEITHER, { keyword, before: old[keyword], after: now[keyword] }));
}

/** Compares the alternatives that only one side has with each other. Reports those without a counterpart. */
function unions(before: Normal, after: Normal, compare: Compare): Difference[] {
  const [old, now] = [before.alternatives(), after.alternatives()];
  const rest = [...now];
  const changed = old.filter((one) => {
    const twin = rest.findIndex((other) => alternatives(one, other, compare).length === 0);
    if (twin >= 0) rest.splice(twin, 1);
    return twin < 0;
  });
  const found = changed.flatMap((one) => {
    const takers = now.filter((other) => alternatives(one, other, compare).every(({ tighter }) => !tighter));
    const stillFits = takers.length > 0;
    const other = closestTo(one, stillFits ? rest.filter((some) => takers.includes(some)) : rest);
    if (!other && changed.length === 1 && rest.length === 1) return swapped(one, rest, !stillFits, old, compare);
    if (!other) return [difference("alternative gone", { tighter: !stillFits, looser: false }, { before: one })];
    rest.splice(rest.indexOf(other), 1);
    const didFit = fitted(other, old, compare);
    return alternatives(one, other, compare).map((each) => ({
      ...each,
      tighter: each.tighter && !stillFits,
      looser: each.looser && !didFit,
    }));
  });
  const added = rest.map((other) =>
    difference("alternative new", { tighter: false, looser: !fitted(other, old, compare) }, { after: other }),
  );
  const [was, is] = [before.exclusive(), after.exclusive()];
  const exclusive = was === is ? [] : [difference("exclusive", is ? TIGHTER : LOOSER)];
  return [...found, ...added, ...exclusive];
}

/** One alternative in place of another with a different type. */
function swapped(one: Alternative, rest: Alternative[], tighter: boolean, old: Alternative[], compare: Compare): Difference[] {
  const [other] = rest.splice(0, 1);
  const looser = other !== undefined && !fitted(other, old, compare);
  return [difference("type", { tighter, looser }, { before: one.type, after: other?.type })];
}

/** Whether all values of an alternative were already valid. */
function fitted(alternative: Alternative, old: Alternative[], compare: Compare): boolean {
  return old.some((one) => alternatives(one, alternative, compare).every(({ looser }) => !looser));
}

/** The alternative of the same type that has the most properties and values in common. */
function closestTo(one: Alternative, others: Alternative[]): Alternative | undefined {
  const names = (alternative: Alternative) => [
    ...Object.keys(alternative.properties),
    ...marksOf(alternative),
    ...(alternative.values ?? []),
  ];
  const mine = names(one);
  const shared = (other: Alternative): number => names(other).filter((name) => mine.includes(name)).length;
  const fit = others.filter(
    ({ type }) => type === one.type || !type || !one.type || [type, one.type].sort().join() === "integer,number",
  );
  return fit.toSorted((left, right) => shared(right) - shared(left))[0];
}

/** `kind="cat"` for each property with a single value. */
function marksOf({ properties }: Alternative): string[] {
  return Object.entries(properties).flatMap(([name, normal]) =>
    normal.alternatives().flatMap(({ values = [] }) => values.map((value) => `${name}=${value}`)),
  );
}

function alternatives(before: Alternative, after: Alternative, compare: Compare): Difference[] {
  return [
    ...types(before, after),
    ...values(before, after),
    ...constraints(before, after),
    ...properties(before, after, compare),
    ...additional(before, after, compare),
    ...items(before, after, compare),
  ];
}

function types({ type: before }: Alternative, { type: after }: Alternative): Difference[] {
  if (before === after) return [];
  const told = { before, after };
  if (before === undefined || (before === "number" && after === "integer")) return [difference("type", TIGHTER, told)];
  if (after === undefined || (before === "integer" && after === "number")) return [difference("type", LOOSER, told)];
  return [difference("type", BOTH, told)];
}

function values({ values: before }: Alternative, { values: after }: Alternative): Difference[] {
  const gone = before?.filter((value) => !after?.includes(value)) ?? [];
  const added = after?.filter((value) => !before?.includes(value)) ?? [];
  if (before && after && gone.length === 0 && added.length === 0) return [];
  if (!before && !after) return [];
  const way = {
    tighter: after !== undefined && (!before || gone.length > 0),
    looser: before !== undefined && (!after || added.length > 0),
  };
  return [difference("values", way, { before, after })];
}

function constraints(before: Alternative, after: Alternative): Difference[] {
  const keywords = new Set([...Object.keys(before.constraints), ...Object.keys(after.constraints)]);
  return [...keywords].flatMap((keyword) => {
    const [old, now] = [before.constraints[keyword], after.constraints[keyword]];
    const { tighter, looser } = relation(keyword, old, now);
    const way = {
      tighter: tighter && !takesAll(before, keyword, now),
      looser: looser && !takesAll(after, keyword, old),
    };
    return way.tighter || way.looser ? [difference("constraint", way, { keyword, before: old, after: now })] : [];
  });
}

function properties(before: Alternative, after: Alternative, compare: Compare): Difference[] {
  const names = new Set([
    ...Object.keys(before.properties),
    ...Object.keys(after.properties),
    ...before.required,
    ...after.required,
  ]);
  return [...names].flatMap((name) => {
    const path = before.type === "array" ? `[${name}]` : `.${name}`;
    const [old, now] = [before, after].map((one) => allowed(one.properties[name]));
    const [was, is] = [before.required.includes(name), after.required.includes(name)];
    const told = { path, before: was, after: is };
    if (old && !now) return [difference("property gone", { tighter: forbids(after, name), looser: was }, told)];
    if (now && !old) return [difference("property new", { tighter: is, looser: forbids(before, name) }, told)];
    const inside = old && now ? below(path, compare(old, now)) : forbidden(before, after, name, path);
    if (was === is) return inside;
    return [difference(is ? "required" : "optional", is ? TIGHTER : LOOSER, told), ...inside];
  });
}

const takesNothing = (normal: Normal): boolean => normal.alternatives().length === 0;
/** A property, unless no value of it is valid. */
const allowed = (property?: Normal): Normal | undefined => (property && takesNothing(property) ? undefined : property);
/** Whether an object must not have a field that it does not describe. */
const forbids = (alternative: Alternative, name: string): boolean => name in alternative.properties || isClosed(alternative);

function forbidden(before: Alternative, after: Alternative, name: string, path: string): Difference[] {
  const [was, is] = [forbids(before, name), forbids(after, name)];
  return was === is ? [] : [difference("forbidden", is ? TIGHTER : LOOSER, { path })];
}

const isClosed = ({ additional: others }: Alternative): boolean => others !== undefined && takesNothing(others);

function additional(before: Alternative, after: Alternative, compare: Compare): Difference[] {
  const [old, now] = [before.additional, after.additional];
  if (!old && !now) return [];
  const told = { path: ".*", before: old, after: now };
  if (!old || !now) return [difference("additional", old ? LOOSER : TIGHTER, told)];
  if (isClosed(before) !== isClosed(after)) return [difference("additional", isClosed(after) ? TIGHTER : LOOSER, told)];
  return below(".*", compare(old, now));
}

function items(before: Alternative, after: Alternative, compare: Compare): Difference[] {
  const [old, now] = [before.items, after.items];
  if (old && now) return below("[]", compare(old, now));
  return old || now ? [difference("additional", old ? LOOSER : TIGHTER, { path: "[]", before: old, after: now })] : [];
}
