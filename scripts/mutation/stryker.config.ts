// What Stryker is told. It runs in a package of a copy of the repository, because it edits the files that it mutates.
import { fileURLToPath } from "node:url";

export default {
  testRunner: "vitest",
  // pnpm does not put it where Stryker looks for it.
  plugins: [fileURLToPath(import.meta.resolve("@stryker-mutator/vitest-runner"))],
  vitest: { configFile: fileURLToPath(import.meta.resolve("./vitest.config.ts")), related: false },
  // Elsewhere it would need an API of the compiler that TypeScript 7 lacks.
  inPlace: true,
  // Not src/generated.
  mutate: ["src/*.ts"],
  disableTypeChecks: "src/*.ts",
  coverageAnalysis: "perTest",
  concurrency: 2,
  // A time-out counts as noticed. On a busy machine a test that is only slow must not.
  timeoutMS: 15_000,
  timeoutFactor: 3,
  reporters: [process.stdout.isTTY ? "progress" : "progress-append-only", "json"],
  jsonReporter: { fileName: "mutation.json" },
  // Its progress says what happens.
  logLevel: "warn",
};
