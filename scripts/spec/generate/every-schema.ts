// Finds the schemas of a document: under `schema` in parameters, headers and media types, and in components/schemas.
import type { Schema, Spec } from "../spec.ts";
import type { AnySchema } from "./subschemas.ts";

/** A copy of the spec in which `change` replaced each outermost schema. `place` is the place of the schema. */
export function everySchemaOf(spec: Spec, change: (schema: Schema, place: string) => AnySchema): Spec {
  const copy = (node: unknown, place: string): unknown => {
    if (typeof node !== "object" || node === null) return node;
    if (Array.isArray(node)) return node.map((one, index) => copy(one, `${place}/${index}`));
    const entries = Object.entries(node).map(([name, value]) => {
      const at = place === "" ? name : `${place}/${name}`;
      if (place === "components/schemas") return [name, change(value as Schema, at)];
      // In `components/responses`, a response may be named `schema`.
      if (/^components\/\w+$/.test(place)) return [name, copy(value, at)];
      if (name === "example" || name === "examples") return [name, value];
      return [name, name === "schema" ? change(value as Schema, at) : copy(value, at)];
    });
    return Object.fromEntries(entries);
  };
  return copy(spec, "") as Spec;
}
