import { defineConfig } from "vitest/config";

// The JSON report is what `matrix.ts` counts the cells of the contract from; `judge.ts` has its own.
export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    // With `pnpm test:consumers`.
    exclude: ["**/node_modules/**", "consumers/**", "**/*.slow.test.ts"],
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
