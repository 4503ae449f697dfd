// Makes packages/NAME from a tag of the spec: `pnpm new:resource NAME`. What does not follow from the spec is copied from the
// package of API keys.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { operationsOf, readSpec, SPEC_FILE } from "../spec.ts";
import { camel, isName, type Resource, resourceOf } from "./resource.ts";

const root = join(import.meta.dirname, "../..");
const packages = join(root, "packages");
const model = join(packages, "api-keys");

try {
  const name = process.argv[2] ?? "";
  checkName(name);
  const resource = resourceOf(name);
  // Loaded here because it takes seconds, which a misspelt name should not.
  const { writeGenerated } = await import("../generate/generate.ts");
  await writeGenerated(SPEC_FILE, join(packages, "core/src/generated"));
  if (process.exitCode === undefined) await write(resource);
} catch (error) {
  console.error(`new:resource: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

function checkName(name: string): void {
  const tags = new Set(operationsOf(readSpec(SPEC_FILE)).map(({ tag }) => tag));
  const free = [...tags].filter((tag) => !existsSync(join(packages, tag)));
  const hint = free.length > 0 ? `Tags without a package: ${free.join(", ")}.` : "Every tag of the spec has its package.";
  if (name === "") throw new Error(`say which tag of the spec to make a package of. ${hint}`);
  // Stricter than npm: the name is also that of a folder, of a function and of a type.
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 100 || !isName(camel(name)))
    throw new Error(`"${name}" cannot name a package: take lower-case letters, digits and single hyphens, and no reserved word.`);
  if (existsSync(join(packages, name))) throw new Error(`packages/${name} exists already. ${hint}`);
  if (!tags.has(name)) throw new Error(`no operation in spec/openapi.yaml has the tag "${name}". ${hint}`);
}

async function write(resource: Resource): Promise<void> {
  const { name, description } = resource;
  const { contractTestOf, readmeOf, sourceOf } = await import("./resource-files.ts");
  const { operationTable } = await import("@flexfactor/core/internal");
  const rows: { id: string; secrets?: readonly string[] }[] = Object.values(operationTable);
  const summary = description.split("\n")[0] as string;
  const manifest = JSON.parse(readFileSync(join(model, "package.json"), "utf8"));
  Object.assign(manifest, { name: `@flexfactor/${name}`, description: summary });
  Object.assign(manifest, { keywords: ["flexfactor", "payments", "sdk", name] });
  manifest.repository.directory = `packages/${name}`;
  const config = JSON.parse(readFileSync(join(root, ".changeset/config.json"), "utf8"));
  config.fixed[0].push(manifest.name);

  const home = `packages/${name}`;
  const files: Record<string, string> = {
    [`${home}/package.json`]: JSON.stringify(manifest),
    [`${home}/README.md`]: readmeOf(resource, (operationId) => rows.find(({ id }) => id === operationId)?.secrets ?? []),
    [`${home}/src/index.ts`]: sourceOf(resource),
    [`${home}/test/${name}.contract.test.ts`]: contractTestOf(resource),
    [`.changeset/new-${name}.md`]: `---\n"${manifest.name}": minor\n---\n\n\`${manifest.name}\`: ${summary}\n`,
    ".changeset/config.json": JSON.stringify(config),
  };
  for (const copied of [
    "LICENSE",
    "SECURITY.md",
    "tsconfig.json",
    "tsconfig.build.json",
    "vitest.config.ts",
    "test/readme.test.ts",
  ])
    files[`${home}/${copied}`] = readFileSync(join(model, copied), "utf8");
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const biome = join(root, "node_modules/.bin/biome");
  execFileSync(biome, ["check", "--write", "--log-level=error", home, ".changeset/config.json"], { cwd: root, stdio: "pipe" });
  console.log(`Made ${home} with ${resource.methods.map((method) => `${camel(name)}(client).${method.name}`).join(", ")}.`);
  console.log("Read its src/index.ts and README.md, give it a row in the README of the root, then run `pnpm test`.");
}
