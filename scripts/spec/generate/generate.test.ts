import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SPEC_FILE } from "../spec.ts";
import { generate } from "./generate.ts";
import { largeSpec } from "./large-spec.ts";

const spec = readFileSync(SPEC_FILE, "utf8");
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "flexfactor-spec-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const changed = (from: string | RegExp, to: string): string => {
  const text = spec.replace(from, to);
  if (text === spec) throw new Error(`The spec has no ${from}.`);
  const file = join(folder, "openapi.yaml");
  writeFileSync(file, text);
  return file;
};

test("runs on the Node that the workspace brings", () => {
  expect(process.version).toBe("v24.21.0");
});

describe("generate", () => {
  test("is deterministic, and its output is committed", async () => {
    const files = await generate(SPEC_FILE);
    expect(await generate(SPEC_FILE)).toEqual(files);
    for (const [name, text] of Object.entries(files)) {
      expect(readFileSync(join(import.meta.dirname, "../../../packages/core/src/generated", name), "utf8")).toBe(text);
      expect(text).toMatch(/^\/\/ Made from spec\/openapi\.yaml/);
    }
  });

  test.each<[string, string | RegExp, string, RegExp]>([
    ["is not YAML", "openapi: 3.1.1", "openapi: [3.1.1", /openapi\.yaml: .* at line \d+, column \d+/s],
    ["is empty", /^.*$/s, "", /openapi\.yaml: has no paths/],
    ["is written in OpenAPI 3.0", "openapi: 3.1.1", "openapi: 3.0.3", /^openapi: must be 3\.1, like 3\.1\.1$/],
    [
      "has another dialect",
      /json-schema.org.draft.2020-12.schema/,
      "spec.openapis.org/oas/3.1/dialect/base",
      /^jsonSchemaDialect: must be/,
    ],
    ["has no servers", /^servers:.*?(?=^tags:)/ms, "", /openapi\.yaml: has no servers/],
    [
      "has an operation without operationId",
      "operationId: createApiKey",
      "x-id: none",
      /paths\/\/api-keys\/post: has no operationId/,
    ],
    ["has an operationId twice", "operationId: createApiKey", "operationId: deleteApiKey", /deleteApiKey/],
    [
      "has an operation without tag",
      /operationId: createApiKey\n +tags: .*/,
      "operationId: createApiKey",
      /paths\/\/api-keys\/post: must have exactly one tag/,
    ],
    [
      "has an operation with two tags",
      /(operationId: createApiKey\n +tags: )\[api-keys\]/,
      "$1[api-keys, auth]",
      /exactly one tag/,
    ],
    ["has a POST without x-retry", "      x-retry: never\n", "", /paths\/\/api-keys\/post: must have x-retry/],
    ["has an unknown x-retry", "x-retry: never", "x-retry: maybe", /must have x-retry/],
    [
      "has paths that collide",
      "  /api-keys/{idOrMid}:",
      "  /api-keys/{other}: {}\n  /api-keys/{idOrMid}:",
      /paths\/\/api-keys\/\{idOrMid\}: collides with \/api-keys\/\{other\}/,
    ],
    [
      "has a reference without a target",
      "schemas/CreateApiKey",
      "schemas/Nothing",
      /#\/components\/schemas\/Nothing points at nothing/,
    ],
    ["has a server without a name", "    x-environment: production\n", "", /servers\/1: has no x-environment/],
    [
      "has two servers with one name",
      "x-environment: production\n",
      "x-environment: sandbox\n",
      /servers\/1: has the x-environment of another/,
    ],
    [
      "constrains a request by an unknown keyword",
      'pattern: "^[^<>]*$"',
      "minLenght: 2",
      /components\/schemas\/CreateApiKey\/properties\/name\/minLenght: Property `minLenght` is not expected here/,
    ],
    [
      "constrains a text like a number",
      'pattern: "^[^<>]*$"',
      "minimum: 2",
      /CreateApiKey\/properties\/name\/minimum: does not go with the type string/,
    ],
    [
      "has an invalid pattern",
      'pattern: "^[^<>]*$"',
      'pattern: "["',
      /CreateApiKey\/properties\/name\/pattern: is not a regular expression/,
    ],
    [
      "declares a path parameter as a header",
      "in: path\n      required: true",
      "in: header\n      required: true",
      /get\/parameters: idOrMid of the path is missing/,
    ],
    [
      "has a path parameter that may be left out",
      "in: path\n      required: true",
      "in: path\n      required: false",
      /get\/parameters: idOrMid is part of the path and must be required/,
    ],
    [
      "marks a secret in an error response, where the packages do not look for secrets",
      "description: What went wrong, in general.\n          type: string",
      "description: What went wrong, in general.\n          type: string\n          format: password",
      /components\/schemas\/ProblemDetails\/properties\/title: is marked as a secret, but the packages can keep secrets only/,
    ],
    [
      "has a field that is secret here and plain there",
      '        errors: { $ref: "#/components/schemas/Errors" }\n\n    ApiKeyResponse',
      "        errors: { type: object, description: x, properties: { value: { type: string } } }\n\n    ApiKeyResponse",
      /value is a secret in one of its schemas and not in another/,
    ],
    [
      "contains itself",
      "security:\n  - bearer: []",
      "security: &all\n  - *all",
      /openapi\.yaml: contains itself through a YAML alias/,
    ],
    [
      "is nested too deep to parse",
      "info:\n",
      `x-deep: ${"[".repeat(50_000)}${"]".repeat(50_000)}\ninfo:\n`,
      /openapi\.yaml: is nested too deep/,
    ],
    [
      "is nested too deep to walk through",
      "items: { type: string }",
      `${"items: { type: array, ".repeat(3_000)}items: { type: string }${" }".repeat(3_000)}`,
      /openapi\.yaml: is nested too deep/,
    ],
  ])("of a spec that %s gives one error naming the place", async (_, from, to, message) => {
    await expect(generate(changed(from, to))).rejects.toThrow(message);
  });

  test("needs at most six times the time for four times the operations", async () => {
    const cpuMs = async (operations: number): Promise<number> => {
      const file = join(folder, `${operations}.json`);
      writeFileSync(file, largeSpec(operations));
      const before = process.cpuUsage();
      await generate(file);
      return process.cpuUsage(before).user;
    };
    // The first run is always slower.
    await cpuMs(50);
    const few = await cpuMs(50);
    expect(await cpuMs(200)).toBeLessThan(6 * few);
  });

  test("leaves the old files unchanged when it fails, and reports the problem in one line", () => {
    const root = join(import.meta.dirname, "../../..");
    const script = `
      import { writeGenerated } from ${JSON.stringify(join(root, "scripts/spec/generate/generate.ts"))};
      await writeGenerated(${JSON.stringify(changed("x-retry: never", "x-retry: maybe"))}, ${JSON.stringify(folder)});
    `;
    copyFileSync(join(root, "packages/core/src/generated/operations.ts"), join(folder, "operations.ts"));
    const before = readFileSync(join(folder, "operations.ts"), "utf8");
    const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toContain("paths//api-keys/post: must have x-retry");
    expect(readFileSync(join(folder, "operations.ts"), "utf8")).toBe(before);
  });

  test("with --check says which file is stale, and writes nothing", () => {
    const generateFile = JSON.stringify(join(import.meta.dirname, "generate.ts"));
    const stale = mkdtempSync(join(folder, "stale-"));
    writeFileSync(join(stale, "operations.ts"), "old");
    const script = `import { writeGenerated } from ${generateFile}; await writeGenerated(${JSON.stringify(SPEC_FILE)}, ${JSON.stringify(stale)}, true);`;
    const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toContain("checks.ts, operations.ts, schemas.ts, and types.ts do not match the spec. Run `pnpm generate`.");
    expect(readFileSync(join(stale, "operations.ts"), "utf8")).toBe("old");
  });
});

test("a new version of a tool and a change in a generator file change turbo's hash", () => {
  const root = join(import.meta.dirname, "../../..");
  const turbo = join(root, "node_modules/.bin/turbo");
  const { stdout } = spawnSync(turbo, ["run", "generate", "generate:check", "--dry=json", "--filter", "@flexfactor/core"], {
    cwd: root,
    encoding: "utf8",
  });
  const { tasks } = JSON.parse(stdout) as { tasks: { taskId: string; inputs: Record<string, string> }[] };
  const files = readdirSync(import.meta.dirname).filter((name) => /(?<!\.test)\.ts$/.test(name));
  const read = ["package.json", "spec.ts", ...files.map((name) => `generate/${name}`)].map(
    (name) => `../../scripts/spec/${name}`,
  );
  for (const task of ["generate", "generate:check"]) {
    const { inputs = {} } = tasks.find(({ taskId }) => taskId === `@flexfactor/core#${task}`) ?? {};
    expect(Object.keys(inputs)).toEqual(
      expect.arrayContaining([...read, "../../spec/openapi.yaml", "../../pnpm-workspace.yaml"]),
    );
  }
});
