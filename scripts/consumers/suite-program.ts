// Makes the program for a runtime, which loads the packages and runs the behaviour suite.
import { dirname } from "node:path";
import { run } from "./run.ts";
import { bin } from "./tools.ts";

/** A program that runs the suite against a server, and reports the results of this run to the server. */
export function suiteProgram(url: string, { required = false, browser = false, wrap = (code: string) => code } = {}): string {
  const load = (names: string, from: string): string =>
    required ? `const { ${names} } = require("${from}");` : `import { ${names} } from "${from}";`;
  const imports = [
    load("createClient, Secret, isFlexFactorError", "@flexfactor/core"),
    load("clientCredentials", "@flexfactor/auth"),
    load("apiKeys, reconcile, UncertainCreateError", "@flexfactor/api-keys"),
  ];
  const sdk = "{ createClient, Secret, isFlexFactorError, clientCredentials, apiKeys, reconcile, UncertainCreateError }";
  // An ES module, which not every Node can `require`.
  const code = `const { behaviour } = await import("./behaviour.mjs");
const results = await behaviour(${sdk}, "${url}", { browser: ${browser} });
await fetch("${url}/report", { method: "POST", body: JSON.stringify(results) });`;
  return [...imports, wrap(required ? `(async () => {\n${code}\n})();` : code)].join("\n");
}

/** The suite as one file, for runtimes that do not read node_modules. */
export async function bundleOf(entry: string, out: string): Promise<string> {
  await run(bin("esbuild"), [entry, "--bundle", "--format=esm", "--target=es2022", `--outfile=${out}`], dirname(entry));
  return out;
}
