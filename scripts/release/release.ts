// `pnpm release`: checks whether a release is possible, builds, and publishes each version that is not on the registry yet. With `--dry-run`
// it publishes nothing: it packs the same tarballs into dist/release, and shows them.
import { spawnSync } from "node:child_process";
import { globSync, rmSync } from "node:fs";
import { join } from "node:path";
import { commandLine } from "@flexfactor/spec/command-line";
import { refusal } from "./refusal.ts";
import { describeTarballs, listTarballs } from "./tarballs.ts";

const root = join(import.meta.dirname, "../..");
const PACKED = "dist/release";

const USAGE = `pnpm release [--dry-run]

Builds the packages, publishes those whose version is not on the registry yet, and tags the commit. RELEASING.md says when.

  --dry-run      publishes nothing: shows each package with its version, its tag and the files in its tarball, and says why a release
                 would be refused
  --tag TAG      publishes under this npm tag; by default that is latest, or next for a pre-release
  --otp CODE     the one-time password of npm; without it, npm asks for it
  --no-git-tag   makes no Git tags`;

const { values } = commandLine(USAGE, {
  "dry-run": { type: "boolean" },
  tag: { type: "string" },
  otp: { type: "string" },
  "no-git-tag": { type: "boolean" },
});
const { "dry-run": dry, ...others } = values;
try {
  process.exitCode = dry ? dryRun(Object.keys(others)) : release(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function release(args: string[]): number {
  const refused = refusal(root);
  if (refused === undefined) return build() || run("changeset", "publish", ...args);
  console.error(`Nothing was published. ${refused}`);
  return 1;
}

/** Shows the release even if it would be refused, and then fails. */
function dryRun(others: string[]): number {
  if (others.length > 0) {
    console.error(`--dry-run takes no other option: leave out --${others.join(", --")}.`);
    return 1;
  }
  rmSync(join(root, PACKED), { recursive: true, force: true });
  const failed = build() || run("changeset", "pack", "--out-dir", PACKED);
  if (failed) return failed;
  listTarballs(join(root, PACKED));
  console.log(describeTarballs(join(root, PACKED)));
  console.log(`\nNothing was published. The tarballs are in ${PACKED}.`);
  const refused = refusal(root);
  if (refused === undefined) return 0;
  console.error(`A release would be refused. ${refused}`);
  return 1;
}

/** Builds from nothing: files of an older build would be published too, and a cache entry may not come from this commit. */
function build(): number {
  for (const dist of globSync("packages/*/dist", { cwd: root })) rmSync(join(root, dist), { recursive: true });
  return run("turbo", "run", "build", "--force", "--output-logs=errors-only");
}

function run(command: string, ...args: string[]): number {
  return spawnSync(command, args, { cwd: root, stdio: "inherit" }).status ?? 1;
}
