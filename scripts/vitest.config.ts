import { defineConfig } from "vitest/config";

// The JSON report is what `matrix.ts` counts the cells of the contract from.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    reporters: ["default", ["json", { outputFile: ".vitest/report.json" }]],
  },
});
