// Runs Stryker on a package, and reads its report.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A change of the code, and whether a test noticed it. */
export interface Mutant {
  /** Like `core/src/turns.ts`. */
  file: string;
  line: number;
  /** The changed lines, before and after the change, without the spaces around them. */
  before: string;
  after: string;
  verdict: "killed" | "timeout" | "survived";
}

interface Position {
  line: number;
  column: number;
}

/** The parts of Stryker's report that we read, from `mutation-testing-report-schema`. Lines and columns start at 1. */
interface StrykerReport {
  files: Record<string, { source: string; mutants: StrykerMutant[] }>;
}

interface StrykerMutant {
  status: "Killed" | "Timeout" | "Survived" | "NoCoverage" | "CompileError" | "RuntimeError" | "Ignored" | "Pending";
  replacement: string;
  location: { start: Position; end: Position };
}

const VERDICTS: Partial<Record<StrykerMutant["status"], Mutant["verdict"]>> = {
  Killed: "killed",
  RuntimeError: "killed",
  Timeout: "timeout",
  Survived: "survived",
  NoCoverage: "survived",
};

const stryker = join(dirname(createRequire(import.meta.url).resolve("@stryker-mutator/core/package.json")), "bin/stryker.js");
const config = join(import.meta.dirname, "stryker.config.ts");

/** Mutates files of `packages/name` in a copy of the repository, or all its sources if `files` is empty. */
export async function mutantsOf(copy: string, name: string, files: string[]): Promise<Mutant[]> {
  const cwd = join(copy, "packages", name);
  const mutate = files.length > 0 ? ["--mutate", files.join(",")] : [];
  console.log(`packages/${name}: instrumenting the sources and running the tests once`);
  const child = spawn(process.execPath, [stryker, "run", config, ...mutate], { cwd, stdio: "inherit" });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`Stryker failed in packages/${name}.`);
  return mutantsIn(JSON.parse(readFileSync(join(cwd, "mutation.json"), "utf8")) as StrykerReport, name);
}

export function mutantsIn({ files }: StrykerReport, name: string): Mutant[] {
  return Object.entries(files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split("\n");
    return mutants.flatMap(({ status, replacement, location: { start, end } }) => {
      const verdict = VERDICTS[status];
      if (!verdict) throw new Error(`Stryker did not try a mutant of ${name}/${file}: ${status}.`);
      const [first = "", last = ""] = [lines[start.line - 1], lines[end.line - 1]];
      const before = lines.slice(start.line - 1, end.line).join(" ");
      const after = first.slice(0, start.column - 1) + replacement + last.slice(end.column - 1);
      return { file: `${name}/${file}`, line: start.line, before: oneLine(before), after: oneLine(after), verdict };
    });
  });
}

function oneLine(code: string): string {
  return code.replace(/\s+/g, " ").trim();
}
