// The last word of `pnpm test`, from the reports that the packages' tests wrote: every cell of the contract matrix has a passed test
// of its name, and every fault of the catalogue has one with its tag.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cellsOf } from "@flexfactor/spec";
import { commandLine } from "@flexfactor/spec/command-line";
import { PACKAGES } from "@flexfactor/spec/packages";
import { CATALOGUE } from "@flexfactor/testing/catalogue";

interface Report {
  testResults: { assertionResults: { title: string; status: string; tags: string[]; meta: { figures?: string[] } }[] }[];
}

const USAGE = `node scripts/contract/matrix.ts [--count]

Says from the reports of the last \`pnpm test\` which examples of the spec and which faults have no passed test.

  --count   prints how many tests passed and failed on a line of their own, for machines`;
const { values } = commandLine(USAGE, { count: { type: "boolean" } });

const root = join(import.meta.dirname, "../..");
const tests = globSync(["packages/*/.vitest/report.json", "scripts/.vitest/report.json", "scripts/*/.vitest/report.json"], {
  cwd: root,
}).flatMap((file) => {
  const report = JSON.parse(readFileSync(join(root, file), "utf8")) as Report;
  return report.testResults.flatMap(({ assertionResults }) => assertionResults);
});
const count = (status: string): number => tests.filter((test) => test.status === status).length;
const passedTests = tests.filter(({ status }) => status === "passed");
const passed = new Set(passedTests.map(({ title }) => title));
const shown = new Set(passedTests.flatMap(({ tags }) => tags));

const report = (what: string, all: string[], missing: string[], explain: (name: string) => string): void => {
  for (const name of missing) console.error(`${what}: no passed test for ${explain(name)}`);
  const meaning = missing.length === 0 ? ", each with a passed test" : "";
  console.log(
    `${what}: ${all.length - missing.length}/${all.length} ${what === "contract matrix" ? "cells" : "faults"}${meaning}`,
  );
  if (missing.length > 0) process.exitCode = 1;
};

function whereToWrite(tag: string): string {
  if (!PACKAGES.includes(tag)) return `make its package, pnpm new:resource ${tag}`;
  return `write its expectation in packages/${tag}/test/${tag}.contract.test.ts`;
}

// What tests measure they leave in their `meta`.
for (const figure of tests.flatMap(({ meta }) => meta.figures ?? [])) console.log(figure);
if (values.count) console.log(`${count("passed")} passed, ${count("failed")} failed`);
else console.log(`tests: ${count("passed")} passed`);
const cells = cellsOf();
const packages = new Map(cells.map(({ name, tag }) => [name, tag]));
report(
  "failure catalogue",
  Object.keys(CATALOGUE),
  Object.keys(CATALOGUE).filter((fault) => !shown.has(fault)),
  (fault) => `the tag \`${fault}\`: ${CATALOGUE[fault]}`,
);
report(
  "contract matrix",
  [...packages.keys()],
  [...packages.keys()].filter((name) => !passed.has(name)),
  (name) => `\`${name}\`: ${whereToWrite(packages.get(name) ?? "")}`,
);
