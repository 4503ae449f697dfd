// `pnpm release`: says clearly what stands in the way, then builds and publishes what is not published yet. Arguments go to
// `changeset publish`.
import { execFileSync, spawnSync } from "node:child_process";
import { globSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

interface Manifest {
  name: string;
  version: string;
}

const root = join(import.meta.dirname, "..");
const refusal = dirty() ?? unversioned() ?? published();
if (refusal) {
  console.error(`Nothing was published. ${refusal}`);
  process.exitCode = 1;
} else {
  // What an older build left there would be published too.
  for (const dist of globSync("packages/*/dist", { cwd: root })) rmSync(join(root, dist), { recursive: true });
  for (const [command, ...args] of [
    ["turbo", "run", "build", "--output-logs=errors-only"],
    ["changeset", "publish", ...process.argv.slice(2)],
  ]) {
    if (process.exitCode) break;
    process.exitCode = spawnSync(command as string, args, { cwd: root, stdio: "inherit" }).status ?? 1;
  }
}

function dirty(): string | undefined {
  const changed = execFileSync("git", ["status", "--porcelain"], { cwd: root, encoding: "utf8" }).trimEnd();
  if (changed === "") return undefined;
  return `The work tree is not clean, and a release is made of a commit. Commit or put away:\n${changed}`;
}

function unversioned(): string | undefined {
  const waiting = globSync(".changeset/*.md", { cwd: root });
  if (waiting.length === 0) return undefined;
  return `Changesets are waiting: ${waiting.join(", ")}. Run \`pnpm version:packages\` and commit what it writes.`;
}

function published(): string | undefined {
  const manifests = globSync("packages/*/package.json", { cwd: root }).map(
    (file) => JSON.parse(readFileSync(join(root, file), "utf8")) as Manifest,
  );
  // A release that broke off half-way goes on with the rest.
  if (!manifests.every(isPublished)) return undefined;
  const names = manifests.map(({ name, version }) => `${name}@${version}`).join(", ");
  return `${names} are on the registry already. A release needs a changeset: \`pnpm changeset\`, then \`pnpm version:packages\`.`;
}

function isPublished({ name, version }: Manifest): boolean {
  const { status, stdout, stderr } = spawnSync("npm", ["view", `${name}@${version}`, "version"], { cwd: root, encoding: "utf8" });
  // A registry that cannot be asked is not one that has nothing.
  if (status !== 0 && !stderr.includes("E404")) throw new Error(`npm could not ask the registry for ${name}:\n${stderr}`);
  return stdout.trim() === version;
}
