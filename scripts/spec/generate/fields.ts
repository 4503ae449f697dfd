// The fields of an object, including those from the schemas that its schema combines.
import { deref, type Schema, type Spec } from "../spec.ts";
import type { AnySchema } from "./subschemas.ts";

/** The fields that a value of the schema can have itself, without the fields of inner objects. */
export function fieldsOf(spec: Spec, schema: AnySchema, seen = new Set<AnySchema>()): { name: string; schema: AnySchema }[] {
  if (typeof schema === "boolean" || seen.has(schema)) return [];
  seen.add(schema);
  const own = Object.entries(schema.properties ?? {}).map(([name, field]) => ({ name, schema: field }));
  const { $ref, allOf = [], anyOf = [], oneOf = [] } = schema;
  const referred = $ref === undefined ? [] : [deref(spec, { $ref } as Schema, "")];
  return [...own, ...[...referred, ...allOf, ...anyOf, ...oneOf].flatMap((other) => fieldsOf(spec, other, seen))];
}
