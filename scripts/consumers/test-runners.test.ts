// The test in the guides for Vitest and Jest works on the installed tarballs, with the other test runners that the guides name.
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { fileOf } from "../guides/guide.ts";
import { projectOf } from "./project-of.ts";
import { run } from "./run.ts";
import { bin } from "./tools.ts";

const home = join(inject("project"), "test-runners");
const shown = fileOf("core/vitest", "keys.test.js");
const VITEST = 'import { expect, test } from "vitest";\n';
const withoutVitest = shown.replace(VITEST, "");
const jest = [bin("jest"), "--colors=false"];

test("the guide for Jest shows the test of the guide for Vitest, with `require`", () => {
  expect(shown).toContain(VITEST);
  const required = withoutVitest.replace(/^import (.*) from (.*);$/gm, "const $1 = require($2);");
  expect(fileOf("core/jest", "keys.test.js")).toBe(required);
});

test("ts-jest runs it with only its preset", async () => {
  const files = {
    "keys.test.ts": shown.replace('"vitest"', '"@jest/globals"'),
    "package.json": { jest: { preset: "ts-jest" } },
    "tsconfig.json": { compilerOptions: { target: "es2022", module: "commonjs", moduleResolution: "node10", strict: true } },
  };
  const project = projectOf(join(home, "ts-jest"), files, ["ts-jest", "@jest/globals"]);
  expect(await run("node", jest, project)).toMatch(/Tests:\s+3 passed/);
});

test("Jest with ES modules runs it without the line that names Vitest", async () => {
  const manifest = { type: "module", jest: { transform: {} } };
  const project = projectOf(join(home, "jest-esm"), { "keys.test.js": withoutVitest, "package.json": manifest }, []);
  expect(await run("node", ["--experimental-vm-modules", ...jest], project)).toMatch(/Tests:\s+3 passed/);
});

/** A test of a partner's page. The test environment has a `document`, but is not a browser. */
const inPage = `import { clientCredentials } from "@flexfactor/auth";
test("a page under test", () => {
  expect(typeof document).toBe("object");
  expect(clientCredentials({ appKey: "app-key", appSecret: "app-secret" })).toBeInstanceOf(Function);
});
`;

test.each(["jsdom", "happy-dom"])("Vitest with %s does not count as a browser", async (environment) => {
  const files = { "page.test.js": `import { expect, test } from "vitest";\n${inPage}`, "package.json": { type: "module" } };
  const project = projectOf(join(home, `vitest-${environment}`), files, ["vitest", environment]);
  expect(await run("node", [bin("vitest"), "run", "--environment", environment], project)).toMatch(/Tests\s+1 passed/);
});

test("Jest with jsdom does not count as a browser", async () => {
  const manifest = { type: "module", jest: { transform: {} } };
  const environment = "jest-environment-jsdom";
  const project = projectOf(join(home, "jest-jsdom"), { "page.test.js": inPage, "package.json": manifest }, [environment]);
  expect(await run("node", ["--experimental-vm-modules", ...jest, "--env", environment], project)).toMatch(/Tests:\s+1 passed/);
});
