import { rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FORMATS } from "./formats.ts";
import { type Repository, repositoryWithPets, WAIVERS } from "./repository-with-pets.ts";
import { review } from "./review.ts";

const DELETE = `    delete:
      operationId: deletePet
      tags: [pets]
      parameters:
        - { name: id, in: path, required: true, schema: { type: string, minLength: 1 } }
      responses:
        "204": { description: Deleted. }
        "401": { $ref: "#/components/responses/Failed" }
`;

let { folder, git, write, edit, changeset } = {} as Repository;
beforeEach(() => {
  ({ folder, git, write, edit, changeset } = repositoryWithPets());
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("spec:review", () => {
  test("reports that nothing changed", async () => {
    const result = await review(folder);
    expect(result).toMatchObject({ changes: [], needed: "none", problems: [] });
    expect(FORMATS["terminal"]?.(result)).toMatch(
      /^Nothing that a consumer can notice changed since spec\/openapi.yaml at \w{12}\.$/,
    );
    edit("# A small API", "# Another comment on an API");
    expect(await review(folder)).toMatchObject({ changes: [], needed: "none", problems: [] });
  });

  test("shows a removed endpoint with its operation, package, method, both judges and the bump", async () => {
    edit(DELETE, "");
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
    expect(result.problems).toEqual(["This needs a major changeset; those of this branch promise minor. Run `pnpm changeset`."]);
    const markdown = FORMATS["markdown"]?.(result);
    expect(markdown).toContain(
      "| The operation is gone. | `deletePet` (DELETE /pets/{id}) → @flexfactor/pets: `pets(client).remove` | **breaks**",
    );
    expect(JSON.parse(FORMATS["json"]?.(result) ?? "")).toEqual(JSON.parse(JSON.stringify(result)));
  });

  test("passes with a changeset that promises enough", async () => {
    edit(DELETE, "");
    changeset("major");
    expect(await review(folder)).toMatchObject({ needed: "major", promised: "major", problems: [] });
  });

  test("requires a changeset for a new field, and finds the method that uses it through a helper", async () => {
    edit("        size:\n", "        color: { type: string }\n        size:\n");
    const result = await review(folder);
    expect(result.problems).toEqual(["This needs a minor changeset; this branch adds none. Run `pnpm changeset`."]);
    expect(result.changes).toMatchObject([{ words: "You can now send `color`.", reach: [{ methods: ["pets(client).create"] }] }]);
  });

  test("does not count a changeset from before the branch", async () => {
    changeset("major", ".changeset/older.md");
    git("add", ".");
    git("commit", "-qm", "A changeset of another branch");
    git("checkout", "-qb", "topic");
    edit(DELETE, "");
    expect(await review(folder)).toMatchObject({ needed: "major", promised: "none" });
    changeset("minor");
    expect(await review(folder)).toMatchObject({ promised: "minor", versions: { now: "0.3.1", needed: "1.0.0", next: "1.0.0" } });
    changeset("major");
    git("add", ".");
    git("commit", "-qm", "Remove an operation");
    expect(await review(folder)).toMatchObject({ promised: "major", problems: [] });
  });

  test("does not count a changeset that main has released since", async () => {
    changeset("major", ".changeset/older.md");
    git("add", ".");
    git("commit", "-qm", "A changeset of another branch");
    git("checkout", "-qb", "topic");
    git("checkout", "-q", "main");
    git("rm", "-q", ".changeset/older.md");
    git("commit", "-qm", "Release");
    git("checkout", "-q", "topic");
    edit(DELETE, "");
    expect(await review(folder, "main")).toMatchObject({ promised: "none" });
  });

  test("requires a waiver for a call that may now be sent twice, whatever the changesets promise", async () => {
    edit("x-retry: never", "x-retry: safe");
    changeset("major");
    const id = "createPet: `x-retry` is now `safe`; it was `never`.";
    const result = await review(folder);
    expect(result.problems).toEqual([`"${id}" needs a waiver in ${WAIVERS} that says why it may be sent twice.`]);
    edit("    delete:\n", "    put:\n");
    const louder = await review(folder);
    const first = FORMATS["terminal"]?.(louder).split("\n")[0];
    expect(first).toContain(id);
    expect(FORMATS["markdown"]?.(louder).split("\n")[4]).toContain("⚠️ **breaks**: A CALL WHOSE ANSWER IS LOST IS SENT TWICE");
    write(WAIVERS, `- change: ${JSON.stringify(id)}\n  counts-as: minor\n  reason: The server recognises a repeat since May.\n`);
    expect((await review(folder)).problems).toEqual([]);
  });

  test("names the call that reaches an operation without a method", async () => {
    edit("operationId: listCategories\n", "operationId: listCategories\n      summary: The tree\n");
    const result = await review(folder);
    expect(result.changes).toMatchObject([{ reach: [{ methods: [], call: 'client.GET("/categories", …)' }] }]);
    expect(FORMATS["markdown"]?.(result)).toContain('→ @flexfactor/pets: `client.GET("/categories", …)`');
    edit("operationId: listCategories\n", "operationId: listGroups\n");
    expect(FORMATS["terminal"]?.(await review(folder))).toContain('reaches client.GET("/categories", …)');
  });

  test("names the first few of many operations", async () => {
    edit("errors: { type: array, items: { type: string } }", "errors: { type: array, items: { type: integer } }");
    const result = await review(folder);
    const [change] = result.changes;
    expect(change?.reach.length).toBeGreaterThan(6);
    expect(FORMATS["markdown"]?.(result)).toMatch(new RegExp(`<br>and ${(change?.reach.length ?? 0) - 5} more \\|`));
    expect(FORMATS["terminal"]?.(result)).toMatch(/reaches (.*, ){5}and \d more/);
  });

  test("says which version changesets will make", async () => {
    edit(DELETE, "");
    changeset("minor");
    const result = await review(folder);
    expect(FORMATS["terminal"]?.(result)).toContain(
      "From 0.3.1, changesets makes 1.0.0 of a major bump; all that is pending makes 0.4.0.",
    );
  });

  test("gives the reason for a change that breaks nothing but needs a note", async () => {
    edit("        age: { type: integer }", "        age: { type: number }");
    const result = await review(folder);
    expect(result.needed).toBe("minor");
    expect(FORMATS["terminal"]?.(result)).toContain("a fraction may come where only whole numbers came");
  });

  test("compares with the commit where the branch left main", async () => {
    git("checkout", "-qb", "topic");
    edit("title: Pets", "title: Animals");
    git("commit", "-qam", "Rename");
    git("checkout", "-q", "main");
    edit(DELETE, "");
    git("commit", "-qam", "Remove on main, later");
    git("checkout", "-q", "topic");
    expect(await review(folder)).toMatchObject({ needed: "patch", changes: [{ places: [] }] });
  });

  test("counts a waived change as the waiver says, with its reason", async () => {
    edit(DELETE, "");
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

  test("prints the same Markdown for md", async () => {
    edit(DELETE, "");
    const result = await review(folder);
    expect(FORMATS["md"]?.(result)).toBe(FORMATS["markdown"]?.(result));
  });
});
