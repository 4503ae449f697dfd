// The runtimes that we support, as npm packages. They are installed once, into a cache in node_modules.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { MAJOR_NODES, versionOf } from "../consumers/tools.ts";

const run = promisify(execFile);
const cache = join(import.meta.dirname, "../node_modules/.cache/runtimes");
const machine = `${process.platform}-${process.arch}`;

export interface Runtime {
  name: string;
  /** Runs a program and returns what it prints. */
  run(program: string, argument: string): Promise<string>;
}

const runtime = (name: string, npmPackage: string, binary: string, ...flags: string[]): Runtime => ({
  name,
  async run(program, argument) {
    const home = join(cache, npmPackage.replace(/[@/]/g, "_"));
    const [, packageName] = npmPackage.match(/^(.+)@[^@]+$/) ?? [];
    const file = join(home, "node_modules", String(packageName), binary);
    if (!existsSync(file)) await run("npm", ["install", "--no-audit", "--no-fund", "--prefix", home, npmPackage]);
    const { stdout } = await run(file, [...flags, program, argument], { maxBuffer: 2 ** 26 });
    return stdout;
  },
});

const [bun, deno] = [versionOf("bun"), versionOf("deno")];

export const RUNTIMES: Runtime[] = [
  ...MAJOR_NODES.map((major) => versionOf(`node-${major}`)).map((version) =>
    runtime(`Node ${version}`, `node-${machine}@${version}`, "bin/node"),
  ),
  runtime(`Bun ${bun}`, `@oven/bun-${machine}@${bun}`, "bin/bun"),
  runtime(`Deno ${deno}`, `@deno/${machine}-glibc@${deno}`, "deno", "run", "--allow-all", "--no-check"),
];
