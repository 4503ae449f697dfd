// Proves that the tests hold the code: changes the sources of the packages a little at a time, everywhere, and runs the tests.
//
//   pnpm test:mutation                                  all packages
//   pnpm test:mutation packages/core/src/turns.ts …     these files

import { existsSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { PACKAGES } from "@flexfactor/spec/packages";
import { copyOfRepository } from "@flexfactor/testing/copy-of-repository";
import { report } from "./report.ts";
import { type Mutant, mutantsOf } from "./stryker.ts";
import { survivors } from "./survivors.ts";

const root = join(import.meta.dirname, "../..");

/** The files of a package that were asked for, as Stryker wants them. */
function filesOf(name: string, asked: string[]): string[] {
  const missing = asked.find((file) => !existsSync(join(root, file)));
  if (missing) throw new Error(`There is no ${missing}.`);
  return asked.map((file) => relative(join("packages", name), file)).filter((file) => !file.startsWith(".."));
}

const asked = process.argv.slice(2);
const mutants: Mutant[] = [];
const copy = copyOfRepository();
try {
  for (const name of PACKAGES) {
    const files = filesOf(name, asked);
    if (asked.length === 0 || files.length > 0) mutants.push(...(await mutantsOf(copy, name, files)));
  }
} finally {
  rmSync(copy, { recursive: true });
}
const { text, good } = report(mutants, survivors);
console.log(`\n${text}`);
if (!good) process.exitCode = 1;
