// Judges a changed fact of the spec: a check caught it, the generated files carried it to consumers, or it was lost.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { cellsOf, SPEC_FILE } from "@flexfactor/spec";
import { generate } from "@flexfactor/spec/generate/generate";
import ts from "typescript";
import { startProgress } from "../terminal/progress.ts";
import type { Mutant } from "./mutants.ts";

export interface Judged extends Mutant {
  verdict: "caught" | "carried" | "lost";
  /** The check that caught it, or the files that carried it. */
  by: string;
}
/** `partly`: it has reached some of the generated files that it should reach. */
type Open = Mutant & { partly: boolean };

const root = join(import.meta.dirname, "../..");

export async function judge(mutants: Mutant[]): Promise<Judged[]> {
  let doing = "Generating from the unchanged spec";
  const progress = startProgress(() => doing);
  const folder = mkdtempSync(join(tmpdir(), "flexfactor-mutants-"));
  try {
    const specs = join(folder, "specs");
    mkdirSync(specs);
    const before = await visible(SPEC_FILE);
    const judged: Judged[] = [];
    const open = new Map<string, Open>();
    for (const [index, mutant] of mutants.entries()) {
      doing = `Generating from changed specs: ${index} of ${mutants.length}`;
      const file = join(specs, `${index}.yaml`);
      writeFileSync(file, JSON.stringify(mutant.spec));
      const found = await judgeGenerated(mutant, file, before);
      if ("partly" in found) open.set(basename(file), { ...mutant, ...found });
      else {
        rmSync(file);
        judged.push({ ...mutant, ...found });
      }
    }
    writeFileSync(join(specs, "unchanged.yaml"), readFileSync(SPEC_FILE));
    doing = `Running the contract tests on ${open.size} changed specs`;
    const failed = await runContracts(specs, folder);
    const [unchanged] = failed.get("unchanged.yaml") ?? [];
    if (unchanged) throw new Error(`The contract tests fail without any change: ${unchanged}`);
    rmSync(join(specs, "unchanged.yaml"));
    for (const name of failed.keys()) if (!open.get(name)?.partly) rmSync(join(specs, name));
    doing = "Linting the specs that no test noticed";
    const refused = await lint(specs);
    for (const [name, mutant] of open) {
      // The contract tests run with the generated files of the unchanged spec, so they cannot judge a change of those files.
      const [test] = mutant.partly ? [] : (failed.get(name) ?? []);
      if (test) judged.push({ ...mutant, verdict: "caught", by: test });
      else if (refused.includes(name)) judged.push({ ...mutant, verdict: "caught", by: "spec:lint" });
      else judged.push({ ...mutant, verdict: "lost", by: mutant.partly ? "only some of the generated files" : "nothing" });
    }
    return judged;
  } finally {
    progress.end();
    rmSync(folder, { recursive: true });
  }
}

/** The generated files without the parts that consumers cannot see. */
async function visible(specFile: string): Promise<Record<string, string>> {
  const printer = ts.createPrinter({ removeComments: true });
  const { "checks.ts": checks = "", "operations.ts": table = "", ...others } = await generate(specFile);
  // The table and the checks count as one file: a fact of a request is in one or the other.
  const files = Object.entries({ ...others, "operations.ts": table + checks });
  const printed = ([name, text]: [string, string]) => [
    name,
    printer.printFile(ts.createSourceFile(name, text, ts.ScriptTarget.Latest)),
  ];
  return Object.fromEntries(files.map(printed));
}

async function judgeGenerated(
  { follows }: Mutant,
  file: string,
  before: Record<string, string>,
): Promise<Pick<Judged, "verdict" | "by"> | Pick<Open, "partly">> {
  try {
    const after = await visible(file);
    if (follows.length > 0 && follows.every((name) => after[name] !== before[name]))
      return { verdict: "carried", by: follows.join(" and ") };
    cellsOf(file);
    return { partly: after["operations.ts"] !== before["operations.ts"] };
  } catch (error) {
    return { verdict: "caught", by: error instanceof Error ? error.message : String(error) };
  }
}

/** Runs the contract tests on every spec of the folder. Returns the failed tests by the name of the spec's file. */
async function runContracts(specs: string, folder: string): Promise<Map<string, string[]>> {
  const failed = new Map<string, string[]>();
  const packages = globSync("packages/*/test/*.contract.test.ts", { cwd: root }).map((file) => dirname(dirname(file)));
  const reports = packages.map(async (name) => {
    const cwd = join(root, name);
    const report = join(folder, `${basename(name)}.json`);
    const vitest = join(cwd, "node_modules/vitest/vitest.mjs");
    const said = await run([vitest, "run", "contract", "--reporter=json"], cwd, { CONTRACT_SPECS: specs, TEST_REPORT: report });
    if (!existsSync(report)) throw new Error(`The contract tests of ${name} did not run: ${said}`);
    return JSON.parse(readFileSync(report, "utf8")) as Report;
  });
  for (const { testResults } of await Promise.all(reports))
    for (const { assertionResults, message } of testResults) {
      if (assertionResults.length === 0) throw new Error(`The contract tests did not run: ${message}`);
      for (const { ancestorTitles, title, status } of assertionResults) {
        const [name = ""] = ancestorTitles;
        if (status !== "passed") failed.set(name, [...(failed.get(name) ?? []), title]);
      }
    }
  return failed;
}

interface Report {
  testResults: { message: string; assertionResults: { ancestorTitles: string[]; title: string; status: string }[] }[];
}

/** The file names of the specs that the linter refuses. */
async function lint(specs: string): Promise<string[]> {
  const names = globSync("*.yaml", { cwd: specs });
  if (names.length === 0) return [];
  const files = names.map((name) => join(specs, name));
  const redocly = join(root, "node_modules/@redocly/cli/bin/cli.js");
  const config = join(root, "spec/redocly.yaml");
  const quiet = { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  // The default limit is a hundred problems, so the problems of one spec could hide those of another.
  const options = ["--config", config, "--format=checkstyle", "--max-problems=1000000"];
  const said = await run([redocly, "lint", ...files, ...options], root, quiet);
  const refused = said.split("<file ").filter((problems) => problems.includes('severity="error"'));
  return names.filter((name) => refused.some((problems) => problems.split(">", 1)[0]?.endsWith(`/${name}"`)));
}

async function run(command: string[], cwd: string, env: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, command, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      said += chunk;
    });
  await once(child, "close");
  return said;
}
