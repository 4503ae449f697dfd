// The behaviour suite on the installed tarballs, in every runtime of the table in README.md. This test writes the table.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Result, startFaultServer } from "./fault-server.ts";
import { run } from "./run.ts";
import { updateTable } from "./runtimes-table.ts";
import { bundleOf, suiteProgram } from "./suite-program.ts";
import { isInstalled, NODES, nodeOf, TOOLS } from "./tools.ts";

const project = inject("project");
const tool = (path: string): string => join(TOOLS, "node_modules", path);
let server: Awaited<ReturnType<typeof startFaultServer>>;
const kept = new Map<string, number>();
const promises = new Set<string>();

beforeAll(async () => {
  server = await startFaultServer(project);
});
afterAll(() => {
  server.close();
  updateTable(kept, promises);
});

const program = (name: string, options?: Parameters<typeof suiteProgram>[1]) => suiteProgram(`${server.url}/${name}`, options);

function file(name: string, text: string): string {
  const path = join(project, name);
  writeFileSync(path, text);
  return path;
}

async function expectAllKept(name: string, runtime: string): Promise<void> {
  const results = await server.report(name);
  expect(results.filter(({ error }: Result) => error)).toEqual([]);
  expect(results.length).toBeGreaterThanOrEqual(10);
  for (const { name } of results) promises.add(name);
  kept.set(runtime, results.length);
}

const bundled = (name: string, text: string) => bundleOf(file(`${name}.entry.mjs`, text), join(project, `${name}.bundle.mjs`));

describe.each(NODES)("Node %s", (version) => {
  const node = nodeOf(version);
  const here = isInstalled(`Node ${version}`, node);
  test.runIf(here)("keeps every promise by import", async () => {
    const name = `node-${version}-import`;
    await run(node, [file(`${name}.mjs`, program(name))], project);
    await expectAllKept(name, `Node ${version} import`);
  });
  test.runIf(here)("keeps every promise by require", async () => {
    const name = `node-${version}-require`;
    await run(node, [file(`${name}.cjs`, program(name, { required: true }))], project);
    await expectAllKept(name, `Node ${version} require`);
  });
});

const bun = tool("bun/bin/bun");
test.runIf(isInstalled("Bun", bun))("Bun keeps every promise", async () => {
  await run(bun, [file("bun.mjs", program("bun"))], project);
  await expectAllKept("bun", "Bun");
});

const deno = tool("deno/deno");
test.runIf(isInstalled("Deno", deno))("Deno keeps every promise", async () => {
  await run(deno, ["run", "--allow-net", "--no-remote", "--node-modules-dir=manual", file("deno.mjs", program("deno"))], project);
  await expectAllKept("deno", "Deno");
});

const workerd = tool("@cloudflare/workerd-linux-64/bin/workerd");
describe.runIf(isInstalled("workerd", workerd))("workerd", () => {
  test.each(["", "nodejs_compat"])("keeps every promise with the flags [%s]", async (flag) => {
    const name = `workerd${flag}`;
    const wrap = (code: string) => `export default { async test() {\n${code}\n} };`;
    await bundled(name, program(name, { wrap }));
    const config = file(
      `${name}.capnp`,
      `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [
  (name = "main", worker = (
    modules = [(name = "main", esModule = embed "${name}.bundle.mjs")],
    compatibilityDate = "2026-01-01", compatibilityFlags = [${flag && `"${flag}"`}])),
  (name = "internet", network = (allow = ["local"]))]);`,
    );
    await run(workerd, ["test", config], project);
    await expectAllKept(name, `workerd ${flag}`.trim());
  });
});

/** The URL of each entry of an installed package, from its manifest, for a page without a bundler. */
function modulesOf(name: string): [entry: string, file: string][] {
  const { exports } = JSON.parse(readFileSync(join(project, "node_modules", name, "package.json"), "utf8"));
  const entries = Object.entries<{ import?: string | { default: string } }>(exports);
  return entries.flatMap(([path, { import: file }]) => {
    const target = typeof file === "object" ? file.default : file;
    return target ? [[`${name}${path.slice(".".length)}`, `./node_modules/${name}/${target}`]] : [];
  });
}

/** Opens a page in a browser with an empty profile. */
type Start = (profile: string, url: string) => [program: string, args: string[]];
interface Browser {
  name: string;
  program: string;
  start: Start;
}

const CHROMIUM_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"];
const CHROMIUM_QUIET = ["--disable-background-networking", "--disable-component-update", "--remote-debugging-port=0"];
const BROWSERS: Browser[] = [
  {
    name: "Chromium",
    program: "/usr/bin/chromium",
    start: (profile, url) => ["/usr/bin/chromium", [...CHROMIUM_FLAGS, ...CHROMIUM_QUIET, `--user-data-dir=${profile}`, url]],
  },
  {
    name: "Firefox",
    program: "/usr/bin/firefox-esr",
    start: (profile, url) => ["/usr/bin/firefox-esr", ["--headless", "--no-remote", "--profile", profile, url]],
  },
];

/** The `process` that bundlers and frameworks put into pages. */
const PROCESS = `<script>globalThis.process = { env: {}, browser: true, version: "v24.21.0", versions: { node: "24.21.0" } };</script>`;

describe.each(BROWSERS)("$name", ({ name: browser, program: path, start }) => {
  const here = isInstalled(browser, path);
  const id = browser.toLowerCase();

  async function open(name: string, page: string, runtime: string): Promise<void> {
    file(`${name}.html`, `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">${page}`);
    const profile = join(project, `profile-${name}`);
    mkdirSync(profile);
    const [command, args] = start(profile, `${server.url}/files/${name}.html`);
    // In its own process group, so that its helper processes end with it.
    const started = spawn(command, args, { detached: true, stdio: "ignore", env: { ...process.env, HOME: profile } });
    const ended = new Promise((resolve) => started.on("close", resolve));
    try {
      await expectAllKept(name, runtime);
    } finally {
      process.kill(-(started.pid as number), "SIGKILL");
      await ended;
    }
  }

  const imports = () =>
    JSON.stringify({
      imports: Object.fromEntries(
        ["@flexfactor/core", "@flexfactor/auth", "@flexfactor/api-keys", "openapi-fetch"].flatMap(modulesOf),
      ),
    });
  const pageOf = (name: string): string =>
    `<script type="importmap">${imports()}</script><script type="module">${program(name, { browser: true })}</script>`;

  test.runIf(here)("keeps every promise in a page that imports the packages as they are", async () => {
    await open(`${id}-page`, pageOf(`${id}-page`), `${browser} page`);
  });

  test.runIf(here)("keeps every promise in a page with a `process` global", async () => {
    const name = `${id}-process`;
    await open(name, `${PROCESS}${pageOf(name)}`, `${browser} page with process`);
  });

  test.runIf(here)("keeps every promise in a web worker", async () => {
    const name = `${id}-worker`;
    await bundled(name, program(name, { browser: true }));
    await open(name, `<script>new Worker("${name}.bundle.mjs", { type: "module" })</script>`, `${browser} web worker`);
  });
});
