import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { operationsOf, readSpec, SPEC_FILE } from "@flexfactor/spec";
import { PACKAGES } from "@flexfactor/spec/packages";
import { build } from "esbuild";
import { afterAll, beforeAll, beforeEach, expect, type TestContext, test } from "vitest";

// The size and speed that a consumer gets, so that they cannot get worse unnoticed. The project of the consumer has the packed tarballs, in
// the folders that npm would make.
const root = join(import.meta.dirname, "../..");
let project: string;
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "flexfactor-budgets-"));
  for (const name of PACKAGES) {
    const home = join(project, "node_modules/@flexfactor", name);
    mkdirSync(home, { recursive: true });
    execFileSync(process.env["npm_execpath"] ?? "pnpm", ["pack", "--out", join(project, `${name}.tgz`)], {
      cwd: join(root, "packages", name),
      stdio: "pipe",
    });
    execFileSync("tar", ["-xzf", join(project, `${name}.tgz`), "--strip-components=1", "-C", home]);
  }
  for (const name of PACKAGES) copyDependencies(join(root, "packages", name));
  writeFileSync(join(project, "package.json"), '{"type":"module"}');
  writeFileSync(join(project, "consumer.ts"), CONSUMER);
}, 120_000);
afterAll(() => rmSync(project, { recursive: true }));

/** What npm would install with our packages. pnpm keeps the dependencies of a package beside it. */
function copyDependencies(home: string): void {
  const { dependencies = {} } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
  for (const name of Object.keys(dependencies).filter((name) => !name.startsWith("@flexfactor/"))) {
    const places = [join(home, "node_modules", name), join(home, "..", name)];
    const found = realpathSync(places.find((place) => existsSync(place)) as string);
    cpSync(found, join(project, "node_modules", name), { recursive: true });
    copyDependencies(found);
  }
}

const CONSUMER = `import { apiKeys } from "@flexfactor/api-keys";
import { clientCredentials } from "@flexfactor/auth";
import { createClient } from "@flexfactor/core";

const client = createClient({ environment: "sandbox", auth: clientCredentials({ appKey: "key", appSecret: "secret" }) });
export const key = await apiKeys(client).create({ mid: "mid_123456", name: "Checkout", type: "secret", scopes: ["customers:read"] });
`;

declare module "vitest" {
  interface TaskMeta {
    /** Lines that `pnpm test` prints at the end. */
    figures?: string[];
  }
}

let running: TestContext["task"];
beforeEach(({ task }) => {
  running = task;
});

const within = (what: string, figure: number, budget: number, unit: string): void => {
  running.meta.figures = [...(running.meta.figures ?? []), `budget: ${what}: ${figure} of ${budget} ${unit}`];
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
  // It has a row and a check for each operation of the spec, even for those that this consumer does not call.
  const budget = 20_900 + 200 * operationsOf(readSpec(SPEC_FILE)).length;
  within("bundle, minified and gzipped", gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length, budget, "bytes");
});

const dependenciesOf = ({ dependencies = {} }): string[] => Object.keys(dependencies);

test("what is installed", () => {
  const files = readdirSync(join(project, "node_modules"), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const manifests = files
    .filter(({ name }) => name === "package.json")
    .map((file) => JSON.parse(readFileSync(join(file.parentPath, file.name), "utf8")));
  const wanted = new Set([...PACKAGES.map((name) => `@flexfactor/${name}`), ...manifests.flatMap(dependenciesOf)]);
  expect(manifests.map(({ name }) => name).sort()).toEqual([...wanted].sort());
  const scripts = manifests.filter(({ scripts = {} }) => ["preinstall", "install", "postinstall"].some((name) => scripts[name]));
  within("packages", manifests.length, PACKAGES.length + 2, "packages");
  within("install scripts", scripts.length, 0, "scripts");
  const kilobytes = (counted: typeof files): number =>
    Math.ceil(counted.reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0) / 1000);
  const isGuide = ({ parentPath }: (typeof files)[number]): boolean => basename(parentPath) === "guides";
  // The sources, both builds and their maps. Core also contains the spec.
  within("installed, without the guides", kilobytes(files.filter((file) => !isGuide(file))), 585 + 220 * PACKAGES.length, "kB");
  within("guides", kilobytes(files.filter(isGuide)), 25 * PACKAGES.length, "kB");
});

const DIRECT_CALL = `import { createClient } from "@flexfactor/core";
const client = createClient({ environment: "sandbox", auth: "token" });
export const answer = await client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_123456" } } });
`;
const CLIENT = `import { createClient } from "@flexfactor/core";
export const client = createClient({ environment: "sandbox", auth: "token" });
`;

test("the type-check of that consumer, and of one direct call", () => {
  const instantiations = (code: string): number => {
    writeFileSync(join(project, "checked.ts"), code);
    const compiler = join(root, "node_modules/typescript/bin/tsc");
    const options = "--extendedDiagnostics --noEmit --strict --module nodenext --target es2022 --skipLibCheck checked.ts".split(
      " ",
    );
    const output = execFileSync(process.execPath, [compiler, ...options], { cwd: project, encoding: "utf8" });
    return Number(output.match(/^Instantiations:\s+(\d+)/m)?.[1]);
  };
  const empty = instantiations("export {};\n");
  within("type instantiations of the methods of api-keys", instantiations(CONSUMER) - empty, 100, "instantiations");
  within("type instantiations of one direct call", instantiations(DIRECT_CALL) - instantiations(CLIENT), 2_500, "instantiations");
});

// Compares the processor's time with that of Node's own start, because this ratio is the same on a slow or busy machine. `pnpm bench`
// prints milliseconds.
test("the import of all the packages in a fresh Node", () => {
  const program = `const used = () => Object.values(process.cpuUsage()).reduce((sum, time) => sum + time);
    const start = used();
    for (const name of ${JSON.stringify(PACKAGES)}) await import("@flexfactor/" + name);
    console.log((used() - start) / start);`;
  // `pnpm test` keeps compiled modules. A consumer's first import has none.
  const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: "1" };
  const runs = Array.from({ length: 9 }, () =>
    Number(execFileSync(process.execPath, ["--input-type=module", "-e", program], { cwd: project, encoding: "utf8", env })),
  );
  within(
    "import, of the processor's time for Node's own start",
    Math.round((runs.sort()[4] as number) * 100),
    45 + 5 * PACKAGES.length,
    "%",
  );
}, 60_000);
