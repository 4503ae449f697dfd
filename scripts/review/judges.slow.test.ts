import { describe, expect, test } from "vitest";
import { BUMPS, highest } from "./finding.ts";
import { type Pair, readPairs } from "./pairs.ts";
import { judge } from "./verdict.ts";

/** For a pair: whether each judge calls it breaking, and the combined bump. */
async function verdictsOf({ before, after }: Pair) {
  const changes = await judge({ name: "base", spec: before }, { name: "head", spec: after });
  return {
    redocly: changes.some(({ wire }) => wire === "major"),
    compiler: changes.some(({ types }) => types === "breaks"),
    own: changes.some(({ values }) => values === "major"),
    together: changes.some(({ bump }) => bump === "major"),
    bump: highest(changes.map(({ bump }) => bump)),
    said: changes.map(({ id }) => id).join("\n"),
  };
}

describe("the judges", () => {
  const right = { redocly: 0, compiler: 0, own: 0, together: 0, bump: 0 };
  const pairs = readPairs("*.yaml");

  describe.concurrent("on pairs of specs", () => {
    for (const pair of pairs)
      test(`${pair.title}: ${pair.bump}`, async ({ expect }) => {
        const { bump, said, ...breaking } = await verdictsOf(pair);
        for (const [name, verdict] of Object.entries(breaking) as [keyof typeof breaking, boolean][])
          if (verdict === (pair.bump === "major")) right[name] += 1;
        if (bump === pair.bump) right.bump += 1;
        expect(BUMPS.indexOf(bump), `${pair.why}. It said:\n${said}`).toBe(BUMPS.indexOf(pair.bump));
      });
  });

  test("together are right on 97 % of the pairs, and more often than each alone", () => {
    const { redocly, compiler, own, together, bump } = right;
    console.log(
      `${pairs.length} pairs. Breaking or not, right: Redocly ${redocly}, compiler ${compiler}, own judge ${own}, together ${together}. The same bump: ${bump}`,
    );
    expect(together / pairs.length).toBeGreaterThanOrEqual(0.97);
    expect(together).toBeGreaterThan(redocly);
    expect(together).toBeGreaterThan(compiler);
  });
});
