// Finds the schemas within a schema. Examples, defaults and enum values are never schemas.
import type { Schema } from "../spec.ts";

const ONE = ["items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames"];
const ONE_UNEVALUATED = ["unevaluatedItems", "unevaluatedProperties"];
const LISTS = ["allOf", "anyOf", "oneOf", "prefixItems"];
const MAPS = ["properties", "patternProperties", "dependentSchemas"];

type Node = Record<string, unknown>;

/** A schema, or `true` or `false`, which accept anything and nothing. */
export type AnySchema = Schema | boolean;

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A copy of the schema in which `change` replaced each schema directly within. `place` is its place, like `properties/name`. A value
 * that should be a list or an object but is not stays unchanged.
 */
export function withSubschemas(schema: Schema, change: (inner: AnySchema, place: string) => AnySchema): Schema {
  const copy: Node = { ...schema };
  for (const keyword of [...ONE, ...ONE_UNEVALUATED])
    if (copy[keyword] !== undefined) copy[keyword] = change(copy[keyword] as AnySchema, keyword);
  for (const keyword of LISTS) {
    const list = copy[keyword];
    if (Array.isArray(list)) copy[keyword] = list.map((one, at) => change(one, `${keyword}/${at}`));
  }
  for (const keyword of MAPS) {
    const map = copy[keyword];
    if (!isNode(map)) continue;
    const changed = Object.entries(map).map(([name, one]) => [name, change(one as AnySchema, `${keyword}/${name}`)]);
    copy[keyword] = Object.fromEntries(changed);
  }
  return copy;
}

/** The schemas directly within, and their places. */
export function subschemasOf(schema: Schema): { place: string; inner: AnySchema }[] {
  const found: { place: string; inner: AnySchema }[] = [];
  withSubschemas(schema, (inner, place) => {
    found.push({ place, inner });
    return inner;
  });
  return found;
}

/** Calls `visit` for the schema and for each within it, without following `$ref`. */
export function eachSchema(schema: AnySchema, place: string, visit: (schema: Schema, place: string) => void): void {
  if (typeof schema === "boolean") return;
  visit(schema, place);
  for (const { place: within, inner } of subschemasOf(schema)) eachSchema(inner, `${place}/${within}`, visit);
}
