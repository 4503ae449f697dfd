import { defineConfig } from "vitest/config";

// `pnpm test:page`: the tests that need Chromium. `pnpm test` does not run them.
export default defineConfig({
  test: { include: ["{docs,page}/*.page.ts"], testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 20_000 } } },
});
