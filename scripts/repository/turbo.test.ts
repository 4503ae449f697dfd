import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { PACKAGES } from "@flexfactor/spec/packages";
import { describe, expect, test } from "vitest";

interface Task {
  taskId: string;
  directory: string;
  inputs: Record<string, string>;
  dependencies: string[];
}

const root = join(import.meta.dirname, "../..");
const { stdout } = spawnSync(join(root, "node_modules/.bin/turbo"), ["run", "test", "--dry=json"], {
  cwd: root,
  encoding: "utf8",
});
const tasks = new Map((JSON.parse(stdout) as { tasks: Task[] }).tasks.map((task) => [task.taskId, task]));

/** The files whose change runs a task again: its inputs, and the inputs of the tasks that it depends on. */
function filesBehind(taskId: string): string[] {
  const { directory = "", inputs = {}, dependencies = [] } = tasks.get(taskId) ?? {};
  return [...Object.keys(inputs).map((file) => join(directory, file)), ...dependencies.flatMap(filesBehind)];
}

describe.each(PACKAGES)("the tests of %s", (name) => {
  const files = filesBehind(`@flexfactor/${name}#test`);

  test("run again when one of their helpers or the spec changes", () => {
    expect(files).toEqual(
      expect.arrayContaining(["scripts/testing/stub-fetch.ts", "spec/openapi.yaml", `packages/${name}/src/index.ts`]),
    );
    if (name !== "core") expect(files).toContain("scripts/contract/check-cell.ts");
  });

  test("do not run again when a tool that they do not use changes", () => {
    expect(files.filter((file) => /^scripts\/(?!spec\/|testing\/|contract\/)/.test(file))).toEqual([]);
  });

  test("do not run again when the tests of another package change", () => {
    const ofOthers = files.filter((file) => /\.test\.ts$/.test(file) && !file.startsWith(`packages/${name}/`));
    expect(ofOthers).toEqual([]);
  });
});
