// `pnpm test:packed`: the behaviour suite on the packed packages, in one Node of this machine. CI runs it in each Node that we support.
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandLine } from "@flexfactor/spec/command-line";
import { startFaultServer } from "./fault-server.ts";
import { packedProject } from "./packed-project.ts";
import { run } from "./run.ts";
import { suiteProgram } from "./suite-program.ts";

const USAGE = `pnpm test:packed [NODE]

Packs the packages, installs them with npm, and tests their promises in NODE, with import and with require. NODE is the path of a program,
by default the Node of this repository. In a shell, "$(which node)" is the Node of the machine.`;

const [node = process.execPath] = commandLine(USAGE, {}, 1).positionals;
const home = realpathSync(mkdtempSync(join(tmpdir(), "flexfactor-packed-")));
try {
  const { project } = await packedProject(home);
  const server = await startFaultServer(project);
  const version = (await run(node, ["--version"], project)).trim();
  for (const way of ["import", "require"] as const) {
    const file = join(project, way === "import" ? "suite.mjs" : "suite.cjs");
    writeFileSync(file, suiteProgram(`${server.url}/${way}`, { required: way === "require" }));
    await run(node, [file], project);
    const results = await server.report(way);
    const broken = results.filter(({ error }) => error);
    for (const { name, error } of broken) console.error(`${name}: ${error}`);
    console.log(`Node ${version}, ${way}: ${results.length - broken.length} of ${results.length} promises kept`);
    if (broken.length > 0) process.exitCode = 1;
  }
  server.close();
} catch (error) {
  console.error(`test:packed: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  rmSync(home, { recursive: true });
}
