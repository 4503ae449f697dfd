import { defineConfig } from "vitest/config";

// `pnpm test:consumers`. Minutes, the registry and other runtimes: so it is not part of `pnpm test`.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["*.test.ts"],
    globalSetup: "setup.ts",
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
    reporters: ["verbose"],
  },
});
