import { defineConfig } from "vitest/config";
import type { Reporter } from "vitest/node";
import { type Progress, startProgress } from "../terminal/progress.ts";

let progress: Progress | undefined;
let ended = 0;
let tests = 0;
// The verbose reporter prints nothing during the installation of the tools or a long test.
const progressReporter: Reporter = {
  onInit() {
    progress = startProgress(() => (tests === 0 ? "Installing the tools and the packages" : `${ended} of ${tests} tests done`));
  },
  onTestModuleCollected({ children }) {
    tests += [...children.allTests()].length;
  },
  onTestCaseResult() {
    ended++;
  },
  onTestRunEnd() {
    progress?.end();
  },
};

// `pnpm test:consumers`: the tests that take minutes, or need a registry or other runtimes, so `pnpm test` does not run them.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["*.test.ts", "../*.slow.test.ts", "../*/*.slow.test.ts"],
    globalSetup: "setup.ts",
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // One more than CI has cores, because some tests mostly wait.
    maxWorkers: 3,
    reporters: process.stdout.isTTY ? ["default"] : ["verbose", progressReporter],
  },
});
