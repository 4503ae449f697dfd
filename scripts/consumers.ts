// The packages as a stranger gets them: packed, installed by npm into an empty project, and the README's quick start run on
// them with each Node that is claimed, by `import` and by `require`. It needs the registry, so it is not part of `pnpm test`.
import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { startPrism } from "./prism.ts";
import { blockOf } from "./readme.ts";

const NODES = ["20.20.2", "22.23.3", "24.21.0", "26.10.0"];
const root = join(import.meta.dirname, "..");
const run = promisify(execFile);

const project = mkdtempSync(join(tmpdir(), "flexfactor-consumer-"));
const prism = await startPrism();
try {
  for (const name of ["core", "auth", "api-keys"])
    await run(process.env["npm_execpath"] ?? "pnpm", ["pack", "--pack-destination", project], {
      cwd: join(root, "packages", name),
    });
  const tarballs = readdirSync(project).map((file) => join(project, file));
  writeFileSync(join(project, "package.json"), "{}");
  await run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", ...tarballs], { cwd: project });

  copyFileSync(join(import.meta.dirname, "aim-at-mock.ts"), join(project, "aim.mjs"));
  const program = blockOf(join(root, "README.md"), "ts");
  writeFileSync(join(project, "import.mjs"), program);
  const required = program.replace(/^import (.*) from (.*);$/gm, "const $1 = require($2);");
  writeFileSync(join(project, "require.cjs"), `(async () => {\n${required}})();\n`);

  const env = {
    ...process.env,
    MOCK_URL: prism.url,
    NODE_OPTIONS: "",
    NO_COLOR: "1",
    FLEXFACTOR_APP_KEY: "key",
    FLEXFACTOR_APP_SECRET: "secret",
    FLEXFACTOR_MID: "mid_123456",
  };
  for (const version of NODES) {
    const home = join(project, `node-${version}`);
    await run(
      "npm",
      ["install", "--no-audit", "--no-fund", "--prefix", home, `node-${process.platform}-${process.arch}@${version}`],
      { cwd: project },
    );
    const node = join(home, "node_modules", `node-${process.platform}-${process.arch}`, "bin/node");
    for (const file of ["import.mjs", "require.cjs"]) {
      const { stdout, stderr } = await run(node, ["--import", "./aim.mjs", file], { cwd: project, env });
      const complete =
        /^exchangeCredentials 200 .*\ncreateApiKey 200 .*\n\{.*value: \[redacted\]\n\}\n$/s.test(stdout) && stderr === "";
      if (!complete) throw new Error(`Node ${version}, ${file} printed\n${stdout}${stderr}`);
    }
    console.log(`Node ${version}: the quick start works from the tarballs, by import and by require`);
  }
} finally {
  await prism.close();
  rmSync(project, { recursive: true });
}
