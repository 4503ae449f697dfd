// The bundlers of consumers bundle the installed tarballs. The bundle works, and contains only what it uses.
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { startFaultServer } from "./fault-server.ts";
import { run } from "./run.ts";
import { bin } from "./tools.ts";

const project = inject("project");
const PROGRAM = `import { apiKeys } from "@flexfactor/api-keys";
import { clientCredentials } from "@flexfactor/auth";
import { createClient } from "@flexfactor/core";
const [baseUrl] = process.argv.slice(2);
const client = createClient({ baseUrl, auth: clientCredentials({ appKey: "k", appSecret: "s" }) });
const key = await apiKeys(client).create({ mid: "mid_1", name: "Checkout", type: "secret" });
console.log(key.name, String(key.value));
`;
const SECRET = `import { Secret } from "@flexfactor/core";
console.log(String(new Secret("canary")));
`;

/** Each bundles `entry` into `out`, minified, as its documentation shows. */
const bundlers: Record<string, (entry: string, out: string) => Promise<unknown>> = {
  esbuild: (entry, out) =>
    run(bin("esbuild"), [entry, "--bundle", "--minify", "--platform=node", "--format=esm", `--outfile=${out}`], project),
  Rolldown: (entry, out) =>
    run("node", [bin("rolldown"), entry, "--minify", "--platform=node", "--format=esm", "--file", out], project),
  Vite: (entry, out) => {
    const output = { entryFileNames: basename(out) };
    const build = { ssr: entry, minify: true, outDir: ".", emptyOutDir: false, rolldownOptions: { output } };
    const config = { logLevel: "error", ssr: { noExternal: true }, build };
    writeFileSync(join(project, "vite.config.mjs"), `export default ${JSON.stringify(config)};`);
    return run("node", [bin("vite"), "build"], project);
  },
  webpack: (entry, out) => {
    const output = { path: project, filename: basename(out), module: true, chunkFormat: "module" };
    const config = { mode: "production", target: "node20", entry, experiments: { outputModule: true }, output };
    writeFileSync(join(project, "webpack.config.mjs"), `export default ${JSON.stringify(config)};`);
    return run("node", [bin("webpack-cli"), "build"], project);
  },
};

let server: Awaited<ReturnType<typeof startFaultServer>>;
beforeAll(async () => {
  server = await startFaultServer(project);
});
afterAll(() => server.close());

async function bundle(bundler: string, name: string, program: string): Promise<string> {
  const [entry, out] = [join(project, `${bundler}-${name}.mjs`), join(project, `${bundler}-${name}.out.mjs`)];
  writeFileSync(entry, program);
  await bundlers[bundler]?.(entry, out);
  const gzipped = gzipSync(readFileSync(out)).byteLength;
  console.log(`${bundler}, ${name}: ${statSync(out).size} bytes minified, ${gzipped} gzipped`);
  return out;
}

describe.each(Object.keys(bundlers))("%s", (bundler) => {
  test("makes a bundle that creates a key", async () => {
    const out = await bundle(bundler, "create", PROGRAM);
    expect(await run("node", [out, `${server.url}/${bundler}/create/v1`], "/")).toBe("Checkout [redacted]\n");
  });

  test("makes a tiny bundle of an import of `Secret` alone", async () => {
    const out = await bundle(bundler, "Secret", SECRET);
    expect(await run("node", [out], "/")).toBe("[redacted]\n");
    // The class itself has 0.3 kB. Any other module of core would exceed this.
    expect(statSync(out).size).toBeLessThan(1_000);
  });
});
