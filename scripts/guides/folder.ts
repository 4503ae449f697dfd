// The folder of a reader: empty, then with what the guide installs and the files that it shows.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { TOOLS } from "../consumers/tools.ts";
import type { WrittenFile } from "./guide.ts";

interface Manifest {
  dependencies?: Record<string, string>;
  bin?: string | Record<string, string>;
}

const readManifest = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

/** The packages that a line installs, or runs: `npm install --save-dev vitest`, `npx -y @stoplight/prism-cli mock`. */
export function packagesOf(line: string): string[] {
  const [, installed] = line.match(/^npm install (.*)/) ?? [];
  if (installed !== undefined) return installed.split(" ").filter((word) => !word.startsWith("-"));
  const [, executed] = line.match(/^npx -y (\S+)/) ?? [];
  return executed === undefined ? [] : [executed];
}

/** Whether it is one of ours, or a tool of an exact version. */
export function isKnown(name: string): boolean {
  return name.startsWith("@flexfactor/") || Object.hasOwn(readManifest(TOOLS).dependencies ?? {}, name);
}

/** Puts a package where npm puts it: ours from `project`, which has the tarballs, others from the tools. */
export function install(home: string, project: string, name: string): void {
  if (!isKnown(name)) throw new Error(`${name} is not in ${TOOLS}/package.json.`);
  const installed = join(name.startsWith("@flexfactor/") ? project : TOOLS, "node_modules", name);
  link(join(home, "node_modules", name), installed);
  const { bin = {} } = readManifest(installed);
  const commands = typeof bin === "string" ? { [name.split("/").pop() as string]: bin } : bin;
  for (const [command, path] of Object.entries(commands)) link(join(home, "node_modules/.bin", command), join(installed, path));
}

function link(path: string, target: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}

export function write(home: string, { name, content }: WrittenFile): void {
  mkdirSync(dirname(join(home, name)), { recursive: true });
  writeFileSync(join(home, name), content);
}
