// Prints the last lines of `pnpm test`, from the reports of the tests. Each cell of the contract matrix must have a passed test with its
// name, and each fault of the catalogue a passed test with its tag.
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

Reads the reports of the last \`pnpm test\`, and names each example of the spec and each fault that has no passed test.

  --count   prints a line for machines: how many tests passed and failed`;
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

// Tests write what they measured into their `meta`.
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
