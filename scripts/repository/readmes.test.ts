import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { describe, expect, test } from "vitest";

const scripts = join(import.meta.dirname, "..");
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: scripts, encoding: "utf8" })
  .trim()
  .split("\n")
  // Git's index still lists a file that was moved or deleted.
  .filter((file) => existsSync(join(scripts, file)));

/** The sources in a folder that its README does not name, neither by themselves nor by their folder. Tests and settings need no name. */
function unnamed(folder: string, sources: string[], readme: string): string[] {
  const isNamed = (path: string): boolean =>
    readme.includes(`\`${path}\``) || readme.includes(`\`${basename(path)}\``) || isInNamedFolder(dirname(path));
  const isInNamedFolder = (path: string): boolean =>
    path !== "." && (readme.includes(`\`${path}/\``) || isInNamedFolder(dirname(path)));
  return sources
    .filter((file) => file.startsWith(`${folder}/`) && /\.(ts|mjs|grit)$/.test(file))
    .filter((file) => !/\.(test|page|config)\.ts$/.test(file))
    .filter((file) => !isNamed(relative(folder, file)));
}

test("each tool has a README", () => {
  const tools = new Set(files.filter((file) => file.includes("/")).map((file) => String(file.split("/")[0])));
  expect([...tools].filter((tool) => !existsSync(join(scripts, tool, "README.md")))).toEqual([]);
});

describe.each(files.filter((file) => file.endsWith("/README.md")))("%s", (file) => {
  const folder = dirname(file);
  const readme = readFileSync(join(scripts, file), "utf8");

  test("names each part of the tool", () => {
    expect(unnamed(folder, files, readme)).toEqual([]);
  });

  test("names only files that exist", () => {
    const names = [...readme.matchAll(/`([\w./-]+\.(?:ts|mjs|grit))`/g)].map(([, name = ""]) => name);
    const exists = (name: string): boolean => [folder, ""].some((home) => existsSync(join(scripts, home, name)));
    expect(names.filter((name) => !exists(name))).toEqual([]);
  });
});

test("a part that a README does not name would be found", () => {
  const sources = ["tool/a.ts", "tool/b.ts", "tool/parts/c.ts", "tool/a.test.ts"];
  expect(unnamed("tool", sources, "`a.ts`")).toEqual(["tool/b.ts", "tool/parts/c.ts"]);
  expect(unnamed("tool", sources, "`a.ts`, `b.ts`, `parts/`")).toEqual([]);
});

const packages = join(scripts, "../packages");
const sources = globSync("*/src/*.ts", { cwd: packages });

test("each source of a package begins by saying what it is for", () => {
  expect(sources.length).toBeGreaterThan(50);
  expect(sources.filter((file) => !/^\/[/*]/.test(readFileSync(join(packages, file), "utf8")))).toEqual([]);
});

test("each page that says how to install the packages says that they are not released yet", () => {
  const textOf = (file: string): string => readFileSync(join(packages, file), "utf8").replace(/\s+/g, " ");
  const pages = globSync(["*/README.md", "*/guides/*.md"], { cwd: packages });
  const installs = pages.filter((file) => textOf(file).includes("npm install @flexfactor"));
  expect(installs.length).toBeGreaterThan(20);
  expect(installs.filter((file) => !/once (the packages|they) are released/i.test(textOf(file)))).toEqual([]);
});
