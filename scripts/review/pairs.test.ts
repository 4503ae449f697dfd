import type { Spec } from "@flexfactor/spec";
import { describe, expect, test } from "vitest";
import { judgeFacts } from "./fact-judge.ts";
import { highest } from "./finding.ts";
import { readPairs } from "./pairs.ts";
import { representatives } from "./representatives.ts";
import { surfacesOf } from "./surface.ts";
import { judgeSurfaces } from "./surface-judge.ts";

/** The bump of our own judge alone. judges.slow.test.ts tests all judges together. */
function ownVerdict(before: Spec, after: Spec) {
  const [base, head] = [surfacesOf(before), surfacesOf(after)];
  return [...judgeSurfaces(base, head), ...judgeFacts(base, head)];
}

describe("our own judge", () => {
  test.each(readPairs("*.yaml").map((pair) => [`${pair.title}: ${pair.bump}, because ${pair.why}`, pair] as const))(
    "%s",
    (_, { before, after, bump }) => {
      const found = ownVerdict(before, after);
      const verdict = highest(found.map((one) => one.bump));
      expect(verdict === "major", found.map(({ words }) => words).join("\n")).toBe(bump === "major");
      // Other judges find changes that only reword a text or write a schema differently.
      if (bump === "minor") expect(verdict).toBe("minor");
    },
  );
});

describe("the pairs", () => {
  test("are at least 120, in both directions, each with a reason", () => {
    const pairs = readPairs("*.yaml");
    expect(pairs.length).toBeGreaterThanOrEqual(240);
    expect(new Set(pairs.map(({ title }) => title)).size).toBe(pairs.length);
    expect(pairs.filter(({ why }) => !why)).toEqual([]);
    for (const bump of ["none", "patch", "minor", "major"])
      expect(pairs.filter((pair) => pair.bump === bump).length).toBeGreaterThan(20);
  });
});

describe("five hundred operations", () => {
  test("are reduced to those that differ, once for each difference, before Redocly and the compiler judge them", () => {
    const pair = readPairs("responses.yaml")[0];
    const [base, head] = [pair?.before, pair?.after].map((spec) => spec && surfacesOf(times(spec, 60)));
    if (!base || !head) throw new Error("There are two sides.");
    const findings = judgeSurfaces(base, head);
    expect(findings.length).toBeGreaterThanOrEqual(120);
    const [asked] = representatives(base, head, findings);
    expect(base.operations.size).toBeGreaterThanOrEqual(480);
    expect(asked.operations.size).toBeLessThanOrEqual(3);
  });
});

/** A spec with several copies of its paths, which share the schemas. */
function times(spec: Spec, count: number): Spec {
  const copies = Array.from({ length: count }, (_, index) =>
    Object.entries(structuredClone(spec.paths)).map(([path, item]) => {
      for (const operation of Object.values(item) as { operationId?: string }[])
        if (operation.operationId) operation.operationId += index;
      return [`/copy-${index}${path}`, item] as const;
    }),
  );
  return { ...spec, paths: Object.fromEntries(copies.flat()) };
}
