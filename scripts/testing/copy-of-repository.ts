// A copy of the repository for tests that change it. It links to the third-party packages of the repository itself.
import { cpSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const root = join(import.meta.dirname, "../..");

export function copyOfRepository(): string {
  const copy = mkdtempSync(join(tmpdir(), "flexfactor-copy-"));
  // `pnpm test:consumers` installs these tools. They are larger than everything else.
  const left = ["node_modules", ".git", "scripts/consumers/tools/node_modules"].map((folder) => join(root, folder));
  const filter = (from: string): boolean =>
    !left.includes(from) && !/^\.(turbo|vitest|vite.*|readme-example\.ts)$/.test(basename(from));
  cpSync(root, copy, { recursive: true, verbatimSymlinks: true, filter });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}
