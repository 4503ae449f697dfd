// Refuses schemas that contain themselves without a field between: a check would never end. A tree is allowed: its branches are in a field.
import { deref, fail, type Schema, type Spec } from "../spec.ts";
import { type AnySchema, subschemasOf } from "./subschemas.ts";

/** Places of inner schemas that apply to the same value as the outer schema. */
const SAME_VALUE = /^(allOf|anyOf|oneOf|not|if|then|else|dependentSchemas)\b/;

/** Refuses named schemas that contain themselves in this way. */
export function refuseEndless(spec: Spec): void {
  const done = new Set<AnySchema>();
  const follow = (schema: AnySchema, place: string, around: readonly AnySchema[]): void => {
    if (around.includes(schema))
      fail(place, "contains itself, so a check of it would never end: move the repetition into a field");
    if (typeof schema === "boolean" || done.has(schema)) return;
    const within = [...around, schema];
    if (schema.$ref !== undefined) follow(deref(spec, { $ref: schema.$ref } as Schema, place), place, within);
    for (const { place: at, inner } of subschemasOf(schema)) if (SAME_VALUE.test(at)) follow(inner, place, within);
    done.add(schema);
  };
  for (const [name, schema] of Object.entries(spec.components?.schemas ?? {})) follow(schema, `components/schemas/${name}`, []);
}
