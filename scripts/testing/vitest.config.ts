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
    reporters: ["default", ["json", { outputFile: process.env["TEST_REPORT"] ?? ".vitest/report.json" }]],
  },
});
