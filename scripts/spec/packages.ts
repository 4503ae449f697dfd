// The packages that we publish, by the names of their folders. All tools use this list.
import { globSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** In alphabetical order: `api-keys`, `auth`, `core`. A folder without a manifest is left over from another branch. */
export const PACKAGES: readonly string[] = globSync("packages/*/package.json", { cwd: root })
  .map((file) => basename(dirname(file)))
  .sort();
