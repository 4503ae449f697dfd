// `pnpm test`: everything that guards a change. The first tasks take seconds, and see the generated files as they are committed: the
// build makes them anew.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { commandLine } from "@flexfactor/spec/command-line";
import { inWords } from "./terminal/progress.ts";
import { runTasks } from "./terminal/tasks.ts";

const USAGE = `pnpm test

Checks the spec, what is generated from it, the style and the types, builds the packages, and runs the tests. At the end it says
which examples of the spec and which faults have no passed test. A task whose files have not changed is not run again.

The tests of one package: pnpm --filter @flexfactor/core test
All commands: scripts/README.md`;

commandLine(USAGE);
const startedAt = performance.now();
process.exitCode =
  (await runTasks(["spec:lint", "generate:check", "lint"])) || (await runTasks(["build", "typecheck", "test"])) || matrix();
const time = inWords(performance.now() - startedAt);
if (process.exitCode === 0) console.log(`\nEverything passed (${time}).`);
else console.error(`\nSomething failed, and the lines above say what (${time}).`);

/** Says what has no passed test. */
function matrix(): number {
  console.log();
  return spawnSync(process.execPath, [join(import.meta.dirname, "contract/matrix.ts")], { stdio: "inherit" }).status ?? 1;
}
