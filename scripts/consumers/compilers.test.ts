// A consumer's program compiles against the installed tarballs and runs, with the compilers and settings that consumers have.
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { startFaultServer } from "./fault-server.ts";
import { projectOf } from "./project-of.ts";
import { run } from "./run.ts";
import { bin, TOOLS } from "./tools.ts";

const project = inject("project");

const PROGRAM = `import { apiKeys, reconcile, UncertainCreateError, type ApiKey, type CreateApiKey, type Reconciliation } from "@flexfactor/api-keys";
import { clientCredentials } from "@flexfactor/auth";
import { createClient, isFlexFactorError, Secret, type ClientOptions } from "@flexfactor/core";
import { serverTime } from "@flexfactor/core/internal";

const request: CreateApiKey = { mid: "mid_1", name: "Checkout", type: "secret", scopes: ["customers:read"] };

export async function main(baseUrl: string, signal: AbortSignal): Promise<void> {
  const options: ClientOptions = { baseUrl, auth: clientCredentials({ appKey: "k", appSecret: "s" }) };
  const client = createClient(options);
  const keys = apiKeys(client);
  try {
    const created = await keys.create(request, { signal, timeoutMs: 60_000 });
    const value: Secret = created.value;
    const id: string | undefined = created.id;
    const listed: ApiKey[] = await keys.list("mid_1");
    const { data } = await client.GET("/api-keys/{idOrMid}", { signal: undefined, params: { path: { idOrMid: "key_1" } } });
    console.log(value.reveal(), id, listed.map(({ name }) => name), data && "name" in data && data.name, serverTime(new Headers()));
  } catch (error) {
    if (error instanceof UncertainCreateError) {
      const { verdict }: Reconciliation = await reconcile(client, error);
      console.log(verdict === "not_created");
    }
    if (isFlexFactorError(error)) console.log(error.code, error.fields["name"]?.[0]);
  }
}

export function refused(listed: ApiKey): void {
  // @ts-expect-error: a list has no values
  listed.value.reveal();
  // @ts-expect-error: an environment that the spec does not have
  const client = createClient({ environment: "staging", auth: "token" });
  // @ts-expect-error: a type that keys cannot have
  apiKeys(client).create({ mid: "mid_1", name: "Checkout", type: "private" });
}
`;

const NODE10 = { module: "commonjs", moduleResolution: "node10", lib: ["es2022", "dom", "dom.iterable"] };
const ALL = ["5.4", "5.9", "6.0", "7.0"];

interface Setting {
  compilers: string[];
  options: object;
  /** The `type` in the package.json of the program. */
  type: "commonjs" | "module";
  files: string[];
}
// With a compiler that follows Node's rules, a `.cts` file is CommonJS in every package.
const BOTH = ["main.ts", "required.cts"];
const SETTINGS: Record<string, Setting> = {
  "commonjs and node10": { compilers: ["5.4", "5.9"], options: NODE10, type: "commonjs", files: ["main.ts"] },
  // TypeScript 6 accepts node10 only with `ignoreDeprecations`, and TypeScript 7 has removed it.
  "commonjs and node10, deprecated": {
    compilers: ["6.0"],
    options: { ...NODE10, ignoreDeprecations: "6.0" },
    type: "commonjs",
    files: ["main.ts"],
  },
  "commonjs and bundler": {
    compilers: ["6.0", "7.0"],
    options: { ...NODE10, moduleResolution: "bundler" },
    type: "commonjs",
    files: ["main.ts"],
  },
  bundler: {
    compilers: ALL,
    options: { module: "esnext", moduleResolution: "bundler", lib: ["es2022", "dom", "dom.iterable"] },
    type: "module",
    files: ["main.ts"],
  },
  node16: {
    compilers: ALL,
    options: { module: "node16", moduleResolution: "node16", lib: ["es2022", "dom"] },
    type: "module",
    files: BOTH,
  },
  nodenext: {
    compilers: ALL,
    options: { module: "nodenext", moduleResolution: "nodenext", lib: ["es2022", "dom", "dom.iterable"] },
    type: "module",
    files: BOTH,
  },
  "nodenext, Node's types in place of the DOM's": {
    compilers: ALL,
    options: { module: "nodenext", moduleResolution: "nodenext", lib: ["es2022"], types: ["node"] },
    type: "module",
    files: BOTH,
  },
};
const cases = Object.entries(SETTINGS).flatMap(([setting, { compilers }]) => compilers.map((version) => ({ version, setting })));

let server: Awaited<ReturnType<typeof startFaultServer>>;
beforeAll(async () => {
  server = await startFaultServer(project);
});
afterAll(() => server.close());

test.each(cases)("a consumer's program with TypeScript $version, $setting, compiles and runs", async ({ version, setting }) => {
  const { options, type, files } = SETTINGS[setting] as Setting;
  const folder = join(project, `types-${version}-${Object.keys(SETTINGS).indexOf(setting)}`);
  const compilerOptions = {
    target: "es2022",
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    rootDir: ".",
    outDir: "out",
    types: [],
    typeRoots: [join(TOOLS, "node_modules/@types")],
    ...options,
  };
  const sources = Object.fromEntries(files.map((file) => [file, PROGRAM]));
  projectOf(folder, { ...sources, "package.json": { type }, "tsconfig.json": { compilerOptions, files } }, []);
  await run("node", [bin(`typescript-${version}`, "tsc"), "-p", folder], project);
  for (const file of files) {
    const out = join(folder, "out", file.replace("ts", "js"));
    const start = "import(process.argv[1]).then(({ main }) => main(process.argv[2], new AbortController().signal))";
    const printed = await run("node", ["-e", start, out, `${server.url}/${version}/create/v1`], folder);
    expect(printed).toBe("key-canary key_1 [ 'Checkout' ] false undefined\n");
  }
});

const FETCHES = `import { createClient } from "@flexfactor/core";
import * as undici from "undici";

const given = { environment: "sandbox", auth: "token" } as const;
const plain = (url: string, init: RequestInit): Promise<Response> => fetch(url, init);
createClient({ ...given, fetch });
createClient({ ...given, fetch: plain });
createClient({ ...given, fetch: undici.fetch });
createClient({ ...given, fetch: (url, init) => undici.fetch(url, init) });
createClient({ ...given, fetch: async (url, init) => fetch(url, { ...init, headers: { ...init.headers, "x-team": "checkout" } }) });
createClient({ ...given, fetch: async () => Response.json({}) });
// @ts-expect-error: does not take a URL
createClient({ ...given, fetch: async (url: number) => Response.json({ url }) });
// @ts-expect-error: does not return a Response
createClient({ ...given, fetch: async () => ({ status: 200 }) });
`;

const LIBS = [["es2022", "dom", "dom.iterable"], ["es2022", "dom"], ["es2022"]];
const kinds = LIBS.flatMap((lib) => ALL.map((version) => ({ version, lib: lib.join(" ") })));

test.each(kinds)(
  "the `fetch` option accepts undici's `fetch` and a plain function, TypeScript $version, $lib",
  async ({ version, lib }) => {
    const folder = join(project, `fetches-${version}-${lib.replaceAll(" ", "-")}`);
    const compilerOptions = {
      target: "es2022",
      module: "nodenext",
      lib: lib.split(" "),
      types: ["node"],
      typeRoots: [join(TOOLS, "node_modules/@types")],
      strict: true,
      exactOptionalPropertyTypes: true,
      // The types of Node and of undici contradict each other.
      skipLibCheck: true,
      noEmit: true,
    };
    const files = {
      "main.ts": FETCHES,
      "package.json": { type: "module" },
      "tsconfig.json": { compilerOptions, files: ["main.ts"] },
    };
    projectOf(folder, files, ["undici"]);
    await run("node", [bin(`typescript-${version}`, "tsc"), "-p", folder], project);
  },
);
