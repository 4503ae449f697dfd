// A schema as written, and its parts without references and `allOf`.
import { pointedAt, type Spec } from "@flexfactor/spec";

export type Keywords = { [keyword: string]: unknown };
/** A schema as written. `true` accepts every value, `false` none. */
export type Raw = boolean | Keywords;
/** Returns the parts of a schema. A value must fit all of them. No part has a reference or an `allOf`. */
export type Flatten = (schema: Raw) => Keywords[];

const NEVER: Keywords = { not: {} };
const ANYTHING: Keywords = {};

export function flattenerOf(spec: Spec): Flatten {
  // Returns the same object for a schema's own keywords each time, because the parts identify the schema.
  const owns = new Map<Keywords, Keywords>();
  const ownOf = (schema: Keywords): Keywords => {
    const { $ref: _, allOf: __, ...own } = schema;
    const known = owns.get(schema) ?? own;
    owns.set(schema, known);
    return known;
  };
  const flatten = (schema: Raw, open: Keywords[]): Keywords[] => {
    if (typeof schema === "boolean") return [schema ? ANYTHING : NEVER];
    if (open.includes(schema)) return [];
    const { $ref, allOf = [] } = schema as { $ref?: string; allOf?: Raw[] };
    const members = $ref === undefined ? allOf : [pointedAt<Keywords>(spec, $ref, $ref), ...allOf];
    const own = ownOf(schema);
    const first = Object.keys(own).length > 0 || members.length === 0 ? [own] : [];
    return [...first, ...members.flatMap((member) => flatten(member, [...open, schema]))];
  };
  return (schema) => [...new Set(flatten(schema, []))];
}
