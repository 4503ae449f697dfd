// Refuses a document with a reference to nothing, and names the place.
import { pointedAt, type Spec } from "../spec.ts";

export function refuseLostReferences(spec: Spec): void {
  const walk = (node: object, pointer: string): void => {
    for (const [key, value] of Object.entries(node)) {
      if (key === "$ref" && typeof value === "string") pointedAt(spec, value, pointer);
      if (typeof value !== "object" || value === null || /^(examples?|default|enum|const)$/.test(key)) continue;
      walk(value, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
    }
  };
  walk(spec, "#");
}
