// The report of source mutation: a row for each package, then each survivor without a reason.

import type { Mutant } from "./stryker.ts";
import type { Survivor } from "./survivors.ts";

/** The tests must notice at least so many per cent of the mutants. */
const MIN_SCORE = 92;

/** The report. It is good if the scores are high enough, each survivor has a reason, and each reason is needed. */
export function report(mutants: Mutant[], explanations: Survivor[]): { text: string; good: boolean } {
  const survived = mutants.filter(({ verdict }) => verdict === "survived");
  const explains = ({ file, becomes }: Survivor, mutant: Mutant): boolean =>
    mutant.file === file && becomes.includes(mutant.after);
  const unexplained = survived.filter((mutant) => !explanations.some((one) => explains(one, mutant)));
  const stale = staleOf(mutants, survived, explanations);
  const packages = [...new Set(mutants.map(({ file }) => packageOf(file)))];
  const rows = packages.map((name) => {
    const isOfPackage = ({ file }: Mutant): boolean => packageOf(file) === name;
    return row(name, mutants.filter(isOfPackage), unexplained.filter(isOfPackage).length);
  });
  const low = packages.filter((name) => scoreOf(mutants.filter(({ file }) => packageOf(file) === name)) < MIN_SCORE);
  const lines = [
    line("package", "mutants", "killed", "timed out", "explained", "survived", "score"),
    ...rows,
    row("all", mutants, unexplained.length),
    "",
    ...unexplained.map(({ file, line, before, after }) => `survived: packages/${file}:${line}\n  - ${before}\n  + ${after}`),
    ...stale.map(([file, code]) => `explained, and does not survive: ${file}: ${code}; remove its reason from scripts/mutation`),
    ...low.map((name) => `the score of ${name} is below ${MIN_SCORE}`),
  ];
  return { text: lines.join("\n"), good: unexplained.length + stale.length + low.length === 0 };
}

/** The explained mutants that did not survive, in the files that were mutated. */
function staleOf(mutants: Mutant[], survived: Mutant[], explanations: Survivor[]): [file: string, code: string][] {
  const mutated = new Set(mutants.map(({ file }) => file));
  return explanations
    .filter(({ file }) => mutated.has(file))
    .flatMap(({ file, becomes }) => becomes.map((code): [string, string] => [file, code]))
    .filter(([file, code]) => !survived.some((mutant) => mutant.file === file && mutant.after === code));
}

function packageOf(file: string): string {
  return file.slice(0, file.indexOf("/"));
}

function scoreOf(mutants: Mutant[]): number {
  return (100 * mutants.filter(({ verdict }) => verdict !== "survived").length) / mutants.length;
}

function row(name: string, mutants: Mutant[], unexplained: number): string {
  const count = (verdict: Mutant["verdict"]): number => mutants.filter((mutant) => mutant.verdict === verdict).length;
  const explained = count("survived") - unexplained;
  const score = scoreOf(mutants).toFixed(1);
  return line(name, mutants.length, count("killed"), count("timeout"), explained, unexplained, score);
}

function line(name: string, ...cells: (string | number)[]): string {
  return [name.padEnd(12), ...cells.map((cell) => String(cell).padStart(11))].join("");
}
