// The wrapper around turbo, with a stand-in for turbo.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "flexfactor-tasks-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs `tasks.ts test` with a turbo that prints `lines`, leaves a summary of `tasks`, and ends with `code`. */
function run(code: number, lines: string[], tasks?: object[]): { status: number | null; stdout: string; stderr: string } {
  const summary = join(folder, "summary.json");
  if (tasks) writeFileSync(summary, JSON.stringify({ tasks }));
  const printed = tasks ? [...lines, `Summary:    ${summary}`] : lines;
  const program = ["#!/bin/sh", ...printed.map((line) => `echo "${line}"`), `exit ${code}`].join("\n");
  writeFileSync(join(folder, "turbo"), program, { mode: 0o755 });
  const env = { ...process.env, PATH: `${folder}:${dirname(process.execPath)}:/usr/bin:/bin` };
  return spawnSync(process.execPath, [join(root, "scripts/terminal/tasks.ts"), "test"], { env, encoding: "utf8" });
}

function task(taskId: string, exitCode: number, ms: number, log = "", status = "MISS"): object {
  const file = join(folder, `${taskId.replaceAll("/", "_")}.log`);
  writeFileSync(file, log);
  return { taskId, logFile: relative(root, file), cache: { status }, execution: { startTime: 0, endTime: ms, exitCode } };
}

test("a task that passes is one line, without its output", () => {
  const { status, stdout } = run(0, [], [task("@flexfactor/core#test", 0, 1_200, "a warning")]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^✓ test \(\d+\.\d s\)\n$/);
});

test("the full output of a failed task is below the lines of all tasks, and the exit code is turbo's", () => {
  const tasks = [
    task("@flexfactor/core#test", 3, 61_000, "expected 1\n\x1b[31mreceived 2\x1b[39m\n"),
    task("//#lint", 0, 1_500, "fine"),
    task("@flexfactor/core#build", 0, 0, "fine", "HIT"),
  ];
  const { status, stdout } = run(3, ["noise"], tasks);
  expect(status).toBe(3);
  expect(stdout.replaceAll(/ {2,}/g, " ")).toBe(
    "✓ core build cached\n✓ lint 1.5 s\n✗ core test 1 min 1 s\n\ncore test failed:\n\nexpected 1\nreceived 2\n\n",
  );
});

test("if turbo itself fails, its full output is shown", () => {
  const { status, stderr } = run(1, ["Could not find task x in project"]);
  expect(status).toBe(1);
  expect(stderr).toContain("Could not find task x in project");
});

test("fails if turbo is missing", () => {
  rmSync(folder, { recursive: true });
  folder = mkdtempSync(join(tmpdir(), "flexfactor-tasks-"));
  const env = { ...process.env, PATH: "/nowhere" };
  const { status, stderr } = spawnSync(process.execPath, [join(root, "scripts/terminal/tasks.ts"), "test"], {
    env,
    encoding: "utf8",
  });
  expect(status).not.toBe(0);
  expect(stderr).toContain("ENOENT");
});
