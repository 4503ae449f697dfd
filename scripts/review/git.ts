// Reads from Git what the review needs.
import { execFileSync } from "node:child_process";
import { fail } from "@flexfactor/spec";

/** The output of a command; `undefined` if it fails. */
export function git(folder: string, ...args: string[]): string | undefined {
  try {
    return execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 2 ** 26 });
  } catch {
    return undefined;
  }
}

/** The commit where the branch left main. */
export function forkPoint(folder: string): string {
  for (const main of ["origin/main", "main"]) {
    const base = git(folder, "merge-base", "HEAD", main)?.trim();
    if (base) return base;
  }
  return fail("There is no base", "neither origin/main nor main exists; name a revision with --base");
}

/** The files within a path that the branch added or changed since `base`, committed or not. */
export function changedFiles(folder: string, base: string, path: string): string[] {
  const fork = git(folder, "merge-base", "HEAD", base)?.trim() ?? base;
  const changed = git(folder, "diff", "--name-only", "--diff-filter=AMR", fork, "--", path) ?? "";
  const untracked = git(folder, "ls-files", "--others", "--exclude-standard", "--", path) ?? "";
  return [...new Set(`${changed}${untracked}`.split("\n").filter(Boolean))];
}
