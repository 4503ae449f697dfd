import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { copyOfRepository } from "@flexfactor/testing/copy-of-repository";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const copy = copyOfRepository();
const specFile = join(copy, "spec/openapi.yaml");
const saved = readFileSync(specFile, "utf8");
let child: ChildProcess;
let port: number;
let output = "";
let heard = () => {};

/** What `dev` prints from `act` until its next verdict. */
async function verdictAfter(act: () => void): Promise<string> {
  const from = output.length;
  act();
  while (!/^[✓✗] .*\n/m.test(output.slice(from))) await new Promise<void>((resolve) => (heard = resolve));
  return output.slice(from);
}
const save = (from: string, to: string) => verdictAfter(() => writeFileSync(specFile, saved.replace(from, to)));
const listed = async () => {
  const headers = { authorization: "Bearer t", prefer: "code=200, example=list" };
  const response = await fetch(`http://127.0.0.1:${port}/api-keys/mid_1`, { headers });
  return (await response.json()).keys[0].last_four;
};

beforeAll(async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ({ port } = server.address() as { port: number });
  await new Promise((resolve) => server.close(resolve));
  const first = verdictAfter(() => {
    child = spawn(process.execPath, [join(copy, "scripts/dev.ts")], { env: { ...process.env, PORT: String(port) } });
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (text) => {
        output += text;
        heard();
      });
  });
  expect(await first).toMatch(/testing .*api-keys.*\n✓/);
}, 120_000);
afterAll(async () => {
  const ended = new Promise((resolve) => child.on("close", resolve));
  child.kill();
  await ended;
  rmSync(copy, { recursive: true });
});

describe("dev, when the spec is saved", { timeout: 120_000 }, () => {
  test("names the cell whose expectation no longer holds, and serves the new example in place of the old one", async () => {
    const said = await save("last_four: 7dc0", "last_four: 9d9d");
    expect(said).toMatch(/^Testing api-keys\n/);
    expect(said).toContain("test/api-keys.contract.test.ts > openapi.yaml > getApiKeys 200 list\n");
    expect(said).toContain("✗ The packages do not keep to the spec (");
    expect(await listed()).toBe("9d9d");
  });

  test("says what it cannot read, and leaves the mock as it is", async () => {
    const said = await save("x-retry: never", "x-retry: maybe");
    expect(said).toMatch(/^paths\/\/api-keys\/post: must have x-retry, `safe` or `never`\n✗/);
    expect(await listed()).toBe("9d9d");
  });

  test("regenerates, and prints the compiler's errors", async () => {
    const said = await save("        clientId:\n", "        clientID:\n");
    expect(said).toMatch(/^Regenerated; testing api-keys\n/);
    expect(said).toContain(`packages/api-keys/src/api-key.ts(`);
    expect(readFileSync(join(copy, "packages/core/src/generated/types.ts"), "utf8")).toContain("clientID");
  });

  test("passes again when the spec is restored", async () => {
    expect(await verdictAfter(() => writeFileSync(specFile, saved))).toMatch(
      /testing api-keys\n✓ The packages keep to the spec \(\d+\.\d s\)/,
    );
    expect(await listed()).toBe("7dc0");
  });

  test("runs no test for a change of a comment", async () => {
    expect(await verdictAfter(() => writeFileSync(specFile, `${saved}# A comment.\n`))).toMatch(
      /^Testing nothing: no operation changed\n✓/,
    );
  });
});
