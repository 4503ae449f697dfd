// The last word of `pnpm test`, from the reports that the packages' tests wrote: every cell of the contract matrix has a passed test
// of its name, and every case of the failure catalogue that this SDK answers for is named in brackets by one.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cellsOf } from "./spec.ts";

interface Report {
  testResults: { assertionResults: { title: string; status: string }[] }[];
}

// T transport, H status, K token, C concurrency, B body, V input, S secrets, R runtime.
const CASES =
  `T1 T3 T4 T6 T7 T8 T9 T10 T11 T12 T14 T15 T16 T17 T19 T24 H1 H2 H3 H5 H7 H8 H9 H10 H11 H13 H15 H17 H18 H19 K1 K3 K4 K5 K8 K9
  K10 K11 K12 K14 K15 K16 K21 K23 K24 C2 C4 C5 C9 B1 B2 B7 B11 V2 V3 V7 S1 S3 S4 R2`.split(/\s+/);

const root = join(import.meta.dirname, "..");
const tests = globSync(["packages/*/.vitest/report.json", "scripts/.vitest/report.json"], { cwd: root }).flatMap((file) => {
  const report = JSON.parse(readFileSync(join(root, file), "utf8")) as Report;
  return report.testResults.flatMap(({ assertionResults }) => assertionResults);
});
const count = (status: string): number => tests.filter((test) => test.status === status).length;
const passed = new Set(tests.filter(({ status }) => status === "passed").map(({ title }) => title));
const named = new Set([...passed].flatMap((title) => title.match(/\[([A-Z]+\d+(?: [A-Z]+\d+)*)\]$/)?.[1]?.split(" ") ?? []));

const report = (what: string, all: string[], missing: string[], explain: (name: string) => string): void => {
  for (const name of missing) console.error(`${what}: no passed test for ${explain(name)}`);
  console.log(`${what}: ${all.length - missing.length}/${all.length} ${what === "contract matrix" ? "cells" : "cases"}`);
  if (missing.length > 0) process.exitCode = 1;
};

if (process.argv.includes("--count")) console.log(`${count("passed")} passed, ${count("failed")} failed`);
const cells = cellsOf();
const packages = new Map(cells.map(({ name, tag }) => [name, tag]));
report(
  "failure catalogue",
  CASES,
  CASES.filter((id) => !named.has(id)),
  (id) => id,
);
report(
  "contract matrix",
  [...packages.keys()],
  [...packages.keys()].filter((name) => !passed.has(name)),
  (name) => `\`${name}\` (package ${packages.get(name)})`,
);
