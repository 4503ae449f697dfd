// `pnpm run docs`: writes the reference, the guides and the page of the spec as one site, which works from a disk without the network.
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SPEC_FILE } from "@flexfactor/spec";
import { commandLine } from "@flexfactor/spec/command-line";
import { writePage } from "../page/spec-page.ts";
import { brokenLinks } from "./broken-links.ts";
import { ROOT } from "./places.ts";
import { writeReference } from "./reference.ts";

/** The guides of all packages. There may be none. */
export const GUIDES: readonly string[] = globSync("packages/*/guides/*.md", { cwd: ROOT })
  .sort()
  .map((file) => join(ROOT, file));

/**
 * Writes the site into `folder`, and replaces its contents.
 *
 * @throws {Error} if an export has no documentation, or a link is broken
 */
export async function writeDocs(folder: string, guides: readonly string[] = GUIDES): Promise<void> {
  await writeReference(folder, guides);
  writePage(SPEC_FILE, join(folder, "spec"));
  linkBack(join(folder, "spec/index.html"));
  const broken = brokenLinks(folder);
  if (broken.length > 0) throw new Error(`Broken links:\n${broken.join("\n")}`);
}

/** Puts a link to the reference above the page of the spec. */
function linkBack(page: string): void {
  const link =
    '<p style="margin: 0.75rem 1.5rem; font-family: sans-serif"><a href="../index.html">FlexFactor SDK: guides and reference</a></p>';
  writeFileSync(page, readFileSync(page, "utf8").replace("<body>", `<body>\n${link}`));
}

const USAGE = `pnpm run docs [FOLDER]

Writes the guides, the reference of every export and the page of the spec as one site into FOLDER, by default dist/docs. It fails if an
export has no documentation, or a link is broken.`;

if (import.meta.main) {
  const { positionals } = commandLine(USAGE, {}, 1);
  const folder = positionals[0] ?? join(ROOT, "dist/docs");
  try {
    await writeDocs(folder);
    console.log(`Wrote the documentation: open ${join(folder, "index.html")}`);
  } catch (error) {
    console.error(`docs: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
