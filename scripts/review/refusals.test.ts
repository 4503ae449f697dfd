import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Repository, repositoryWithPets, SPEC, WAIVERS } from "./repository-with-pets.ts";
import { review } from "./review.ts";

let { folder, git, write, edit } = {} as Repository;
beforeEach(() => {
  ({ folder, git, write, edit } = repositoryWithPets());
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("spec:review", () => {
  test.each([
    [
      "a waiver without a reason",
      () => write(WAIVERS, "- { change: x, counts-as: patch }\n"),
      "spec/review-waivers.yaml, waiver 1: has no `reason`",
    ],
    [
      "a waiver without a bump",
      () => write(WAIVERS, "- { change: x, reason: y }\n"),
      "waiver 1, counts-as: must be none, patch, minor, major, not undefined",
    ],
    ["a changeset without packages", () => write(".changeset/x.md", "Pets.\n"), ".changeset/x.md: does not begin with"],
    ["a spec that is not YAML", () => edit("paths:", "paths: ["), "spec/openapi.yaml: "],
    ["a spec without paths", () => edit("paths:", "x-paths:"), "spec/openapi.yaml: has no paths"],
    [
      "a reference to nothing",
      () => edit('schemas/Failure" }', 'schemas/Success" }'),
      "spec/openapi.yaml: #/components/responses/Failed/content/application~1json/schema: #/components/schemas/Success points at nothing",
    ],
    ["no spec", () => rmSync(join(folder, SPEC)), "no such file or directory, open 'spec/openapi.yaml'"],
    ["no main", () => git("branch", "-m", "trunk"), "There is no base: neither origin/main nor main exists"],
  ])("reports %s in one line", async (_, spoil, message) => {
    spoil();
    const error = await review(folder).catch((error: unknown) => error as Error);
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message.split("\n")[0]).toContain(message);
  });

  test("names the base if its spec does not parse", async () => {
    const good = readFileSync(join(folder, SPEC), "utf8");
    write(SPEC, "paths: [");
    git("commit", "-qam", "Break");
    write(SPEC, good);
    await expect(review(folder, "main")).rejects.toThrow(/^spec\/openapi.yaml at main: /);
  });

  test.each([
    [["--base", "nowhere"], "review: spec/openapi.yaml at nowhere: cannot be read; name another revision with --base\n"],
    [["--format", "pdf"], "review: --format: must be one of terminal, markdown, md, json\n"],
  ])("exits 1 for %j", (args, message) => {
    const { status, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, "review.ts"), ...args], {
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 1, stderr: message });
  });

  test("prints its usage for --help", () => {
    const { status, stdout } = spawnSync(process.execPath, [join(import.meta.dirname, "review.ts"), "--help"], {
      encoding: "utf8",
    });
    expect(status).toBe(0);
    for (const option of ["--base REF", "--format terminal|markdown|md|json"]) expect(stdout).toContain(option);
  });
});
