// The contents of the tarballs, and that the same commit always makes the same tarballs.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { PACKAGES } from "@flexfactor/spec/packages";
import { describe, expect, inject, test } from "vitest";
import { run } from "./run.ts";
import { bin } from "./tools.ts";

const [project, tarballs] = [inject("project"), inject("tarballs")];
const root = join(import.meta.dirname, "../..");
// Two builds, each with types, and with a map for each file that leads to the sources.
const ALLOWED =
  /^package\/(dist\/[\w.-]+\.(c?js|d\.c?ts)(\.map)?|dist\/openapi\.yaml|src\/[\w/-]+\.ts|package\.json|guides\/[\w-]+\.md|README\.md|SECURITY\.md|LICENSE|CHANGELOG\.md)$/;

describe.each(tarballs.map((tarball) => [basename(tarball).replace(/-\d.*/, ""), tarball] as const))("%s", (_, tarball) => {
  test("contains only dist, src, guides, package.json, README, licence, security policy and changelog", async () => {
    const files = (await run("tar", ["-tzf", tarball], project)).trim().split("\n");
    expect(files.filter((file) => !ALLOWED.test(file))).toEqual([]);
    const needed = [
      "LICENSE",
      "README.md",
      "SECURITY.md",
      "src/index.ts",
      ...["js", "cjs", "d.ts", "d.cts"].map((end) => `dist/index.${end}`),
    ];
    expect(files).toEqual(expect.arrayContaining(needed.map((file) => `package/${file}`)));
  });

  test("has no lifecycle scripts, depends on real versions, and is published with provenance", async () => {
    const manifest = JSON.parse(await run("tar", ["-xzOf", tarball, "package/package.json"], project));
    expect(Object.keys(manifest.scripts ?? {}).filter((name) => /^(pre|post)|install|prepare|publish|pack/.test(name))).toEqual(
      [],
    );
    expect(manifest.publishConfig).toEqual({ access: "public", provenance: true });
    for (const range of Object.values(manifest.dependencies ?? {})) expect(range).toMatch(/^\^?\d+\.\d+\.\d+$/);
  });

  test("passes publint", async () => {
    expect(await run("node", [bin("publint"), tarball, "--strict"], project)).toContain("All good!");
  });

  // This does not show that the packages work. compilers.test.ts and the programs of the other files do.
  test("passes are-the-types-wrong: the types are right for every module resolution", async () => {
    const args = [
      bin("@arethetypeswrong/cli", "attw"),
      tarball,
      "--profile",
      "strict",
      "--format",
      "ascii",
      "--exclude-entrypoints",
      "openapi.yaml",
    ];
    const report = stripVTControlCharacters(await run("node", args, project));
    const [entries, columns] = [/^"/gm, /^(node10|node16 \(from CJS\)|node16 \(from ESM\)|bundler): 🟢/gm];
    expect(report.match(columns)).toHaveLength(4 * (report.match(entries)?.length ?? 1));
    expect(report).toContain("No problems found");
  });
});

test("core's tarball has the spec, and a program can import it by name", async () => {
  const program = `console.log(require("node:fs").readFileSync(require.resolve("@flexfactor/core/openapi.yaml"), "utf8"))`;
  expect(await run("node", ["--eval", program], project)).toBe(`${readFileSync(join(root, "spec/openapi.yaml"), "utf8")}\n`);
});

test("two clean clones of the last commit make identical tarballs", async () => {
  const packs = await Promise.all(
    ["one", "two"].map(async (name) => {
      const clone = join(project, `clone-${name}`);
      await run("git", ["clone", "--quiet", "--no-local", root, clone], project);
      await run("pnpm", ["install", "--frozen-lockfile", "--prefer-offline"], clone);
      await run("pnpm", ["build", "--force"], clone);
      for (const folder of PACKAGES)
        await run("pnpm", ["pack", "--pack-destination", join(clone, "packed")], join(clone, "packages", folder));
      expect(existsSync(join(clone, "packages/core/dist"))).toBe(true);
      return Object.fromEntries(readdirSync(join(clone, "packed")).map((file) => [file, sha256(join(clone, "packed", file))]));
    }),
  );
  expect(Object.keys(packs[0] ?? {})).toHaveLength(PACKAGES.length);
  expect(packs[1]).toEqual(packs[0]);
});

function sha256(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
