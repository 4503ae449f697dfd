// The runtimes that are claimed, as npm packages, installed once into a cache beside node_modules.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const cache = join(import.meta.dirname, "../node_modules/.cache/runtimes");
const machine = `${process.platform}-${process.arch}`;

export interface Runtime {
  name: string;
  /** Runs a program and gives what it prints. */
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

export const RUNTIMES: Runtime[] = [
  ...["20.20.2", "22.23.3", "24.21.0", "26.10.0"].map((version) =>
    runtime(`Node ${version}`, `node-${machine}@${version}`, "bin/node"),
  ),
  runtime("Bun 1.4.5", `@oven/bun-${machine}@1.4.5`, "bin/bun"),
  runtime("Deno 2.9.6", `@deno/${machine}-glibc@2.9.6`, "deno", "run", "--allow-all", "--no-check"),
];
