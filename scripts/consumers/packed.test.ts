// What is in the tarballs, and that anyone can make the same ones from the same commit.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, inject, test } from "vitest";
import { run } from "./run.ts";
import { bin } from "./tools.ts";

const [project, tarballs] = [inject("project"), inject("tarballs")];
const root = join(import.meta.dirname, "../..");
const ALLOWED = /^package\/(dist\/[\w/.-]+\.(js|d\.ts)|package\.json|README\.md|SECURITY\.md|LICENSE|CHANGELOG\.md)$/;

describe.each(tarballs.map((tarball) => [basename(tarball).replace(/-\d.*/, ""), tarball] as const))("%s", (_, tarball) => {
  test("holds dist, package.json, README, licence, security policy and changelog, and nothing else", async () => {
    const files = (await run("tar", ["-tzf", tarball], project)).trim().split("\n");
    expect(files.filter((file) => !ALLOWED.test(file))).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining(["package/LICENSE", "package/README.md", "package/SECURITY.md", "package/dist/index.d.ts"]),
    );
  });

  test("has no lifecycle scripts, depends on real versions, and is published with provenance", async () => {
    const manifest = JSON.parse(await run("tar", ["-xzOf", tarball, "package/package.json"], project));
    expect(Object.keys(manifest.scripts ?? {}).filter((name) => /^(pre|post)|install|prepare|publish|pack/.test(name))).toEqual(
      [],
    );
    expect(manifest.publishConfig).toEqual({ access: "public", provenance: true });
    for (const range of Object.values(manifest.dependencies ?? {})) expect(range).toMatch(/^\^?\d+\.\d+\.\d+$/);
  });

  test("is clean by publint", async () => {
    expect(await run("node", [bin("publint"), tarball, "--strict"], project)).toContain("All good!");
  });

  test("has the right types for ES modules, by are-the-types-wrong", async () => {
    const args = [bin("@arethetypeswrong/cli", "attw"), tarball, "--profile", "esm-only", "--format", "ascii"];
    const report = stripVTControlCharacters(await run("node", args, project));
    expect(report).toMatch(/node16 \(from ESM\): 🟢 \(ESM\)[\s\S]*bundler: 🟢/);
  });
});

test("two clean clones of the last commit pack to the same bytes", async () => {
  const packs = await Promise.all(
    ["one", "two"].map(async (name) => {
      const clone = join(project, `clone-${name}`);
      await run("git", ["clone", "--quiet", "--no-local", root, clone], project);
      await run("pnpm", ["install", "--frozen-lockfile", "--prefer-offline"], clone);
      await run("pnpm", ["build", "--force"], clone);
      for (const folder of readdirSync(join(clone, "packages")))
        await run("pnpm", ["pack", "--pack-destination", join(clone, "packed")], join(clone, "packages", folder));
      expect(existsSync(join(clone, "packages/core/dist"))).toBe(true);
      return Object.fromEntries(readdirSync(join(clone, "packed")).map((file) => [file, sha256(join(clone, "packed", file))]));
    }),
  );
  expect(Object.keys(packs[0] ?? {})).toHaveLength(3);
  expect(packs[1]).toEqual(packs[0]);
});

function sha256(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
