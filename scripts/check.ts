// `pnpm test`: all checks of a change. The first tasks take seconds. They run before the build, because the build writes the generated
// files, and they check these files as committed.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { commandLine } from "@flexfactor/spec/command-line";
import { inWords } from "./terminal/progress.ts";
import { runTasks } from "./terminal/tasks.ts";

const USAGE = `pnpm test

Checks the spec, the generated files, the style and the types, builds the packages, and runs the tests. At the end it names each
example of the spec and each fault that has no passed test. A task runs again only if its files have changed.

The tests of one package: pnpm --filter @flexfactor/core test
All commands: scripts/README.md`;

commandLine(USAGE);
const startedAt = performance.now();
process.exitCode =
  (await runTasks(["spec:lint", "generate:check", "lint"])) || (await runTasks(["build", "typecheck", "test"])) || matrix();
const time = inWords(performance.now() - startedAt);
if (process.exitCode === 0) console.log(`\nEverything passed (${time}).`);
else console.error(`\nSomething failed, and the lines above say what (${time}).`);

/** Prints each example of the spec and each fault that has no passed test. */
function matrix(): number {
  console.log();
  return spawnSync(process.execPath, [join(import.meta.dirname, "contract/matrix.ts")], { stdio: "inherit" }).status ?? 1;
}
