// The spec with one fact changed, for every place and every operator that applies there.
import type { Spec } from "@flexfactor/spec";
import { at, BOTH, CHECK, type Node, TABLE, TYPES } from "./change.ts";
import { changesAt } from "./operators.ts";

export interface Mutant {
  operator: string;
  /** `components/schemas/Token/properties/expires` */
  place: string;
  /** The generated files that have to change; none when only a test can notice. */
  follows: readonly string[];
  spec: Node;
}

export function mutantsOf(given: Spec): Mutant[] {
  const spec = given as unknown as Node;
  const sent = sentPlaces(spec);
  return places(spec).flatMap((path) =>
    [...changesAt(at(spec, path), path, spec)].map(([operator, follows, name, change]) => {
      const place = [...path, name].filter(Boolean).join("/");
      const copy = structuredClone(spec);
      change(at(copy, path));
      const isSent = sent.some((root) => `${place}/`.startsWith(`${root}/`));
      return { operator, place, follows: isSent ? whereSent(follows) : follows, spec: copy };
    }),
  );
}

/** What is sent is checked at run time too, so the table has to follow as well as the types. */
function whereSent(follows: readonly string[]): readonly string[] {
  if (follows === TYPES) return BOTH;
  return follows === CHECK ? TABLE : follows;
}

/** Every object of the document. What is inside `examples` is left to the operators on examples. */
function places(node: Node, path: string[] = []): string[][] {
  if (path.at(-1) === "examples") return [path];
  const inner = Object.entries(node).filter(([, value]) => typeof value === "object" && value !== null);
  return [path, ...inner.flatMap(([name, value]) => places(value as Node, [...path, name]))];
}

/** Where requests are described: their bodies and parameters, and whatever those refer to. */
function sentPlaces(spec: Node): string[] {
  const sent = places(spec).filter(
    ([first, ...rest]) => first === "paths" && /^(requestBody|parameters)$/.test(rest.at(-1) ?? ""),
  );
  // It grows while it is read.
  for (const path of sent)
    for (const [, target = ""] of JSON.stringify(at(spec, path)).matchAll(/"\$ref":"#\/([^"]+)"/g))
      if (!sent.some((known) => known.join("/") === target)) sent.push(target.split("/"));
  return sent.map((path) => path.join("/"));
}
