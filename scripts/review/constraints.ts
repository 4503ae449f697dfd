// The constraints of a schema beyond its type, and which of two constraints allows more.
import type { Keywords } from "./raw-schema.ts";

interface Bound {
  value: number;
  exclusive: boolean;
}
/** A limit, a bound of numbers, or all that a keyword requires, as JSON. */
export type Constraint = number | Bound | string[];
export type Constraints = Record<string, Constraint>;

const OF_TYPE: Record<string, RegExp> = {
  string: /^(minLength|maxLength|pattern|format|content.*)$/,
  number: /^(minimum|maximum|exclusiveM.*|lower|upper|multipleOf|format)$/,
  array: /^(minItems|maxItems|uniqueItems|contains|minContains|maxContains|unevaluatedItems)$/,
  object: /^(minProperties|maxProperties|propertyNames|patternProperties|dependent.*|unevaluatedProperties|discriminator)$/,
};
const OF_ANY = /^(not|if|then|else|combination|\$dynamicRef)$/;
const LEAST = /^min/;
const MOST = /^max/;
/** Keywords with these values have no effect. */
const IDLE: Keywords = {
  minLength: 0,
  minItems: 0,
  minProperties: 0,
  uniqueItems: false,
  unevaluatedProperties: true,
  unevaluatedItems: true,
};

/** Whether a keyword applies to values of a type. */
export function isKept(keyword: string, type: string | undefined): boolean {
  const patterns = type ? [OF_TYPE[type === "integer" ? "number" : type]] : Object.values(OF_TYPE);
  return OF_ANY.test(keyword) || patterns.some((pattern) => pattern?.test(keyword));
}

export function constraintsOf(part: Keywords, type: string | undefined): Constraints {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, discriminator: _, ...rest } = withoutIdleCondition(part);
  const all: Constraints = {};
  for (const [keyword, value] of Object.entries(rest)) {
    if (!isKept(keyword, type) || IDLE[keyword] === value) continue;
    const isLimit = typeof value === "number" && (LEAST.test(keyword) || MOST.test(keyword));
    all[keyword] = isLimit ? value : [JSON.stringify(value)];
  }
  if (part["items"] === false && isKept("maxItems", type)) all["maxItems"] = lengthOf(part);
  if (type && !/^(integer|number)$/.test(type)) return all;
  const lower = boundOf(minimum, exclusiveMinimum, type, 1);
  const upper = boundOf(maximum, exclusiveMaximum, type, -1);
  return { ...all, ...(lower && { lower }), ...(upper && { upper }) };
}

/** A condition without a consequence asks for nothing, and so does a consequence without a condition. */
function withoutIdleCondition(part: Keywords): Keywords {
  const { if: condition, then: consequence, else: otherwise, ...rest } = part;
  return condition === undefined || (consequence === undefined && otherwise === undefined) ? rest : part;
}

/** The most items of a tuple that takes no others. */
const lengthOf = ({ prefixItems = [], maxItems = Infinity }: { prefixItems?: unknown[]; maxItems?: number }): number =>
  Math.min(prefixItems.length, maxItems);

/** The tighter of an inclusive and an exclusive bound. `inward` is 1 for a lower bound and -1 for an upper one. */
function boundOf(inclusive: unknown, exclusive: unknown, type: string | undefined, inward: 1 | -1): Bound | undefined {
  const bounds: Bound[] = [];
  if (typeof inclusive === "number") bounds.push({ value: inclusive, exclusive: exclusive === true });
  if (typeof exclusive === "number") bounds.push({ value: exclusive, exclusive: true });
  const [bound] = bounds.sort((one, other) => compareBounds(other, one, inward));
  if (bound?.exclusive && type === "integer" && Number.isInteger(bound.value))
    return { value: bound.value + inward, exclusive: false };
  return bound;
}

/** Positive if the first bound is tighter. */
function compareBounds(one: Bound, other: Bound, inward: 1 | -1): number {
  return (one.value - other.value) * inward || Number(one.exclusive) - Number(other.exclusive);
}

/** The constraints of both sides together. */
export function tightest(one: Constraints, other: Constraints, type: string | undefined): Constraints {
  const all: Constraints = {};
  for (const keyword of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const [left, right] = [one[keyword], other[keyword]];
    const both = left === undefined || right === undefined ? (left ?? right) : tighterOf(keyword, left, right);
    if (both !== undefined && isKept(keyword, type)) all[keyword] = both;
  }
  return all;
}

function tighterOf(keyword: string, left: Constraint, right: Constraint): Constraint {
  if (Array.isArray(left) && Array.isArray(right)) return [...new Set([...left, ...right])].sort();
  return relation(keyword, left, right).tighter ? right : left;
}

export interface Relation {
  /** Some values are no longer valid. */
  tighter: boolean;
  /** Some values are now valid. */
  looser: boolean;
}

/** How a constraint changed. `undefined` means that there is no constraint. If the two cannot be compared, the change is both. */
export function relation(keyword: string, before: Constraint | undefined, after: Constraint | undefined): Relation {
  if (before === undefined || after === undefined) return { tighter: before === undefined, looser: after === undefined };
  const by = distance(keyword, before, after);
  if (by !== undefined) return { tighter: by > 0, looser: by < 0 };
  const [old, now] = [[before].flat(), [after].flat()].map((list) => list.map((one) => JSON.stringify(one)));
  return { tighter: now?.some((one) => !old?.includes(one)) ?? true, looser: old?.some((one) => !now?.includes(one)) ?? true };
}

/** Positive if the constraint became tighter, 0 if it is the same, `undefined` if the two cannot be compared. */
function distance(keyword: string, before: Constraint, after: Constraint): number | undefined {
  if (typeof before === "number" && typeof after === "number") return LEAST.test(keyword) ? after - before : before - after;
  if (Array.isArray(before) && Array.isArray(after)) return distanceOfTexts(keyword, before, after);
  if (isBound(before) && isBound(after)) return compareBounds(after, before, keyword === "lower" ? 1 : -1);
  return undefined;
}

const isBound = (constraint: Constraint): constraint is Bound => typeof constraint === "object" && !Array.isArray(constraint);

/** Formats that only limit the size of a number, from small to large. */
const SIZES = [
  ["int8", "int16", "int32", "int64"],
  ["float", "double"],
];

function distanceOfTexts(keyword: string, before: string[], after: string[]): number | undefined {
  const [old, now] = [before, after].map((list) => (list.length === 1 ? JSON.parse(list[0] ?? "null") : undefined));
  if (old === undefined || now === undefined || old === now) return undefined;
  if (keyword === "format") {
    const sizes = SIZES.find((all) => all.includes(old) && all.includes(now));
    return sizes && sizes.indexOf(old) - sizes.indexOf(now);
  }
  if (keyword !== "multipleOf") return undefined;
  if (isMultiple(now, old)) return 1;
  return isMultiple(old, now) ? -1 : undefined;
}

/** Whether one is a multiple of the other. Allows for the rounding errors of decimal fractions. */
function isMultiple(one: number, other: number): boolean {
  const times = one / other;
  return Math.abs(times - Math.round(times)) < 1e-9;
}

/** The keywords that a constraint came from. */
export function writtenAs(keyword: string, constraint: Constraint): Keywords[] {
  if (typeof constraint === "number") return [{ [keyword]: constraint }];
  if (Array.isArray(constraint)) return constraint.map((json) => ({ [keyword]: JSON.parse(json) }));
  const end = keyword === "lower" ? "Minimum" : "Maximum";
  return [{ [constraint.exclusive ? `exclusive${end}` : end.toLowerCase()]: constraint.value }];
}
