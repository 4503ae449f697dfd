// The folder of a reader: empty, then with what the guide installs and the files that it shows.
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { TOOLS } from "../consumers/tools.ts";
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

/** Whether it is one of ours, or a tool that is pinned to such a version. */
export function isKnown(wanted: string): boolean {
  const { name, version } = nameAndVersion(wanted);
  const pinned = readManifest(TOOLS).dependencies?.[name] ?? "";
  return name.startsWith("@flexfactor/") || (pinned !== "" && `${pinned}.`.startsWith(version));
}

/** `@scope/name@1.9` as `@scope/name` and `1.9.`, with which the version begins. */
function nameAndVersion(wanted: string): { name: string; version: string } {
  const at = wanted.indexOf("@", 1);
  return at < 0 ? { name: wanted, version: "" } : { name: wanted.slice(0, at), version: `${wanted.slice(at + 1)}.` };
}

/** Puts a package where npm puts it: ours from `project`, which has the tarballs, others from the tools. */
export function install(home: string, project: string, wanted: string): void {
  if (!isKnown(wanted)) throw new Error(`${wanted} is not in ${TOOLS}/package.json.`);
  const { name } = nameAndVersion(wanted);
  if (!existsSync(join(home, "package.json"))) writeFileSync(join(home, "package.json"), "{}");
  const installed = join(name.startsWith("@flexfactor/") ? project : TOOLS, "node_modules", name);
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
