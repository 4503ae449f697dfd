import { defineConfig } from "vitest/config";

// What needs a Chromium: `pnpm test:page`, not part of `pnpm test`.
export default defineConfig({ test: { include: ["page/*.page.ts"], testTimeout: 120_000, hookTimeout: 120_000 } });
