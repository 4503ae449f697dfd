// Refuses a document with a reference that has no target or refers to itself, and names the place.
import { fail, pointedAt, type Spec } from "@flexfactor/spec";

export function refuseLostReferences(spec: Spec): void {
  const walk = (node: object, pointer: string): void => {
    for (const [key, value] of Object.entries(node)) {
      if (key === "$ref" && typeof value === "string") follow(spec, value, pointer, []);
      if (typeof value !== "object" || value === null || /^(examples?|default|enum|const)$/.test(key)) continue;
      walk(value, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
    }
  };
  walk(spec, "#");
}

function follow(spec: Spec, $ref: string, place: string, seen: string[]): void {
  if (seen.includes($ref)) fail(place, `${$ref} refers to itself`);
  const next = pointedAt<{ $ref?: unknown }>(spec, $ref, place).$ref;
  if (typeof next === "string") follow(spec, next, place, [...seen, $ref]);
}
