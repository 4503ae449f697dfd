// The settings of Stryker. It runs in a copy of the repository, because it edits the files that it mutates.
import { fileURLToPath } from "node:url";

export default {
  testRunner: "vitest",
  // pnpm does not install it where Stryker looks for it.
  plugins: [fileURLToPath(import.meta.resolve("@stryker-mutator/vitest-runner"))],
  vitest: { configFile: fileURLToPath(import.meta.resolve("./vitest.config.ts")), related: false },
  // Without this, Stryker would need an API of the compiler that TypeScript 7 lacks.
  inPlace: true,
  // Not src/generated.
  mutate: ["src/*.ts"],
  disableTypeChecks: "src/*.ts",
  coverageAnalysis: "perTest",
  concurrency: 2,
  // A time-out counts as noticed, so a test that is only slow on a busy machine must not time out.
  timeoutMS: 15_000,
  timeoutFactor: 3,
  reporters: [process.stdout.isTTY ? "progress" : "progress-append-only", "json"],
  jsonReporter: { fileName: "mutation.json" },
  // The progress reporter already shows what happens.
  logLevel: "warn",
};
