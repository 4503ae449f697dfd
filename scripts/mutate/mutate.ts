// Checks that every fact of the spec reaches the packages: changes one fact at a time, and reports what happened to each change.
import { readSpec, SPEC_FILE } from "@flexfactor/spec";
import { commandLine } from "@flexfactor/spec/command-line";
import { type Judged, judge } from "./judge.ts";
import { mutantsOf } from "./mutants.ts";
import { type Reason, unproven } from "./unproven.ts";

const USAGE = `pnpm spec:mutate [--all]

Changes one fact of the spec at a time, and says whether a check caught the change, the generated files carried it to consumers, or it
was lost. It takes five to fifteen minutes. It fails if a lost change has no reason in scripts/mutate/unproven.ts.

  --all   first prints every change, with the check that caught it or the files that carried it`;

/** The report. It is good if each lost change has a reason, and each reason has a lost change. */
export function report(judged: Judged[], reasons: Reason[]): { text: string; good: boolean } {
  const lost = judged.filter(({ verdict }) => verdict === "lost");
  const reasonOf = ({ operator, place }: Judged) => reasons.find((one) => one.operator === operator && one.places.test(place));
  const unexplained = lost.filter((mutant) => !reasonOf(mutant));
  const explainedBy = (reason: Reason): number => lost.filter((mutant) => reasonOf(mutant) === reason).length;
  const stale = reasons.filter((reason) => explainedBy(reason) === 0);
  const rows = [...new Set(judged.map(({ operator }) => operator))].sort().map((operator) => {
    const of = judged.filter((mutant) => mutant.operator === operator);
    return row(operator, of, unexplained);
  });
  const lines = [
    line("operator", "mutants", "caught", "carried", "explained", "lost"),
    ...rows,
    row("all", judged, unexplained),
    "",
    ...reasons.map((reason) => `explained: ${explainedBy(reason)} × ${reason.operator}, ${reason.reason}`),
    ...stale.map(
      ({ operator, places }) =>
        `stale: ${operator} at ${places} is no longer lost; remove its reason from scripts/mutate/unproven.ts`,
    ),
    ...unexplained.map(({ operator, place, by }) => `lost: ${operator} at ${place}, noticed by ${by}`),
  ];
  return { text: lines.join("\n"), good: unexplained.length + stale.length === 0 };
}

function row(name: string, judged: Judged[], unexplained: Judged[]): string {
  const count = (verdict: string): number => judged.filter((mutant) => mutant.verdict === verdict).length;
  const lost = judged.filter((mutant) => unexplained.includes(mutant)).length;
  return line(name, judged.length, count("caught"), count("carried"), count("lost") - lost, lost);
}

function line(name: string, ...cells: (string | number)[]): string {
  return [name.padEnd(30), ...cells.map((cell) => String(cell).padStart(10))].join("").trimEnd();
}

if (import.meta.main) {
  const { all } = commandLine(USAGE, { all: { type: "boolean" } }).values;
  const judged = await judge(mutantsOf(readSpec(SPEC_FILE)));
  if (all) for (const { operator, place, verdict, by } of judged) console.log(`${verdict}: ${operator} at ${place}, by ${by}`);
  const { text, good } = report(judged, unproven);
  console.log(text);
  if (!good) process.exitCode = 1;
}
