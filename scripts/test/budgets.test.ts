import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";

// What a consumer pays, so that it cannot grow unseen. A consumer's project as npm would lay it out, from the packed tarballs.
const root = join(import.meta.dirname, "../..");
let project: string;
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "flexfactor-budgets-"));
  const modules = join(project, "node_modules");
  for (const name of ["core", "auth", "api-keys"]) {
    const home = join(modules, "@flexfactor", name);
    mkdirSync(home, { recursive: true });
    execFileSync(process.env["npm_execpath"] ?? "pnpm", ["pack", "--out", join(project, `${name}.tgz`)], {
      cwd: join(root, "packages", name),
      stdio: "pipe",
    });
    execFileSync("tar", ["-xzf", join(project, `${name}.tgz`), "--strip-components=1", "-C", home]);
  }
  const fetchHome = dirname(dirname(fileURLToPath(import.meta.resolve("openapi-fetch"))));
  cpSync(fetchHome, join(modules, "openapi-fetch"), { recursive: true, dereference: true });
  const helpers = join(dirname(fetchHome), "openapi-typescript-helpers");
  cpSync(helpers, join(modules, "openapi-typescript-helpers"), { recursive: true, dereference: true });
  writeFileSync(join(project, "package.json"), '{"type":"module"}');
  writeFileSync(join(project, "consumer.ts"), CONSUMER);
  writeFileSync(join(project, "empty.ts"), "export {};\n");
}, 120_000);
afterAll(() => rmSync(project, { recursive: true }));

const CONSUMER = `import { apiKeys } from "@flexfactor/api-keys";
import { clientCredentials } from "@flexfactor/auth";
import { createClient } from "@flexfactor/core";

const client = createClient({ environment: "sandbox", auth: clientCredentials({ appKey: "key", appSecret: "secret" }) });
export const key = await apiKeys(client).create({ mid: "mid_123456", name: "Checkout", type: "secret", scopes: ["customers:read"] });
`;

const within = (what: string, figure: number, budget: number, unit: string): void => {
  console.log(`budget: ${what}: ${figure} of ${budget} ${unit}`);
  expect(figure).toBeLessThanOrEqual(budget);
};

test("the bundle of a consumer that creates one key", async () => {
  const { outputFiles } = await build({
    entryPoints: [join(project, "consumer.ts")],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
  });
  within("bundle, minified and gzipped", gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length, 10_200, "bytes");
});

test("what is installed", () => {
  const files = readdirSync(join(project, "node_modules"), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const manifests = files
    .filter(({ name }) => name === "package.json")
    .map((file) => JSON.parse(readFileSync(join(file.parentPath, file.name), "utf8")));
  const scripts = manifests.filter(({ scripts = {} }) => ["preinstall", "install", "postinstall"].some((name) => scripts[name]));
  within("packages", manifests.length, 5, "packages");
  within("install scripts", scripts.length, 0, "scripts");
  within(
    "installed",
    Math.ceil(files.reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0) / 1000),
    600,
    "kB",
  );
});

test("the type-check of that consumer", () => {
  const instantiations = (file: string): number => {
    const options = [
      "--extendedDiagnostics",
      "--noEmit",
      "--strict",
      "--module",
      "nodenext",
      "--target",
      "es2022",
      "--skipLibCheck",
      "--types",
      "node",
    ];
    const typeRoots = join(root, "scripts/node_modules/@types");
    const output = execFileSync("tsc", [...options, "--typeRoots", typeRoots, file], { cwd: project, encoding: "utf8" });
    return Number(output.match(/^Instantiations:\s+(\d+)/m)?.[1]);
  };
  within(
    "type instantiations over an empty program",
    instantiations("consumer.ts") - instantiations("empty.ts"),
    2_500,
    "instantiations",
  );
});
