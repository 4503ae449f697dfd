// Makes packages/core/src/generated from spec/openapi.yaml: the types, the run-time table and the request checks. It writes all files
// or none. If the packages cannot support something in the spec, it fails.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine } from "../command-line.ts";
import { fail, readSpec, SPEC_FILE, type Spec } from "../spec.ts";
import { checksOf } from "./checks.ts";
import { directed } from "./directions.ts";
import { operationsModuleOf } from "./operations.ts";
import { refuseBrokenRefs, refuseUnsupported } from "./refuse.ts";
import { schemasOf } from "./schemas.ts";
import { refuseBrokenStructure } from "./structure.ts";
import { typesOf } from "./types.ts";

const BANNER = "// Made from spec/openapi.yaml by `pnpm generate`. Do not edit: edit the spec.\n\n";

/** The text of each generated file, by name. */
export async function generate(specFile: string): Promise<Record<string, string>> {
  try {
    return await filesOf(readSpec(specFile));
  } catch (error) {
    if (error instanceof RangeError) fail(specFile, "is nested too deep");
    throw error;
  }
}

async function filesOf(spec: Spec): Promise<Record<string, string>> {
  refuseBrokenRefs(spec);
  await refuseBrokenStructure(spec);
  refuseUnsupported(spec);
  const operations = operationsModuleOf(spec);
  const both = directed(spec);
  return {
    "checks.ts": BANNER + (await checksOf(both)),
    "operations.ts": BANNER + operations,
    "schemas.ts": BANNER + schemasOf(both),
    "types.ts": BANNER + (await typesOf(both)),
  };
}

/** Writes the files of `folder` that changed. With `check`, it only says which files would change. */
export async function writeGenerated(specFile: string, folder: string, check = false): Promise<void> {
  try {
    const files = Object.entries(await generate(specFile)).map(([name, text]) => ({ name, text, file: join(folder, name) }));
    const stale = files.filter(({ file, text }) => !existsSync(file) || readFileSync(file, "utf8") !== text);
    if (check && stale.length > 0) {
      const names = new Intl.ListFormat("en").format(stale.map(({ name }) => name));
      throw new Error(`${names} ${stale.length === 1 ? "does" : "do"} not match the spec. Run \`pnpm generate\`.`);
    }
    mkdirSync(folder, { recursive: true });
    for (const { file, text } of stale) writeFileSync(file, text);
  } catch (error) {
    console.error(`generate: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}

const USAGE = `pnpm generate [--check]

Makes the types, the run-time table and the request checks in packages/core/src/generated from spec/openapi.yaml.

  --check   writes nothing, and fails if one of these files does not match the spec`;

if (import.meta.main) {
  const { check } = commandLine(USAGE, { check: { type: "boolean" } }).values;
  await writeGenerated(SPEC_FILE, join(import.meta.dirname, "../../../packages/core/src/generated"), check);
}
