import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cellsOf } from "@flexfactor/spec";
import { copyOfRepository } from "@flexfactor/testing/copy-of-repository";
import { afterAll, describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";

const root = join(import.meta.dirname, "../..");
const fixtures = join(import.meta.dirname, "fixtures");
const packagesBefore = readdirSync(join(root, "packages"));
const copy = copyOfRepository();
const specFile = join(copy, "spec/openapi.yaml");
const text = (file: string): string => readFileSync(join(copy, file), "utf8");

afterAll(() => rmSync(copy, { recursive: true }));

/** Adds a fixture's paths, schemas and tag to the copy's spec. */
function addToSpec(name: string): void {
  const [spec, more] = [specFile, join(fixtures, `${name}.yaml`)].map((file) => parse(readFileSync(file, "utf8")));
  spec.tags.push(...more.tags);
  Object.assign(spec.paths, more.paths);
  Object.assign(spec.components.schemas, more.components.schemas);
  writeFileSync(specFile, stringify(spec, { aliasDuplicateObjects: false }));
}

const newResource = (...args: string[]) => {
  const script = join(copy, "scripts/resource/new-resource.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
};
const run = (command: string, ...args: string[]): string => {
  const bin = join(copy, command === "vitest" ? "scripts" : "", "node_modules/.bin", command);
  const { status, stdout, stderr } = spawnSync(bin, args, {
    cwd: copy,
    encoding: "utf8",
    env: { ...process.env, CI: "1" },
  });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}\n${stdout}${stderr}`);
  return stdout;
};

/** Runs what `pnpm build` runs, without the install before it. */
const build = (folder: string): void => {
  const cwd = join(copy, folder);
  const env = { ...process.env, PATH: `${join(cwd, "node_modules/.bin")}:${process.env["PATH"]}` };
  const { status, stdout } = spawnSync("sh", ["-c", JSON.parse(text(`${folder}/package.json`)).scripts.build], {
    cwd,
    env,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stdout);
};

describe.each(["carrier-pigeons", "refund-requests"])("new:resource makes a package of %s", { timeout: 120_000 }, (name) => {
  const home = `packages/${name}`;

  test("and says what it made", () => {
    addToSpec(name);
    const { status, stdout, stderr } = newResource(name);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain(`Made ${home} with `);
    expect(stdout).toContain("Left to do:\n  1. `pnpm test`");
    for (const [, file = ""] of stdout.matchAll(/^ {2}(\S+\.(?:ts|md))/gm)) expect(text(file)).toContain(name);
    expect(text(".changeset/config.json")).toContain(`"@flexfactor/${name}"`);
    expect(text("scripts/package.json")).toContain(`"@flexfactor/${name}": "workspace:^"`);
    expect(text("README.md")).toMatch(
      new RegExp(
        `^\\| \\[\`@flexfactor/api-keys\`\\].*(\\n\\| .*)*\\n\\| \\[\`@flexfactor/${name}\`\\]\\(${home}/README.md\\)`,
        "m",
      ),
    );
    expect(text(`.changeset/new-${name}.md`)).toMatch(new RegExp(`^---\\n"@flexfactor/${name}": minor\\n---\\n\\n`));
    expect(Object.values(JSON.parse(text(`${home}/package.json`)))).not.toContain("@flexfactor/api-keys");
  });

  test("that builds, type-checks and passes the lint as generated", () => {
    // The links that `pnpm install` would make.
    cpSync(join(copy, "packages/api-keys/node_modules"), join(copy, home, "node_modules"), {
      recursive: true,
      verbatimSymlinks: true,
    });
    for (const folder of ["packages/core", home]) build(folder);
    run("tsc", "-p", home);
    run("biome", "check", ".");
    run("knip", "--no-config-hints");
  });

  test("whose tests pass for every documented cell, and whose README shows what its example prints", () => {
    run("vitest", "run", "--root", home);
    const { testResults } = JSON.parse(text(`${home}/.vitest/report.json`));
    const passed = testResults.flatMap((file: { assertionResults: { title: string; status: string }[] }) =>
      file.assertionResults.filter(({ status }) => status === "passed").map(({ title }) => title),
    );
    const cells = cellsOf(specFile).filter(({ tag }) => tag === name);
    expect(cells.length).toBeGreaterThan(8);
    expect(passed).toEqual(expect.arrayContaining([...cells.map((cell) => cell.name), "README example"]));
  });
});

test("new:resource makes methods with the types of the spec", () => {
  const program = join(copy, "packages/carrier-pigeons/test/types.test.ts");
  writeFileSync(
    program,
    `import { type Secret } from "@flexfactor/core";
    import type { CarrierPigeon, CarrierPigeonList, CarrierPigeons, ListCarrierPigeonsQuery } from "../src/index.ts";
    export async function use(pigeons: CarrierPigeons): Promise<void> {
      const secret: Secret = (await pigeons.create({ url: "https://a.example/", state: "active" })).signingSecret;
      const ids: string[] = (await pigeons.list({ limit: 1, state: "paused" })).items.map(({ id }) => id);
      const nothing: void = await pigeons.delete("pg_1", { timeoutMs: 5 });
      await pigeons.list();
      const letter: string = await pigeons.readLetter("pg_1");
      const pigeon: CarrierPigeon = await pigeons.update("pg_1", { state: "paused" });
      const query: ListCarrierPigeonsQuery = { limit: 2 };
      const listed: CarrierPigeonList = await pigeons.list(query);
      // @ts-expect-error a field that the spec does not have
      await pigeons.create({ url: "https://a.example/", stat: "active" });
      // @ts-expect-error a query parameter that the spec does not have
      await pigeons.list({ page: 1 });
      // @ts-expect-error no id
      await pigeons.get();
      console.log(secret, ids, nothing, pigeon, listed, letter);
    }`,
  );
  run("tsc", "-p", "packages/carrier-pigeons");
});

test.each([
  ["", /^new:resource: say for which tag .* Every tag of the spec has its package\.\n$/],
  [
    "payouts",
    /^new:resource: no operation in spec\/openapi\.yaml has the tag "payouts"\. Every tag of the spec has its package\.\n$/,
  ],
  ["api-keys", /^new:resource: packages\/api-keys exists already\. .*\n$/],
  ["Web Hooks", /^new:resource: "Web Hooks" cannot name a package: use lower-case letters.*\n$/],
  ["../evil", /^new:resource: "..\/evil" cannot name a package: .*\n$/],
  ["delete", /^new:resource: "delete" cannot name a package: .* no reserved word\.\n$/],
])("new:resource %j fails in one line and writes nothing", (name, message) => {
  const before = readdirSync(join(copy, "packages"));
  const { status, stdout, stderr } = newResource(name);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(message);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(readdirSync(join(copy, "packages"))).toEqual(before);
});

test("new:resource refuses an answer without the request id that contract tests look for, and writes nothing", () => {
  const before = readFileSync(specFile, "utf8");
  const spec = parse(before);
  const responses = { "204": { description: "Done." }, "401": { $ref: "#/components/responses/Unauthorized" } };
  spec.paths["/payouts"] = { delete: { operationId: "deletePayouts", tags: ["payouts"], responses } };
  writeFileSync(specFile, stringify(spec));
  const { status, stderr } = newResource("payouts");
  writeFileSync(specFile, before);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^new:resource: paths\/\/payouts\/delete\/responses\/204: needs the header .*apigw-requestid: \{ \$ref/);
  expect(readdirSync(join(copy, "packages"))).not.toContain("payouts");
});

test("the tests did not change the real work tree", () => {
  expect(readdirSync(join(root, "packages"))).toEqual(packagesBefore);
  expect(readFileSync(join(root, ".changeset/config.json"), "utf8")).not.toContain("carrier-pigeons");
});
