// The installed tarballs lead back to the sources: in an editor's "go to definition" and in a stack trace.
import { spawnSync } from "node:child_process";
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { run } from "./run.ts";
import { TOOLS } from "./tools.ts";

const project = inject("project");
const folder = join(project, "sources");
const packages = join(project, "node_modules/@flexfactor");
const lineOf = (file: string, line: number): string => readFileSync(file, "utf8").split("\n")[line - 1] as string;

const PROGRAM = `import { apiKeys } from "@flexfactor/api-keys";
import { createClient } from "@flexfactor/core";
const client = createClient({ environment: "sandbox", auth: "a-token" });
export const created = apiKeys(client).create({ mid: "mid_1", name: "Checkout", type: "secret" });
`;
const FAILING = "try { createClient({}); } catch (error) { console.log(error.stack); }\n";

beforeAll(() => {
  mkdirSync(folder);
  writeFileSync(join(folder, "module.mts"), PROGRAM);
  writeFileSync(join(folder, "required.cts"), PROGRAM);
  writeFileSync(join(folder, "failing.mjs"), `import { createClient } from "@flexfactor/core";\n${FAILING}`);
  writeFileSync(join(folder, "failing.cjs"), `const { createClient } = require("@flexfactor/core");\n${FAILING}`);
  const compilerOptions = { module: "nodenext", target: "es2022", strict: true, types: [] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
});

test("every source map leads to an installed source", () => {
  const maps = globSync("*/dist/*.map", { cwd: packages }).map((file) => join(packages, file));
  const sources = maps.flatMap((map) =>
    (JSON.parse(readFileSync(map, "utf8")).sources as string[]).map((source) => join(dirname(map), source)),
  );
  expect(sources.filter((source) => !existsSync(source))).toEqual([]);
  expect(new Set(sources)).toContain(join(packages, "api-keys/src/index.ts"));
});

interface Location {
  file: string;
  start: { line: number };
}

/** The target of an editor's "go to definition", from the language server that editors run. */
function definition(file: string, line: number, offset: number): Location[] {
  const requests = [
    { command: "open", arguments: { file } },
    { command: "definition", arguments: { file, line, offset } },
  ].map((request, seq) => JSON.stringify({ seq, type: "request", ...request }));
  const server = join(TOOLS, "node_modules/typescript-5.9/lib/tsserver.js");
  // The server ends when its input ends.
  const { stdout } = spawnSync("node", [server, "--disableAutomaticTypingAcquisition"], {
    input: `${requests.join("\n")}\n`,
    encoding: "utf8",
  });
  const messages = stdout.split("\n").filter((text) => text.startsWith("{"));
  return messages.map((text) => JSON.parse(text)).find(({ type, command }) => type === "response" && command === "definition")
    .body;
}

test.each(["module.mts", "required.cts"])("in %s, the definition of `create` is in its source", (name) => {
  const program = PROGRAM.split("\n");
  const line = program.findIndex((text) => text.includes(".create(")) + 1;
  const offset = (program[line - 1] as string).indexOf("create(") + 1;
  const [found] = definition(join(folder, name), line, offset) as [Location];
  expect(found.file).toMatch(/node_modules\/@flexfactor\/api-keys\/src\/[\w-]+\.ts$/);
  expect(lineOf(found.file, found.start.line)).toContain("create(");
});

describe.each(["failing.mjs", "failing.cjs"])("the stack trace of an error, with --enable-source-maps, in %s", (program) => {
  test("names the line of the source that threw the error", async () => {
    const stack = await run("node", ["--enable-source-maps", join(folder, program)], folder);
    const [, file = "", line = ""] = stack.match(/^ +at .*?(\/\S+@flexfactor\/core\/src\/[\w-]+\.ts):(\d+):\d+/m) ?? [];
    expect(lineOf(file, Number(line))).toMatch(/new \w*Error\(/);
  });
});
