import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { BUMPS, highest } from "./finding.ts";
import { type Pair, readPairs } from "./pairs.ts";
import { judge } from "./verdict.ts";

const folder = mkdtempSync(join(tmpdir(), "judges-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Whether each judge calls a pair breaking, and the bump that they agree on. */
async function verdictsOf({ before, after }: Pair, index: number) {
  const files = [before, after].map((spec, side) => {
    const file = join(folder, `${index}-${side}.json`);
    writeFileSync(file, JSON.stringify(spec));
    return file;
  });
  const changes = await judge(files[0] ?? "", files[1] ?? "");
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
    for (const [index, pair] of pairs.entries())
      test(`${pair.title}: ${pair.bump}`, async ({ expect }) => {
        const { bump, said, ...breaking } = await verdictsOf(pair, index);
        for (const [name, verdict] of Object.entries(breaking) as [keyof typeof breaking, boolean][])
          if (verdict === (pair.bump === "major")) right[name] += 1;
        if (bump === pair.bump) right.bump += 1;
        expect(BUMPS.indexOf(bump), `${pair.why}. It said:\n${said}`).toBe(BUMPS.indexOf(pair.bump));
      });
  });

  test("are right together on 97 of 100, and more often than each of them", () => {
    const { redocly, compiler, own, together, bump } = right;
    console.log(
      `${pairs.length} pairs. Breaking or not, right: Redocly ${redocly}, compiler ${compiler}, own judge ${own}, together ${together}. The same bump: ${bump}`,
    );
    expect(together / pairs.length).toBeGreaterThanOrEqual(0.97);
    expect(together).toBeGreaterThan(redocly);
    expect(together).toBeGreaterThan(compiler);
  });
});
