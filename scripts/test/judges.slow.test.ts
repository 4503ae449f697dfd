import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { judge } from "../review/verdict.ts";
import { PAIRS } from "./review-pairs.ts";

// Misjudged, and known to be.
const KNOWN: Record<string, string> = {
  "a request takes one of its overlapping forms only":
    "TypeScript has one union for anyOf and oneOf, so the complaint of the wire's judge counts as one about the form",
};

const folder = mkdtempSync(join(tmpdir(), "judges-"));
afterAll(() => rmSync(folder, { recursive: true }));
const baseFile = join(import.meta.dirname, "fixtures/pets.yaml");
const base = readFileSync(baseFile, "utf8");

describe("the two judges", () => {
  const wrong: Record<string, string[]> = { wire: [], types: [], both: [] };

  describe.concurrent("on pairs of specs", () => {
    for (const [index, { title, breaking, edits }] of PAIRS.entries())
      test(`${breaking ? "breaking" : "harmless"}: ${title}`, async ({ expect }) => {
        const file = join(folder, `${index}.yaml`);
        writeFileSync(
          file,
          edits.reduce((text, edit) => replaceOnce(text, ...edit), base),
        );
        const changes = await judge(baseFile, file);
        const found = {
          wire: changes.some(({ wire }) => wire === "major"),
          types: changes.some(({ types }) => types === "breaks"),
          both: changes.some(({ bump }) => bump === "major"),
        };
        for (const [name, verdict] of Object.entries(found)) if (verdict !== breaking) wrong[name]?.push(title);
        expect(found.both, KNOWN[title]).toBe(title in KNOWN ? !breaking : breaking);
        if (breaking) expect(changes.length).toBeGreaterThan(0);
      });
  });

  test("are better together than either alone", () => {
    const count = (judge: string): string => `${PAIRS.length - (wrong[judge]?.length ?? 0)}`;
    const breaking = PAIRS.filter((pair) => pair.breaking).length;
    console.log(
      `${PAIRS.length} pairs, ${breaking} of them breaking. Judged right: wire ${count("wire")}, types ${count("types")}, both ${count("both")}`,
    );
    expect(wrong["both"]).toEqual(Object.keys(KNOWN));
    expect(wrong["wire"]?.length).toBeGreaterThan(wrong["both"]?.length ?? 0);
    expect(wrong["types"]?.length).toBeGreaterThan(wrong["both"]?.length ?? 0);
  });
});

function replaceOnce(text: string, from: string, to: string): string {
  const [before, after, ...more] = text.split(from);
  if (after === undefined || more.length > 0) throw new Error(`The fixture must have this once: ${from}`);
  return `${before}${to}${after}`;
}
