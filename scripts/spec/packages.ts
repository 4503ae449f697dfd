// The packages of the workspace that are published, by the names of their folders. Every list of packages is this one.
import { globSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** In alphabetical order: `api-keys`, `auth`, `core`. What is left of a package of another branch has no manifest. */
export const PACKAGES: readonly string[] = globSync("packages/*/package.json", { cwd: root })
  .map((file) => basename(dirname(file)))
  .sort();
