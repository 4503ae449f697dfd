// Changesets and versions as a maintainer makes them, in a clone. Nothing is published here.
import { appendFileSync, globSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PACKAGES } from "@flexfactor/spec/packages";
import { beforeEach, describe, expect, inject, test } from "vitest";
import { run } from "./run.ts";

const root = join(import.meta.dirname, "../..");
const home = join(inject("project"), "../changesets");
const isFirst = versionIn(root, "core") === "0.0.0";
let clone: string;

const git = (...args: string[]) => run("git", ["-c", "user.name=test", "-c", "user.email=test@localhost", ...args], clone);
const pnpm = (...args: string[]) => run("pnpm", args, clone);
const commit = async (message: string) => {
  await git("add", "--all");
  await git("commit", "--quiet", "--message", message);
};
const changelogOf = (name: string): string => readFileSync(join(clone, `packages/${name}/CHANGELOG.md`), "utf8");

function versionIn(folder: string, name: string): string {
  return JSON.parse(readFileSync(join(folder, `packages/${name}/package.json`), "utf8")).version;
}

beforeEach(async ({ task }) => {
  clone = join(home, task.id);
  mkdirSync(home, { recursive: true });
  await run("git", ["clone", "--quiet", "--no-local", root, clone], home);
  await run("pnpm", ["install", "--frozen-lockfile", "--prefer-offline"], clone);
  await git("switch", "--quiet", "--force-create", "main");
});

// After the first release, its changeset is gone.
test.runIf(isFirst)("the first release is 0.1.0, and the changelogs have the texts of the changesets", async () => {
  const [, summary = ""] = readFileSync(join(clone, ".changeset/first-release.md"), "utf8").split(/\n---\n/);
  await pnpm("version:packages");
  expect(PACKAGES.map((name) => versionIn(clone, name))).toEqual(PACKAGES.map(() => "0.1.0"));
  expect(readFileSync(join(clone, "packages/core/src/generated/operations.ts"), "utf8")).toContain('version = "0.1.0"');
  for (const name of PACKAGES) {
    const changelog = changelogOf(name);
    expect(changelog).toMatch(new RegExp(`^# @flexfactor/${name}\n\n## 0\\.1\\.0\n\n### Minor Changes\n\n- The first release`));
    // The text is a list item: its further lines are indented, so that a code block stays a code block.
    expect(changelog.split("\n- ")[1]?.replaceAll("\n  ", "\n").trim()).toBe(summary.trim());
    expect(changelog).not.toMatch(/[0-9a-f]{7,40}:|Updated dependencies/);
  }
  // The formatter must accept the written files.
  await pnpm("lint");
});

describe("a changeset", () => {
  test("can be written without a terminal, and the changelogs of packages that it does not name say that nothing changed", async () => {
    for (const file of globSync(".changeset/*.md", { cwd: clone })) await git("rm", "--quiet", file);
    await pnpm("changeset", "add", "--patch", "@flexfactor/core", "--message", "A fix.");
    await pnpm("version:packages");
    expect(new Set(PACKAGES.map((name) => versionIn(clone, name))).size).toBe(1);
    expect(changelogOf("core")).toMatch(/^# @flexfactor\/core\n\n## [\d.]+\n\n### Patch Changes\n\n- A fix\.\n/);
    expect(changelogOf("auth")).toMatch(/^# @flexfactor\/auth\n\n## [\d.]+\n\nNo changes in this release\.\n/);
  });

  test("without packages satisfies CI, and changes no version", async () => {
    for (const file of globSync(".changeset/*.md", { cwd: clone })) await git("rm", "--quiet", file);
    await git("commit", "--quiet", "--allow-empty", "--message", "Nothing to release");
    await git("switch", "--quiet", "--create", "change");
    appendFileSync(join(clone, "packages/core/src/index.ts"), "// A comment.\n");
    await commit("Change core");
    await expect(pnpm("changeset", "status", "--since=main")).rejects.toThrow(/no changesets were found/i);
    await pnpm("changeset", "--empty");
    await commit("Say that nobody notices");
    await pnpm("changeset", "status", "--since=main");
    const before = versionIn(clone, "core");
    await pnpm("version:packages");
    expect(versionIn(clone, "core")).toBe(before);
  });
});

test("a pre-release has a number, keeps its changesets, and ends as the normal version", async () => {
  for (const file of globSync(".changeset/*.md", { cwd: clone })) await git("rm", "--quiet", file);
  await pnpm("changeset", "pre", "enter", "next");
  const versions: string[] = [];
  for (const message of ["One.", "Two."]) {
    await pnpm("changeset", "add", "--minor", "@flexfactor/core", "--message", message);
    await pnpm("version:packages");
    versions.push(versionIn(clone, "core"));
    expect(versionIn(clone, "auth")).toBe(versions.at(-1));
  }
  await pnpm("changeset", "pre", "exit");
  await pnpm("version:packages");
  const last = versionIn(clone, "core");
  expect(versions).toEqual([`${last}-next.0`, `${last}-next.1`]);
  const [, ofLast = ""] = changelogOf("core").split(/^## /m);
  // They are in the order of their file names, which are random.
  expect(ofLast.trim().split("\n").filter(Boolean).sort()).toEqual(["### Minor Changes", "- One.", "- Two.", last]);
  expect(globSync(".changeset/**/*.{json,md}", { cwd: clone })).toEqual([".changeset/config.json"]);
});
