import { defineConfig } from "vitest/config";
import { CATALOGUE } from "./catalogue.ts";

// The JSON report is what the matrix counts the cells of the contract and the faults from; `spec:mutate` has its own.
export default defineConfig({
  test: {
    tags: Object.entries(CATALOGUE).map(([name, description]) => ({ name, description })),
    include: ["**/*.test.ts"],
    // Those run with `pnpm test:consumers`.
    exclude: ["**/node_modules/**", "**/*.slow.test.ts"],
    // Of the two cores that CI has, Vitest would leave one to the terminal.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // `pnpm test` shows all that a failed task printed: there, nothing of what passed.
    silent: process.stdout.isTTY ? false : "passed-only",
    reporters: [
      process.stdout.isTTY ? "default" : "minimal",
      ["json", { outputFile: process.env["TEST_REPORT"] ?? ".vitest/report.json" }],
    ],
  },
});
