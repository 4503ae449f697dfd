// For tests: a repository with the fixture as its spec, and a package that calls two of its operations.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export const SPEC = "spec/openapi.yaml";
export const WAIVERS = "spec/review-waivers.yaml";

export interface Repository {
  folder: string;
  git(...args: string[]): void;
  write(file: string, text: string): void;
  /** Replaces a text in the spec. */
  edit(from: string, to: string): void;
  changeset(bump: string, file?: string): void;
}

export function repositoryWithPets(): Repository {
  const folder = mkdtempSync(join(tmpdir(), "review-"));
  const git = (...args: string[]): void => {
    execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@example.com", ...args], { cwd: folder });
  };
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
  const changeset = (bump: string, file = ".changeset/one.md"): void =>
    write(file, `---\n"@flexfactor/pets": ${bump}\n---\n\nPets.\n`);
  mkdirSync(join(folder, "spec"));
  cpSync(join(import.meta.dirname, "fixtures/pets.yaml"), join(folder, SPEC));
  write(
    "packages/pets/src/index.ts",
    `export function pets(client) {
  const send = (body) => client.POST("/pets", { body });
  return { async create(pet) { return send(pet); }, async remove(id) { await client.DELETE("/pets/{id}", { params: { path: { id } } }); } };
}`,
  );
  write("packages/pets/package.json", '{ "name": "@flexfactor/pets", "version": "0.3.1" }');
  git("init", "-q", "-b", "main");
  git("add", ".");
  git("commit", "-qm", "Pets");
  return { folder, git, write, edit, changeset };
}
