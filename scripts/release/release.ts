// `pnpm release`: says clearly what stands in the way, then builds and publishes what is not published yet. With `--dry-run` it
// publishes nothing: it packs the same tarballs into dist/release, and shows them. Other arguments go to `changeset publish`.
import { spawnSync } from "node:child_process";
import { globSync, rmSync } from "node:fs";
import { join } from "node:path";
import { refusal } from "./refusal.ts";
import { describeTarballs, listTarballs } from "./tarballs.ts";

const root = join(import.meta.dirname, "../..");
const PACKED = "dist/release";

const [first, ...others] = process.argv.slice(2);
process.exitCode = first === "--dry-run" ? dryRun(others) : release(process.argv.slice(2));

function release(args: string[]): number {
  const refused = refusal(root);
  if (refused === undefined) return build() || run("changeset", "publish", ...args);
  console.error(`Nothing was published. ${refused}`);
  return 1;
}

/** Fails if a release would be refused, but shows it all the same. */
function dryRun(others: string[]): number {
  if (others.length > 0) {
    console.error(`--dry-run takes no other arguments, and got ${others.join(" ")}.`);
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

/** Builds anew: what an older build left would be published too, and a cache can hold what no one built from this commit. */
function build(): number {
  for (const dist of globSync("packages/*/dist", { cwd: root })) rmSync(join(root, dist), { recursive: true });
  return run("turbo", "run", "build", "--force", "--output-logs=errors-only");
}

function run(command: string, ...args: string[]): number {
  return spawnSync(command, args, { cwd: root, stdio: "inherit" }).status ?? 1;
}
