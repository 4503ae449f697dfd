import { describe, expect, test } from "vitest";
import type { Spec } from "../spec.ts";
import { judgeFacts } from "./fact-judge.ts";
import { highest } from "./finding.ts";
import { readPairs } from "./pairs.ts";
import { surfacesOf } from "./surface.ts";
import { judgeSurfaces } from "./surface-judge.ts";

/** What our own judge says; with Redocly and the compiler it is judged in judges.slow.test.ts. */
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
      // What is only a wording, Redocly finds; what is only a form, a comparison of its own.
      if (bump === "minor") expect(verdict).toBe("minor");
    },
  );
});

describe("the pairs", () => {
  test("are at least 120, in both directions, with a reason each", () => {
    const pairs = readPairs("*.yaml");
    expect(pairs.length).toBeGreaterThanOrEqual(240);
    expect(new Set(pairs.map(({ title }) => title)).size).toBe(pairs.length);
    expect(pairs.filter(({ why }) => !why)).toEqual([]);
    for (const bump of ["none", "patch", "minor", "major"])
      expect(pairs.filter((pair) => pair.bump === bump).length).toBeGreaterThan(20);
  });
});
