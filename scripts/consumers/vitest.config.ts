import { defineConfig } from "vitest/config";

// `pnpm test:consumers`: what takes minutes, a registry or other runtimes, and so is no part of `pnpm test`.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["*.test.ts", "../*.slow.test.ts", "../{review,guides}/*.slow.test.ts"],
    globalSetup: "setup.ts",
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
    reporters: ["verbose"],
  },
});
