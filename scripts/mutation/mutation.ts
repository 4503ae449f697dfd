// Checks that the tests notice changes of the code: changes the sources of the packages a little at a time, and runs the tests.
import { existsSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { commandLine } from "@flexfactor/spec/command-line";
import { PACKAGES } from "@flexfactor/spec/packages";
import { copyOfRepository } from "@flexfactor/testing/copy-of-repository";
import { onlySlower } from "./only-slower.ts";
import { report } from "./report.ts";
import { type Mutant, mutantsOf } from "./stryker.ts";
import { survivors } from "./survivors.ts";
import { survivorsInCore } from "./survivors-in-core.ts";
import { unreadTexts } from "./unread-texts.ts";

const USAGE = `pnpm test:mutation [--only PATH]…

Changes the sources of the packages a little at a time, and says whether a test notices. It takes an hour. It fails if a package
scores less than 92 %, or if a change that no test noticed has no reason in scripts/mutation.

  --only PATH   only this package or file, like packages/auth or packages/core/src/turns.ts; may be repeated`;

const root = join(import.meta.dirname, "../..");

/** The files of a package to mutate: an empty list means all of them, `undefined` means none. */
function filesOf(name: string, only: string[]): string[] | undefined {
  if (only.length === 0) return [];
  const paths = only.map((path) => relative(join(root, "packages", name), join(root, path)));
  if (paths.includes("")) return [];
  const files = paths.filter((path) => !path.startsWith(".."));
  return files.length > 0 ? files : undefined;
}

const { values } = commandLine(USAGE, { only: { type: "string", multiple: true } });
const { only = [] } = values;
for (const path of only) if (!existsSync(join(root, path))) throw new Error(`There is no ${path}.`);

const mutants: Mutant[] = [];
const copy = copyOfRepository();
try {
  for (const name of PACKAGES) {
    const files = filesOf(name, only);
    if (files) mutants.push(...(await mutantsOf(copy, name, files)));
  }
} finally {
  rmSync(copy, { recursive: true });
}
const { text, good } = report(mutants, [...survivors, ...survivorsInCore, ...unreadTexts, ...onlySlower]);
console.log(`\n${text}`);
if (!good) process.exitCode = 1;
