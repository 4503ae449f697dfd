// The packages of the workspace that are published, by the names of their folders. Every list of packages is this one.
import { globSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** The names of the packages in `folder`, a checkout of this repository, in alphabetical order: `api-keys`, `auth`, `core`. */
export function packagesIn(folder: string): string[] {
  // What is left of a package of another branch has no manifest.
  return globSync("packages/*/package.json", { cwd: folder })
    .map((file) => basename(dirname(file)))
    .sort();
}

export const PACKAGES: readonly string[] = packagesIn(root);
