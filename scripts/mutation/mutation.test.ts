import { expect, test } from "vitest";
import { report } from "./report.ts";
import { type Mutant, mutantsIn } from "./stryker.ts";

const source = "export function add(a: number, b: number) {\n  return a + b;\n}\n";
const minus = { replacement: "a - b", location: { start: { line: 2, column: 10 }, end: { line: 2, column: 15 } } };
const nothing = { replacement: "{}", location: { start: { line: 1, column: 43 }, end: { line: 3, column: 2 } } };
const found = (status: "Killed" | "Survived" | "NoCoverage" | "Timeout" | "Ignored", change = minus) =>
  mutantsIn({ files: { "src/add.ts": { source, mutants: [{ status, ...change }] } } }, "core");

test("a mutant has its lines before and after the change", () => {
  const of = { file: "core/src/add.ts", verdict: "killed" };
  expect(found("Killed")).toEqual([{ ...of, line: 2, before: "return a + b;", after: "return a - b;" }]);
  const [whole] = found("Killed", nothing);
  expect(whole).toEqual({
    ...of,
    line: 1,
    before: "export function add(a: number, b: number) { return a + b; }",
    after: "export function add(a: number, b: number) {}",
  });
});

test("a change of code that no test runs has survived", () => {
  expect(found("NoCoverage")).toMatchObject([{ verdict: "survived" }]);
});

test("a mutant that Stryker did not try is an error", () => {
  expect(() => found("Ignored")).toThrow("Stryker did not try a mutant of core/src/add.ts: Ignored.");
});

const mutants = (killed: number, survived: number): Mutant[] => [
  ...Array.from({ length: killed }, () => found("Killed")).flat(),
  ...Array.from({ length: survived }, () => found("Survived")).flat(),
];
const explanation = { file: "core/src/add.ts", becomes: ["return a - b;"], reason: "b is always 0" };

test("the report is good if the tests noticed all mutants", () => {
  const { text, good } = report([...mutants(9, 0), ...found("Timeout")], []);
  expect(good).toBe(true);
  expect(text.split("\n").map((row) => row.split(/ {2,}/))).toContainEqual(["core", "10", "9", "1", "0", "0", "100.0"]);
});

test("a survivor without a reason makes the report bad, and the report shows it", () => {
  const { text, good } = report(mutants(99, 1), []);
  expect(good).toBe(false);
  expect(text).toContain("survived: packages/core/src/add.ts:2\n  - return a + b;\n  + return a - b;");
});

test("a survivor with a reason leaves the report good", () => {
  const { text, good } = report(mutants(99, 1), [explanation]);
  expect(good).toBe(true);
  expect(text).not.toContain("survived:");
});

test("a reason for a mutant that a test notices makes the report bad", () => {
  const { text, good } = report(mutants(100, 0), [explanation]);
  expect(good).toBe(false);
  expect(text).toContain("explained, and does not survive: core/src/add.ts: return a - b;");
});

test("a reason in a file that was not mutated leaves the report good", () => {
  expect(report(mutants(100, 0), [{ ...explanation, file: "core/src/other.ts" }]).good).toBe(true);
});

test("a score below 92 % makes the report bad, even if every survivor has a reason", () => {
  const { text, good } = report(mutants(91, 9), [explanation]);
  expect(good).toBe(false);
  expect(text).toContain("the score of core is below 92");
  expect(report(mutants(92, 8), [explanation]).good).toBe(true);
});
