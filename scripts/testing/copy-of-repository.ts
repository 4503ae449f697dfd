// A copy of the repository for tests that change it. Its third-party packages are those of the repository itself.
import { cpSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const root = join(import.meta.dirname, "../..");

export function copyOfRepository(): string {
  const copy = mkdtempSync(join(tmpdir(), "flexfactor-copy-"));
  // The tools are there after `pnpm test:consumers`, and are larger than all the rest.
  const left = ["node_modules", ".git", "scripts/consumers/tools/node_modules"].map((folder) => join(root, folder));
  const filter = (from: string): boolean =>
    !left.includes(from) && !/^\.(turbo|vitest|vite.*|readme-example\.ts)$/.test(basename(from));
  cpSync(root, copy, { recursive: true, verbatimSymlinks: true, filter });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}
