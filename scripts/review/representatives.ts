// Chooses the operations that Redocly and the compiler compare, because a comparison takes long. A shared schema has the same difference in
// all operations, and an operation without a finding of our own judge is the same in both documents.
import type { Finding } from "./finding.ts";
import type { Surface, Surfaces } from "./surface.ts";

/** Both sides with only the operations that have a difference which no earlier operation has. */
export function representatives(base: Surfaces, head: Surfaces, findings: Finding[]): [Surfaces, Surfaces] {
  const byOperation = Map.groupBy(findings, ({ operation }) => operation);
  const seen = new Set<unknown>();
  const keys = new Set([...base.operations.keys(), ...head.operations.keys()]);
  const kept = new Set(
    [...keys].filter((key) => {
      const [before, after] = [base.operations.get(key), head.operations.get(key)];
      const here = byOperation.get((before ?? after)?.id ?? "") ?? [];
      const isNew = here.some(({ origin }) => !seen.has(origin));
      for (const { origin } of here) seen.add(origin);
      return isNew || textOf(before) !== textOf(after);
    }),
  );
  const only = ({ spec, operations }: Surfaces): Surfaces => ({
    spec,
    operations: new Map([...operations].filter(([key]) => kept.has(key))),
  });
  return [only(base), only(head)];
}

/** The texts of an operation, without those of its schemas. */
function textOf(surface: Surface | undefined): string {
  if (!surface) return "";
  const { operation, parameters, replies } = surface;
  const all = [...parameters.values(), ...replies.values()].map(({ description }) => description);
  return JSON.stringify([operation["summary"], operation["description"], all]);
}
