// The JSON types that a value of a schema can have.
import { deref, type Schema, type Spec } from "../spec.ts";
import type { AnySchema } from "./subschemas.ts";

const ALL = ["string", "number", "boolean", "null", "array", "object"];

/** The JSON types that the schema allows. An integer is a number. A schema without a type allows all of them. */
export function jsonTypesOf(
  spec: Spec,
  schema: AnySchema | undefined,
  place: string,
  within: readonly AnySchema[] = [],
): Set<string> {
  if (schema === undefined || schema === true) return new Set(ALL);
  if (schema === false || within.includes(schema)) return new Set();
  const { $ref, type, enum: values, const: only, allOf = [], anyOf, oneOf } = schema;
  let allowed = new Set(type === undefined ? ALL : [type].flat().map((one) => (one === "integer" ? "number" : one)));
  const keep = (others: Iterable<string>): void => {
    const both = new Set(others);
    allowed = new Set([...allowed].filter((one) => both.has(one)));
  };
  const inner = (one: AnySchema): Set<string> => jsonTypesOf(spec, one, place, [...within, schema]);
  if (values) keep(values.map(jsonTypeOf));
  if (only !== undefined) keep([jsonTypeOf(only)]);
  if ($ref !== undefined) keep(inner(deref(spec, { $ref } as Schema, place)));
  for (const one of allOf) keep(inner(one));
  for (const union of [anyOf, oneOf]) if (union) keep(union.flatMap((one) => [...inner(one)]));
  return allowed;
}

function jsonTypeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
