// `pnpm spec:page`: writes the page of the spec as a folder. It opens from a disk, without a server or the network.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SPEC_FILE } from "@flexfactor/spec";
import { commandLine } from "@flexfactor/spec/command-line";
import { specScript } from "./spec-script.ts";

const renderer = fileURLToPath(import.meta.resolve("@scalar/api-reference"));

/** The files of the page that do not depend on the spec, by the names that the page uses. */
export const PAGE_FILES: Readonly<Record<string, string>> = {
  "index.html": join(import.meta.dirname, "page.html"),
  "renderer.js": join(renderer, "../browser/standalone.js"),
  "renderer-license.txt": join(import.meta.dirname, "renderer-license.txt"),
};

/** Writes the page of the spec in `specFile` into `folder`. */
export function writePage(specFile: string, folder: string): void {
  const script = specScript(specFile);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "spec.js"), script);
  for (const [name, file] of Object.entries(PAGE_FILES)) copyFileSync(file, join(folder, name));
}

const USAGE = `pnpm spec:page [FOLDER]

Writes the spec as a page into FOLDER, by default dist/spec-page. Open its index.html: it needs no server and no network.`;

if (import.meta.main)
  try {
    const folder = commandLine(USAGE, {}, 1).positionals[0] ?? join(import.meta.dirname, "../../dist/spec-page");
    writePage(SPEC_FILE, folder);
    console.log(`Wrote the page of the spec: open ${join(folder, "index.html")}`);
  } catch (error) {
    console.error(`spec:page: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
