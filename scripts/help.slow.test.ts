// Each of our commands explains itself, and refuses unknown options and arguments before it does anything.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { COMPILE_CACHE } from "./terminal/tasks.ts";

const root = join(import.meta.dirname, "..");
const scriptsIn = (file: string): [string, string][] =>
  Object.entries(JSON.parse(readFileSync(join(root, file), "utf8")).scripts);
const commands = [
  ...scriptsIn("package.json"),
  ...scriptsIn("scripts/package.json").map(([name, script]) => [name, script.replace(/ (\S+\.ts)$/, " scripts/$1")]),
].flatMap(([name, script = ""]) => {
  const [, file] = script.match(/^(?:node scripts\/terminal\/tasks\.ts build && )?node (?:--\S+ )*(scripts\/\S+\.ts)$/) ?? [];
  return file ? [{ name: String(name), file }] : [];
});
const env = { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE };
const run = (file: string, ...args: string[]) =>
  spawnSync(process.execPath, ["--expose-gc", join(root, file), ...args], { encoding: "utf8", env });

test("this file finds the commands", () => {
  expect(commands.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["start", "test", "dev", "release", "new:resource", "spec:review", "faults", "bench"]),
  );
});

describe.each(commands)("$name", ({ name, file }) => {
  test("prints its usage for --help", () => {
    const { status, stdout, stderr } = run(file, "--help");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(new RegExp(`^pnpm (run |test:)?${name}\\b[^\n]*\n\n.`));
  });

  test("refuses an option that it does not have, with its usage", () => {
    const { status, stdout, stderr } = run(file, "--nonsense");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^Unknown option '--nonsense'\.\n\npnpm /);
  });

  test("refuses one argument too many, with its usage", () => {
    const { status, stderr } = run(file, "one", "two");
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Unexpected argument '(one|two)'\.\n\npnpm /);
  });
});
