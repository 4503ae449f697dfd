// Runs Stryker on one package.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

interface Position {
  line: number;
  column: number;
}

/** One change of the code, and what came of it. */
export interface Mutant {
  status: "Killed" | "Timeout" | "Survived" | "NoCoverage" | "CompileError" | "RuntimeError" | "Ignored" | "Pending";
  replacement?: string;
  location: { start: Position; end: Position };
}

/** The part that is read of Stryker's report (https://github.com/stryker-mutator/mutation-testing-elements). */
export interface StrykerReport {
  files: Record<string, { source: string; mutants: Mutant[] }>;
}

const stryker = join(dirname(createRequire(import.meta.url).resolve("@stryker-mutator/core/package.json")), "bin/stryker.js");
const config = join(import.meta.dirname, "stryker.config.ts");

/** Mutates `files` of the package in `folder`, or all of its sources when there are none. */
export async function runStryker(folder: string, files: string[], options: string[]): Promise<StrykerReport> {
  const mutate = files.length > 0 ? ["--mutate", files.join(",")] : [];
  const child = spawn(process.execPath, [stryker, "run", config, ...mutate, ...options], { cwd: folder, stdio: "inherit" });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`Stryker failed in ${folder}.`);
  return JSON.parse(readFileSync(join(folder, "mutation.json"), "utf8")) as StrykerReport;
}
