import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FORMATS } from "../review/formats.ts";
import { review } from "../review/review.ts";
import { REMOVED_ENDPOINT } from "./review-pairs.ts";

const SPEC = "spec/openapi.yaml";
const WAIVERS = "spec/review-waivers.yaml";
const [[removed = "", nothing = ""] = []] = REMOVED_ENDPOINT.edits;

let folder: string;
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@example.com", ...args], { cwd: folder });
const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
};
const edit = (from: string, to: string): void => {
  const text = readFileSync(join(folder, SPEC), "utf8");
  if (!text.includes(from)) throw new Error(`The fixture has no ${from}`);
  write(
    SPEC,
    text.replace(from, () => to),
  );
};
const changeset = (bump: string): void => write(".changeset/one.md", `---\n"@flexfactor/core": ${bump}\n---\n\nPets.\n`);

// A repository with the fixture as its spec, and a package that calls two of its operations.
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "review-"));
  mkdirSync(join(folder, "spec"));
  cpSync(join(import.meta.dirname, "fixtures/pets.yaml"), join(folder, SPEC));
  write(
    "packages/pets/src/index.ts",
    `export function pets(client) {
  const send = (body) => client.POST("/pets", { body });
  return { async create(pet) { return send(pet); }, async remove(id) { await client.DELETE("/pets/{id}", { params: { path: { id } } }); } };
}`,
  );
  git("init", "-q", "-b", "main");
  git("add", ".");
  git("commit", "-qm", "Pets");
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("spec:review", () => {
  test("says that nothing changed", async () => {
    const result = await review(folder);
    expect(result).toMatchObject({ changes: [], needed: "none", problems: [] });
    expect(FORMATS["terminal"]?.(result)).toMatch(
      /^Nothing that a consumer can notice changed since spec\/openapi.yaml at \w{12}\.$/,
    );
    edit("# A small API", "# Another comment on an API");
    expect(await review(folder)).toMatchObject({ changes: [], needed: "none", problems: [] });
  });

  test("shows a removed endpoint with its operation, package, method, both judges and the bump", async () => {
    edit(removed, nothing);
    changeset("minor");
    const result = await review(folder, "main");
    expect(result).toMatchObject({ base: "spec/openapi.yaml at main", needed: "major", promised: "minor" });
    expect(result.changes).toMatchObject([
      {
        id: "deletePet: The operation is gone.",
        wire: "major",
        types: "breaks",
        bump: "major",
        reach: [
          { operation: "deletePet", request: "DELETE /pets/{id}", package: "@flexfactor/pets", methods: ["pets(client).remove"] },
        ],
      },
    ]);
    expect(result.problems).toEqual(["This needs a major changeset; the pending ones promise minor. Run `pnpm changeset`."]);
    const markdown = FORMATS["markdown"]?.(result);
    expect(markdown).toContain(
      "| The operation is gone. | `deletePet` (DELETE /pets/{id}) → @flexfactor/pets: `pets(client).remove` | **breaks**",
    );
    expect(JSON.parse(FORMATS["json"]?.(result) ?? "")).toEqual(JSON.parse(JSON.stringify(result)));
  });

  test("is content with a changeset that promises enough", async () => {
    edit(removed, nothing);
    changeset("major");
    expect(await review(folder)).toMatchObject({ needed: "major", promised: "major", problems: [] });
  });

  test("wants a changeset for a field that is new, found through a helper of the package", async () => {
    edit("        size:\n", "        color: { type: string }\n        size:\n");
    const result = await review(folder);
    expect(result.problems).toEqual(["This needs a minor changeset; there is none. Run `pnpm changeset`."]);
    expect(result.changes).toMatchObject([{ words: "You can now send `color`.", reach: [{ methods: ["pets(client).create"] }] }]);
  });

  test("compares with where the branch left main", async () => {
    git("checkout", "-qb", "topic");
    edit("title: Pets", "title: Animals");
    git("commit", "-qam", "Rename");
    git("checkout", "-q", "main");
    edit(removed, nothing);
    git("commit", "-qam", "Remove on main, later");
    git("checkout", "-q", "topic");
    expect(await review(folder)).toMatchObject({ needed: "patch", changes: [{ places: [] }] });
  });

  test("counts a waived change as the waiver says, with its reason", async () => {
    edit(removed, nothing);
    changeset("patch");
    write(WAIVERS, '- change: "deletePet: The operation is gone."\n  counts-as: patch\n  reason: It never worked.\n');
    const result = await review(folder);
    expect(result).toMatchObject({ needed: "patch", problems: [], changes: [{ bump: "patch", waived: "It never worked." }] });
    expect(FORMATS["terminal"]?.(result)).toContain("waived: It never worked.");
  });

  test("fails on a waiver that no longer matches", async () => {
    write(WAIVERS, '- change: "deletePet: The operation is gone."\n  counts-as: patch\n  reason: It never worked.\n');
    expect((await review(folder)).problems).toEqual([
      'spec/review-waivers.yaml: no change is called "deletePet: The operation is gone." any more; remove the waiver.',
    ]);
  });

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
    ["no main", () => git("branch", "-m", "trunk"), "There is no base: neither origin/main nor main is here"],
  ])("refuses %s in one line that names it", async (_, spoil, message) => {
    spoil();
    const error = await review(folder).catch((error: unknown) => error as Error);
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message.split("\n")[0]).toContain(message);
  });

  test("names a base that does not parse", async () => {
    const good = readFileSync(join(folder, SPEC), "utf8");
    write(SPEC, "paths: [");
    git("commit", "-qam", "Break");
    write(SPEC, good);
    await expect(review(folder, "main")).rejects.toThrow(/^spec\/openapi.yaml at main: /);
  });

  test.each([
    [["--base", "nowhere"], "review: spec/openapi.yaml at nowhere: cannot be read; name another revision with --base\n"],
    [["--format", "pdf"], "review: --format: is one of terminal, markdown, json\n"],
  ])("exits 1 for %j", (args, message) => {
    const { status, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, "../review/review.ts"), ...args], {
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 1, stderr: message });
  });
});
