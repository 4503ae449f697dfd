import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { parseDocument } from "yaml";
import { FORMATS, type Review } from "./formats.ts";
import { review } from "./review.ts";

const root = join(import.meta.dirname, "../..");

/** The review of the change that the README shows. */
async function reviewOfScopes(): Promise<Review> {
  const folder = mkdtempSync(join(tmpdir(), "readme-"));
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@example.com", ...args], { cwd: folder });
  for (const name of ["spec", "packages/api-keys", "packages/auth/src"])
    cpSync(join(root, name), join(folder, name), { recursive: true, filter: (from) => !/node_modules|dist/.test(from) });
  git("init", "-q", "-b", "main");
  git("add", ".");
  git("commit", "-qm", "Base");
  mkdirSync(join(folder, ".changeset"));
  writeFileSync(join(folder, ".changeset/one.md"), '---\n"@flexfactor/core": minor\n---\n\nNew.\n');
  const document = parseDocument(readFileSync(join(folder, "spec/openapi.yaml"), "utf8"));
  document.addIn(["components", "schemas", "CreateApiKey", "required"], "scopes");
  document.setIn(["components", "schemas", "Token", "properties", "id", "type"], "string");
  writeFileSync(join(folder, "spec/openapi.yaml"), String(document));
  const result = await review(folder);
  rmSync(folder, { recursive: true });
  return { ...result, base: result.base.replace(/\w{12}$/, "344135d2c0de") };
}

test("the README shows what a reviewer sees, on a terminal and in a pull request", async () => {
  const result = await reviewOfScopes();
  const [terminal, markdown] = ["terminal", "markdown"].map((name) => stripVTControlCharacters(FORMATS[name]?.(result) ?? ""));
  const readme = readFileSync(join(import.meta.dirname, "README.md"), "utf8");
  expect(readme).toContain(`\`\`\`text\n${terminal}\n\`\`\``);
  for (const line of markdown?.split("\n").filter(Boolean) ?? [])
    expect(readme.replaceAll(/ +/g, " ").replaceAll(/-{3,}/g, "---")).toContain(line.replace(/^## /, ""));
});
