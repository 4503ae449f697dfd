// One alternative of a schema: the values of one type, with all their constraints.
import { constraintsOf, isKept, tightest } from "./constraints.ts";
import { type Alternative, type Normal, type Normalise, recordOf } from "./normal.ts";
import type { Keywords, Raw } from "./raw-schema.ts";
import { limited } from "./values.ts";

export const ANY: Alternative = {
  type: undefined,
  values: undefined,
  constraints: {},
  properties: recordOf<Normal>([]),
  required: [],
};

/** The alternatives of one part, without its unions. */
export function alternativesOf(part: Keywords, normalise: Normalise): Alternative[] {
  const values = valuesOf(part);
  const types = typesOf(part) ?? (values ? [...new Set(values.map(typeOf))] : [undefined]);
  return types.flatMap((type) => {
    const some = values?.filter((value) => type === undefined || fitsType(value, type));
    if (some?.length === 0 || JSON.stringify(part["not"]) === "{}") return [];
    const all = type === "null" || (type === "boolean" && some?.length === 2) ? undefined : some;
    const exact = type === "number" && some?.every((value) => fitsType(value, "integer")) ? "integer" : type;
    const kept = { type: exact, values: all, constraints: constraintsOf(part, exact) };
    return [{ ...kept, ...insideOf(part, exact, normalise) }];
  });
}

function insideOf(
  part: Keywords,
  type: string | undefined,
  normalise: Normalise,
): Omit<Alternative, "type" | "values" | "constraints"> {
  const {
    properties = {},
    required = [],
    additionalProperties,
    items,
    prefixItems = [],
  } = part as {
    properties?: Record<string, Raw>;
    required?: string[];
    additionalProperties?: Raw;
    items?: Raw;
    prefixItems?: Raw[];
  };
  const normals = (raws: object) => recordOf(Object.entries(raws).map(([name, raw]) => [name, normalise(raw as Raw)]));
  const [isObject, isArray] = [!type || type === "object", !type || type === "array"];
  return {
    properties: isObject ? normals(properties) : isArray ? normals(prefixItems) : recordOf<Normal>([]),
    required: isObject ? [...new Set(required)] : [],
    additional: isObject && !isAnything(additionalProperties) ? normalise(additionalProperties as Raw) : undefined,
    items: isArray && !isAnything(items) ? normalise(items as Raw) : undefined,
  };
}

const isAnything = (raw: Raw | undefined): boolean =>
  raw === undefined || raw === true || (typeof raw === "object" && Object.keys(raw).length === 0);

function typesOf({ type, nullable }: Keywords): string[] | undefined {
  if (type === undefined) return undefined;
  return [...new Set([...[type as string | string[]].flat(), ...(nullable === true ? ["null"] : [])])];
}

function valuesOf(part: Keywords): string[] | undefined {
  const lists = [part["enum"] as unknown[] | undefined, "const" in part ? [part["const"]] : undefined];
  const [some, others] = lists.flatMap((list) => (list ? [list.map((value) => JSON.stringify(value))] : []));
  return others ? some?.filter((value) => others.includes(value)) : some && [...new Set(some)];
}

function typeOf(json: string): string {
  const value: unknown = JSON.parse(json);
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function fitsType(json: string, type: string): boolean {
  if (type === "integer") return Number.isInteger(JSON.parse(json));
  return typeOf(json) === type;
}

/** The values that fit both alternatives; `undefined` if there are none. */
export function bothOf(one: Alternative, other: Alternative, normalise: Normalise): Alternative | undefined {
  const type = commonType(one.type, other.type);
  if (type === null) return undefined;
  const values =
    one.values && other.values ? one.values.filter((value) => other.values?.includes(value)) : (one.values ?? other.values);
  const some = type ? values?.filter((value) => fitsType(value, type)) : values;
  if (some?.length === 0) return undefined;
  const required = [...new Set([...one.required, ...other.required])];
  const both = (left?: Normal, right?: Normal) => (left && right ? normalise(...left.parts, ...right.parts) : (left ?? right));
  const names = [...new Set([...Object.keys(one.properties), ...Object.keys(other.properties)])];
  const properties = recordOf<Normal>([]);
  for (const name of names) {
    const property = both(one.properties[name] ?? one.additional, other.properties[name] ?? other.additional);
    if (!property) continue;
    if (isNever(property) && required.includes(name)) return undefined;
    properties[name] = property;
  }
  const constraints = tightest(one.constraints, other.constraints, type);
  const [additional, items] = [both(one.additional, other.additional), both(one.items, other.items)];
  return { type, values: some, constraints, properties, required, additional, items };
}

/** `undefined` if every type is allowed, null if none is. */
function commonType(one: string | undefined, other: string | undefined): string | undefined | null {
  if (one === other || other === undefined) return one;
  if (one === undefined) return other;
  return [one, other].sort().join() === "integer,number" ? "integer" : null;
}

// A property that one part forbids is forbidden, even if another part describes it. This does not look into the alternatives, because that
// would never end for a schema that contains itself.
export const isNever = ({ parts }: Normal): boolean => parts.some((part) => JSON.stringify(part["not"]) === "{}");

/** Whether two alternatives are the same except for their values. */
export function isLike(one: Alternative, other: Alternative): boolean {
  const text = ({ type, constraints }: Alternative) => JSON.stringify([type, Object.entries(constraints).sort()]);
  return [one, other].every(isPlain) && text(one) === text(other);
}

const isPlain = ({ properties, items, additional }: Alternative): boolean =>
  Object.keys(properties).length === 0 && !items && !additional;

/** The alternative with its type. In the generated types, a schema with properties or items is an object or a list. */
export function settled(alternative: Alternative): Alternative {
  const { required, properties, additional, items, constraints } = alternative;
  const meant = isPlain(alternative) ? undefined : items ? "array" : "object";
  const type = alternative.type ?? meant;
  const isObject = !type || type === "object";
  const kept = Object.fromEntries(Object.entries(constraints).filter(([keyword]) => isKept(keyword, type)));
  return {
    ...alternative,
    type,
    ...(alternative.values ? limited(alternative.values, kept) : { constraints: kept }),
    required: isObject ? required : [],
    properties: isObject || type === "array" ? properties : recordOf<Normal>([]),
    additional: isObject ? additional : undefined,
    items: !type || type === "array" ? items : undefined,
  };
}
