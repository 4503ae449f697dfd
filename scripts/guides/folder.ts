// The folder of a reader: empty at first, then with the packages that the guide installs and the files that it shows.
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { npm } from "../consumers/run.ts";
import { NEXT, TOOLS } from "../consumers/tools.ts";
import type { WrittenFile } from "./guide.ts";

interface Manifest {
  dependencies?: Record<string, string>;
  bin?: string | Record<string, string>;
}

const readManifest = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

/** The packages that a line installs, or runs: `npm install --save-dev vitest pino@10`, `npx -y @stoplight/prism-cli mock`. */
export function packagesOf(line: string): string[] {
  const [, installed] = line.match(/^npm install (.*)/) ?? [];
  if (installed !== undefined) return installed.split(" ").filter((word) => !word.startsWith("-"));
  const [, executed] = line.match(/^npx -y (\S+)/) ?? [];
  return executed === undefined ? [] : [executed];
}

/** Whether it is one of our packages, or a tool that is pinned to such a version. */
export function isKnown(wanted: string): boolean {
  const { name, version } = nameAndVersion(wanted);
  const pinned = pinnedVersion(name);
  return isOurs(name) || (pinned !== undefined && `${pinned}.`.startsWith(version));
}

/** Splits `@scope/name@1.9` into `@scope/name` and `1.9.`, the start of its version. */
function nameAndVersion(wanted: string): { name: string; version: string } {
  const at = wanted.indexOf("@", 1);
  return at < 0 ? { name: wanted, version: "" } : { name: wanted.slice(0, at), version: `${wanted.slice(at + 1)}.` };
}

const isOurs = (name: string): boolean => name.startsWith("@flexfactor/");

const pinnedVersion = (name: string): string | undefined =>
  ({ ...readManifest(TOOLS).dependencies, ...(NEXT as Record<string, string>) })[name];

/** The tarballs of the packed packages, and a project that has them installed. */
export interface Packed {
  project: string;
  tarballs: readonly string[];
}

/** Installs the packages of one line. A link is faster than npm, but Next refuses links that leave a project. */
export async function install(home: string, { project, tarballs }: Packed, wanted: string[]): Promise<void> {
  const unknown = wanted.find((name) => !isKnown(name));
  if (unknown) throw new Error(`${unknown} is not in ${TOOLS}/package.json.`);
  const names = wanted.map((name) => nameAndVersion(name).name);
  if (names.includes("next")) {
    const others = names.filter((name) => !isOurs(name)).map((name) => `${name}@${pinnedVersion(name)}`);
    await npm(["install", ...others, ...tarballs], home);
  } else for (const name of names) installLink(home, name, isOurs(name) ? project : TOOLS);
}

/** Links a package and its commands to the places where npm puts them. */
function installLink(home: string, name: string, source: string): void {
  if (!existsSync(join(home, "package.json"))) writeFileSync(join(home, "package.json"), "{}");
  const installed = join(source, "node_modules", name);
  link(join(home, "node_modules", name), installed);
  const { bin = {} } = readManifest(installed);
  const commands = typeof bin === "string" ? { [name.split("/").pop() as string]: bin } : bin;
  for (const [command, path] of Object.entries(commands)) link(join(home, "node_modules/.bin", command), join(installed, path));
}

function link(path: string, target: string): void {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}

export function write(home: string, { name, content }: WrittenFile): void {
  mkdirSync(dirname(join(home, name)), { recursive: true });
  writeFileSync(join(home, name), content);
}
