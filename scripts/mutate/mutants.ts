// Makes the mutants: for every place of the spec and every operator that applies there, the spec with one changed fact.
import type { Spec } from "@flexfactor/spec";
import { at, BOTH, CHECK, type Node, TABLE, TYPES } from "./change.ts";
import { changesAt } from "./operators.ts";

export interface Mutant {
  operator: string;
  /** `components/schemas/Token/properties/expires` */
  place: string;
  /** The generated files that must change; none if only a test can notice. */
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

/** Requests are checked at run time, so both the table and the types must change. */
function whereSent(follows: readonly string[]): readonly string[] {
  if (follows === TYPES) return BOTH;
  return follows === CHECK ? TABLE : follows;
}

/** Every object of the document, except those in `examples`, which have their own operators. */
function places(node: Node, path: string[] = []): string[][] {
  if (path.at(-1) === "examples") return [path];
  const inner = Object.entries(node).filter(([, value]) => typeof value === "object" && value !== null);
  return [path, ...inner.flatMap(([name, value]) => places(value as Node, [...path, name]))];
}

/** The places that describe requests: bodies and parameters, and everything that these refer to. */
function sentPlaces(spec: Node): string[] {
  const sent = places(spec).filter(
    ([first, ...rest]) => first === "paths" && /^(requestBody|parameters)$/.test(rest.at(-1) ?? ""),
  );
  // The loop also visits the places that it adds.
  for (const path of sent)
    for (const [, target = ""] of JSON.stringify(at(spec, path)).matchAll(/"\$ref":"#\/([^"]+)"/g))
      if (!sent.some((known) => known.join("/") === target)) sent.push(target.split("/"));
  return sent.map((path) => path.join("/"));
}
