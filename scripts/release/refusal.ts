// The reasons to refuse a release.
import { execFileSync, spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface Manifest {
  name: string;
  version: string;
}

/** Why the repository in `root` cannot be released, and what to do; `undefined` if it can. */
export function refusal(root: string): string | undefined {
  return dirty(root) ?? unversioned(root) ?? published(root);
}

function dirty(root: string): string | undefined {
  const changed = execFileSync("git", ["status", "--porcelain"], { cwd: root, encoding: "utf8" }).trimEnd();
  if (changed === "") return undefined;
  return `The work tree is not clean, but a release is built from a commit. Commit or stash these changes:\n${changed}`;
}

function unversioned(root: string): string | undefined {
  const waiting = globSync(".changeset/*.md", { cwd: root });
  if (waiting.length === 0) return undefined;
  return `Changesets are waiting: ${waiting.join(", ")}. Run \`pnpm version:packages\` and commit what it writes.`;
}

function published(root: string): string | undefined {
  const files = globSync("packages/*/package.json", { cwd: root });
  const manifests = files.map((file) => JSON.parse(readFileSync(join(root, file), "utf8")) as Manifest);
  // If only some versions are published, a release stopped half-way. It may publish the rest.
  if (!manifests.every((manifest) => isPublished(root, manifest))) return undefined;
  const names = manifests.map(({ name, version }) => `${name}@${version}`).join(", ");
  return `${names} are on the registry already. A release needs a changeset: \`pnpm changeset\`, then \`pnpm version:packages\`.`;
}

function isPublished(root: string, { name, version }: Manifest): boolean {
  const { status, stdout, stderr } = spawnSync("npm", ["view", `${name}@${version}`, "version"], { cwd: root, encoding: "utf8" });
  // An error other than "not found" does not mean that the version is unpublished.
  if (status !== 0 && !stderr.includes("E404")) throw new Error(`npm could not ask the registry for ${name}:\n${stderr}`);
  return stdout.trim() === version;
}
