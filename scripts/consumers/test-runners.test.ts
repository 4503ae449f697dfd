// The test that core's README shows to its users works, on the installed tarballs, with the runners it names.
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, inject, test } from "vitest";
import { blockOf } from "../readme.ts";
import { run } from "./run.ts";
import { bin, TOOLS } from "./tools.ts";

const project = inject("project");
const folder = join(project, "test-runners");
const shown = blockOf(join(import.meta.dirname, "../../packages/core/README.md"), "js");

beforeAll(() => {
  for (const name of ["vitest", "jest"]) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "vitest/keys.test.js"), shown);
  writeFileSync(join(folder, "jest/keys.test.js"), shown.split("\n").toSpliced(2, 1).join("\n"));
  writeFileSync(join(folder, "jest/package.json"), '{ "type": "module", "jest": { "transform": {} } }');
  mkdirSync(join(folder, "vitest/node_modules"));
  symlinkSync(join(TOOLS, "node_modules/vitest"), join(folder, "vitest/node_modules/vitest"));
});

test("Vitest runs the test that the README shows", async () => {
  expect(await run("node", [bin("vitest"), "run"], join(folder, "vitest"))).toMatch(/Tests\s+1 passed/);
});

test("Jest runs the test that the README shows, without its third line", async () => {
  expect(shown.split("\n")[2]).toContain('from "vitest"');
  const jest = ["--experimental-vm-modules", bin("jest"), "--colors=false"];
  expect(await run("node", jest, join(folder, "jest"))).toMatch(/Tests:\s+1 passed/);
});
