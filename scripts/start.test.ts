import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PACKAGES } from "@flexfactor/spec/packages";
import { listen, runProgram } from "@flexfactor/testing/program";
import { blockOf } from "@flexfactor/testing/readme";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const readme = join(root, "README.md");

const start = (env: Record<string, string>) => runProgram(join(root, "scripts/start.ts"), env);

describe("README", () => {
  test("shows the program that `start` runs", () => {
    const quickstart = readFileSync(join(root, "scripts/quickstart.ts"), "utf8");
    const region = quickstart.match(/^\/\/ #region quick start\n(.*)^\/\/ #endregion/ms)?.[1];
    expect(blockOf(readme, "ts")).toBe(`${region?.trim()}\n`);
  });

  test("shows what `start` prints", async () => {
    const { code, stdout, stderr } = await start({});
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const steady = stdout.replace(/:\d+ in place/, ":40123 in place");
    expect(blockOf(readme, "text")).toBe(steady);
    expect(stdout.split("\n").length).toBeLessThanOrEqual(45);
  });

  test("is at most 150 lines, and one more for each package that is added", () => {
    expect(readFileSync(readme, "utf8").trimEnd().split("\n").length).toBeLessThanOrEqual(147 + PACKAGES.length);
  });
});

describe("start", () => {
  // As a URL, because Node splits NODE_OPTIONS at the spaces of a path.
  const preload = `--import=${pathToFileURL(join(root, "scripts/testing/aim-at-mock.ts")).href}`;
  const env = {
    FLEXFACTOR_APP_KEY: "app-key",
    FLEXFACTOR_APP_SECRET: "app-secret-canary",
    FLEXFACTOR_MID: "mid_1",
    NODE_OPTIONS: preload,
  };

  test("names a missing variable in one line", async () => {
    const { code, stdout, stderr } = await start({ FLEXFACTOR_APP_KEY: "app-key", FLEXFACTOR_MID: "mid_1" });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^Set FLEXFACTOR_APP_SECRET too, .*\n$/);
  });

  test("reports a dead network in one line", async () => {
    const server = createServer();
    const url = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    const { code, stderr } = await start({ ...env, MOCK_URL: url });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^NetworkError: exchangeCredentials got no answer \(Error ECONNREFUSED: connect ECONNREFUSED 127\.0\.0\.1:\d+\)\.\n$/,
    );
  });

  test("reports refused credentials in one line, without printing them", async () => {
    const server = createServer((_, response) => {
      response.writeHead(400, { "content-type": "application/json" }).end('{"errors":["Unknown app-secret-canary."]}');
    });
    const { code, stdout, stderr } = await start({ ...env, MOCK_URL: await listen(server) });
    server.close();
    expect(code).toBe(1);
    expect(stderr).toBe("AuthenticationError: exchangeCredentials was answered 400: Unknown [redacted].\n");
    expect(stdout + stderr).not.toContain("app-secret-canary");
  });
});
