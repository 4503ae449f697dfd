import { defineConfig } from "vitest/config";

// What needs a Chromium: `pnpm test:page`, not part of `pnpm test`.
export default defineConfig({
  test: { include: ["{docs,page}/*.page.ts"], testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 20_000 } } },
});
