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
/** A test of a partner's page code on a server: there is a document, and it is no browser. */
const inPage = `import { clientCredentials } from "@flexfactor/auth";
test("a page under test", () => {
  expect(typeof document).toBe("object");
  expect(clientCredentials({ appKey: "app-key", appSecret: "app-secret" })).toBeInstanceOf(Function);
});
`;

beforeAll(() => {
  for (const name of ["vitest", "jest"]) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "vitest/keys.test.js"), shown);
  writeFileSync(join(folder, "jest/keys.test.js"), shown.split("\n").toSpliced(2, 1).join("\n"));
  writeFileSync(join(folder, "jest/package.json"), '{ "type": "module", "jest": { "transform": {} } }');
  mkdirSync(join(folder, "vitest/node_modules"));
  for (const name of ["vitest", "jsdom", "happy-dom"])
    symlinkSync(join(TOOLS, "node_modules", name), join(folder, "vitest/node_modules", name));
  writeFileSync(join(folder, "vitest/page.test.js"), `import { expect, test } from "vitest";\n${inPage}`);
  writeFileSync(join(folder, "jest/page.test.js"), inPage);
});

test("Vitest runs the test that the README shows", async () => {
  expect(await run("node", [bin("vitest"), "run", "keys"], join(folder, "vitest"))).toMatch(/Tests\s+1 passed/);
});

test("Jest runs the test that the README shows, without its third line", async () => {
  expect(shown.split("\n")[2]).toContain('from "vitest"');
  const jest = ["--experimental-vm-modules", bin("jest"), "--colors=false", "keys"];
  expect(await run("node", jest, join(folder, "jest"))).toMatch(/Tests:\s+1 passed/);
});

test.each(["jsdom", "happy-dom"])("Vitest with %s is no browser", async (environment) => {
  const args = [bin("vitest"), "run", "--environment", environment, "page"];
  expect(await run("node", args, join(folder, "vitest"))).toMatch(/Tests\s+1 passed/);
});

test("Jest with jsdom is no browser", async () => {
  const environment = join(TOOLS, "node_modules/jest-environment-jsdom");
  const jest = ["--experimental-vm-modules", bin("jest"), "--colors=false", "--env", environment, "page"];
  expect(await run("node", jest, join(folder, "jest"))).toMatch(/Tests:\s+1 passed/);
});
