// A schema as it is written, and how its references and `allOf` are taken apart.
import { pointedAt, type Spec } from "@flexfactor/spec";

export type Keywords = { [keyword: string]: unknown };
/** A schema as it is written; `true` takes every value, `false` none. */
export type Raw = boolean | Keywords;
/** Gives the parts of a schema, all of which a value must fit. No part has a reference or an `allOf`. */
export type Flatten = (schema: Raw) => Keywords[];

const NEVER: Keywords = { not: {} };
const ANYTHING: Keywords = {};

export function flattenerOf(spec: Spec): Flatten {
  // A schema's own keywords are the same object each time, because schemas are told apart by their parts.
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
