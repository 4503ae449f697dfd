// Finds the tools of `tools/package.json`, and decides what to do if this machine lacks one.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

export const TOOLS = join(import.meta.dirname, "tools");

const { optionalDependencies: RUNTIMES } = JSON.parse(readFileSync(join(TOOLS, "package.json"), "utf8"));

/** The current Next. It is not among the tools: it refuses links that leave a project, so each project installs its own. */
export const NEXT = { next: "16.4.6", react: "19.3.1", "react-dom": "19.3.1" };

/** The Nodes that we support: each major version, the oldest, and 22.11 and 22.12. `require` loads an ES module from 20.19 and 22.12 on. */
export const NODES = Object.keys(RUNTIMES).flatMap((name) => name.match(/^node-(.*)/)?.[1] ?? []);

/** The major versions alone. */
export const MAJOR_NODES = NODES.filter((version) => !version.includes("."));

/** The exact version of a tool: `versionOf("bun")`, `versionOf("node-24")`. */
export function versionOf(tool: string): string {
  return String(RUNTIMES[tool]).replace(/.*@/, "");
}

/** The program of a version of Node. */
export const nodeOf = (version: string): string => join(TOOLS, "node_modules", `node-${version}`, "bin/node");

/** The program of a package: `bin("webpack")`, `bin("typescript-5.4", "tsc")`. */
export function bin(name: string, command = name.split("/").pop() as string): string {
  const require = createRequire(join(TOOLS, "package.json"));
  const path = join(TOOLS, "node_modules", name);
  const { bin } = require(join(path, "package.json")) as { bin: string | Record<string, string> };
  return join(path, typeof bin === "string" ? bin : (bin[command] as string));
}

/** Whether a runtime is installed. A developer's machine skips a missing one, with a warning. CI must have all of them. */
export function isInstalled(name: string, path: string): boolean {
  if (existsSync(path)) return true;
  if (process.env["CI"]) throw new Error(`${name} is not installed (${path}), but CI must skip nothing.`);
  console.warn(`\n!!! SKIPPED: ${name} is not installed (${path}). This run says nothing about it. !!!\n`);
  return false;
}
