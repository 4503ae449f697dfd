// `pnpm new:resource TAG`: makes packages/TAG from a tag of the spec. It copies everything that does not follow from the spec from the
// package of API keys.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { operationsOf, readSpec, SPEC_FILE } from "@flexfactor/spec";
import { commandLine } from "@flexfactor/spec/command-line";
import { camel, isName } from "./names.ts";
import { type Resource, resourceOf } from "./resource.ts";

const root = join(import.meta.dirname, "../..");
const packages = join(root, "packages");
const MODEL = "packages/api-keys";
const COPIED = ["LICENSE", "SECURITY.md", "tsconfig.json", "tsconfig.build.json", "vitest.config.ts", "test/readme.test.ts"];

const USAGE = `pnpm new:resource TAG

Makes packages/TAG from the operations of the spec that have this tag: source, contract test, README and changeset. It also adds the
package to README.md, .changeset/config.json and scripts/package.json, and prints what is left to do.`;

const [name = ""] = commandLine(USAGE, {}, 1).positionals;
try {
  checkName(name);
  const resource = resourceOf(name);
  // Loaded only here, because it takes seconds, and a misspelt name should fail at once.
  const { writeGenerated } = await import("@flexfactor/spec/generate/generate");
  await writeGenerated(SPEC_FILE, join(packages, "core/src/generated"));
  if (process.exitCode === undefined) await make(resource);
} catch (error) {
  console.error(`new:resource: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

function checkName(name: string): void {
  const tags = new Set(operationsOf(readSpec(SPEC_FILE)).map(({ tag }) => tag));
  const free = [...tags].filter((tag) => !existsSync(join(packages, tag)));
  const hint = free.length > 0 ? `Tags without a package: ${free.join(", ")}.` : "Every tag of the spec has its package.";
  if (name === "") throw new Error(`say for which tag of the spec to make a package. ${hint}`);
  // Stricter than npm, because the name also becomes the name of a folder, a function and a type.
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 100 || !isName(camel(name)))
    throw new Error(`"${name}" cannot name a package: use lower-case letters, digits and single hyphens, and no reserved word.`);
  if (existsSync(join(packages, name))) throw new Error(`packages/${name} exists already. ${hint}`);
  if (!tags.has(name)) throw new Error(`no operation in spec/openapi.yaml has the tag "${name}". ${hint}`);
}

function text(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

async function make(resource: Resource): Promise<void> {
  const home = `packages/${resource.name}`;
  const { withRow } = await import("./readme-file.ts");
  const changed = { ...changedManifests(resource.name), "README.md": withRow(text("README.md"), resource) };
  for (const [file, text] of Object.entries({ ...(await newFiles(resource)), ...changed })) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const biome = join(root, "node_modules/.bin/biome");
  execFileSync(biome, ["check", "--write", "--log-level=error", home, ...Object.keys(changed)], { cwd: root, stdio: "pipe" });
  // Core exports the new schemas of the spec.
  const { reportFile, reportOf } = await import("../api-report/api-report.ts");
  for (const name of [resource.name, "core"]) writeFileSync(reportFile(name), reportOf(name).report);
  console.log(whatWasMade(resource, Object.keys(changed)));
}

/** The files of the package itself, and its changeset. */
async function newFiles(resource: Resource): Promise<Record<string, string>> {
  const { name, description } = resource;
  // Loaded only here, because these load the packages, and a misspelt name should fail at once.
  const { contractTestOf } = await import("./contract-test-file.ts");
  const { readmeOf } = await import("./readme-file.ts");
  const { sourceOf } = await import("./source-file.ts");
  const summary = description.split("\n")[0] as string;
  const manifest = JSON.parse(text(`${MODEL}/package.json`));
  Object.assign(manifest, { name: `@flexfactor/${name}`, description: summary });
  Object.assign(manifest, { keywords: ["flexfactor", "payments", "sdk", name] });
  manifest.repository.directory = `packages/${name}`;
  const home = `packages/${name}`;
  return {
    ...Object.fromEntries(COPIED.map((file) => [`${home}/${file}`, text(`${MODEL}/${file}`)])),
    [`${home}/package.json`]: JSON.stringify(manifest),
    [`${home}/README.md`]: readmeOf(resource),
    [`${home}/src/index.ts`]: sourceOf(resource),
    [`${home}/test/${name}.contract.test.ts`]: contractTestOf(resource),
    [`.changeset/new-${name}.md`]: `---\n"@flexfactor/${name}": minor\n---\n\n\`@flexfactor/${name}\`: ${summary}\n`,
  };
}

/** Adds the package to the lists: the packages share a version, and the tests of scripts/ need the package built. */
function changedManifests(name: string): Record<string, string> {
  const config = JSON.parse(text(".changeset/config.json"));
  config.fixed[0].push(`@flexfactor/${name}`);
  const scripts = JSON.parse(text("scripts/package.json"));
  const dependencies = { ...scripts.dependencies, [`@flexfactor/${name}`]: "workspace:^" };
  scripts.dependencies = Object.fromEntries(Object.entries(dependencies).sort());
  return { ".changeset/config.json": JSON.stringify(config), "scripts/package.json": JSON.stringify(scripts) };
}

function whatWasMade({ name, methods, cells }: Resource, changed: string[]): string {
  const home = `packages/${name}`;
  return `Made ${home} with ${methods.map((method) => `${camel(name)}(client).${method.name}`).join(", ")}.

  ${home}/src/index.ts
  ${home}/test/${name}.contract.test.ts, with the expected result of each of the ${cells.length} cells
  ${home}/README.md, api.md, and files copied from ${MODEL}
  .changeset/new-${name}.md
Changed: ${changed.join(", ")}, packages/core/src/generated, packages/core/api.md.

Left to do:
  1. \`pnpm test\` links the package and tests it.
  2. Read its src/index.ts and README.md, and rename what reads badly. Then \`pnpm api:report\`.
  3. Check the expectations of its contract test: they come from the examples of the spec, and the API may differ.
  4. Commit all of it, with spec/openapi.yaml and pnpm-lock.yaml.`;
}
