// A consumer's program type-checks against the installed tarballs, with the compilers and settings that consumers have.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, inject, test } from "vitest";
import { run } from "./run.ts";
import { bin, TOOLS } from "./tools.ts";

const project = inject("project");

const PROGRAM = `import { apiKeys, reconcile, UncertainCreateError, type ApiKey, type Reconciliation } from "@flexfactor/api-keys";
import { clientCredentials } from "@flexfactor/auth";
import { createClient, isFlexFactorError, Secret, type ClientOptions, type Schema } from "@flexfactor/core";
import { rawCalls } from "@flexfactor/core/raw";

const options: ClientOptions = { environment: "sandbox", auth: clientCredentials({ appKey: "k", appSecret: "s" }) };
const client = createClient(options);
const keys = apiKeys(client);
const request: CreateApiKey = { mid: "mid_1", name: "Checkout", type: "secret", scopes: ["customers:read"] };

export async function main(signal: AbortSignal): Promise<void> {
  try {
    const created = await keys.create(request, { signal, timeoutMs: 1000 });
    const value: Secret = created.value;
    const id: string | undefined = created.id;
    const listed: ApiKey[] = await keys.list("mid_1");
    // @ts-expect-error: a list has no values
    listed[0]?.value.reveal();
    console.log(value.reveal(), id, listed.map(({ createdAt }) => createdAt));
    const { data } = await rawCalls(client).GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "key_1" } } });
    console.log(data && "name" in data && data.name);
  } catch (error) {
    if (error instanceof UncertainCreateError) {
      const { verdict }: Reconciliation = await reconcile(client, error);
      console.log(verdict === "not_created");
    }
    if (isFlexFactorError(error)) console.log(error.code, error.fields["name"]?.[0]);
  }
}

// @ts-expect-error: an environment that the spec does not have
createClient({ environment: "staging", auth: "token" });
// @ts-expect-error: a type that keys cannot have
keys.create({ mid: "mid_1", name: "Checkout", type: "private" });
`;

const COMPILERS = ["5.4", "5.9", "6.0", "7.0"];
const SETTINGS: Record<string, object> = {
  bundler: { module: "esnext", moduleResolution: "bundler", lib: ["es2022", "dom", "dom.iterable"] },
  node16: { module: "node16", moduleResolution: "node16", lib: ["es2022", "dom"] },
  nodenext: { module: "nodenext", moduleResolution: "nodenext", lib: ["es2022", "dom", "dom.iterable"] },
  "nodenext, Node's types in place of the DOM's": {
    module: "nodenext",
    moduleResolution: "nodenext",
    lib: ["es2022"],
    types: ["node"],
  },
};

describe.each(COMPILERS)("a consumer with TypeScript %s", (version) => {
  test.each(Object.keys(SETTINGS))("type-checks with %s", async (setting) => {
    const folder = join(project, `types-${version}-${Object.keys(SETTINGS).indexOf(setting)}`);
    const compilerOptions = {
      target: "es2022",
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      noEmit: true,
      types: [],
      typeRoots: [join(TOOLS, "node_modules/@types")],
      ...SETTINGS[setting],
    };
    mkdirSync(folder);
    writeFileSync(join(folder, "main.ts"), PROGRAM);
    // A CommonJS program may require an ES module since TypeScript 5.8.
    const required = setting === "nodenext" && version !== "5.4";
    writeFileSync(join(folder, "required.cts"), PROGRAM);
    const files = ["main.ts", ...(required ? ["required.cts"] : [])];
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
    await run("node", [bin(`typescript-${version}`, "tsc"), "-p", folder], project);
  });
});
