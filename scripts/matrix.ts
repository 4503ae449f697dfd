// The last word of `pnpm test`: every cell of the contract matrix has a passed test of its name, in the reports that the packages'
// tests wrote.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cellsOf } from "./spec.ts";

interface Report {
  testResults: { assertionResults: { title: string; status: string }[] }[];
}

const root = join(import.meta.dirname, "..");
const tests = globSync(["packages/*/.vitest/report.json", "scripts/.vitest/report.json"], { cwd: root }).flatMap((file) => {
  const report = JSON.parse(readFileSync(join(root, file), "utf8")) as Report;
  return report.testResults.flatMap(({ assertionResults }) => assertionResults);
});
const count = (status: string): number => tests.filter((test) => test.status === status).length;
const passed = new Set(tests.filter(({ status }) => status === "passed").map(({ title }) => title));
const cells = cellsOf();
const empty = cells.filter(({ name }) => !passed.has(name));

if (process.argv.includes("--count")) console.log(`${count("passed")} passed, ${count("failed")} failed`);
for (const { name, tag } of empty) console.error(`contract matrix: no passed test for \`${name}\` (package ${tag})`);
console.log(`contract matrix: ${cells.length - empty.length}/${cells.length} cells`);
if (empty.length > 0) process.exitCode = 1;
