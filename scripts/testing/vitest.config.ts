import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { CATALOGUE } from "./catalogue.ts";

// From the JSON report, the matrix counts the cells of the contract and the faults. `spec:mutate` has its own report.
export default defineConfig({
  test: {
    tags: Object.entries(CATALOGUE).map(([name, description]) => ({ name, description })),
    include: ["**/*.test.ts"],
    // `pnpm test:consumers` runs the slow tests.
    exclude: ["**/node_modules/**", "**/*.slow.test.ts"],
    // A process for each file would start more than a hundred. The tests run in any order, also in one process.
    isolate: false,
    setupFiles: [join(import.meta.dirname, "clean-globals.ts")],
    // CI has two cores, and Vitest would leave one of them unused.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // `pnpm test` prints the full output of a failed task. That should not contain the output of tests that passed.
    silent: process.stdout.isTTY ? false : "passed-only",
    reporters: [
      process.stdout.isTTY ? "default" : "minimal",
      ["json", { outputFile: process.env["TEST_REPORT"] ?? ".vitest/report.json" }],
    ],
  },
});
