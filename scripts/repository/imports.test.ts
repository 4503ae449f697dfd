import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

/** The folder of the package that a file belongs to. */
function packageOf(file: string): string {
  const folder = dirname(file);
  return existsSync(join(folder, "package.json")) ? folder : packageOf(folder);
}

/** The relative imports of a file that leave its package. */
function leaving(file: string, text: string): string[] {
  const paths = [...text.matchAll(/(?:from|import|import\()\s*"(\.[^"]*)"/g)].map(([, path = ""]) => path);
  return paths.filter((path) => packageOf(join(dirname(file), path)) !== packageOf(file));
}

test("no import leaves its package by a relative path", () => {
  const files = execFileSync("git", ["ls-files", "packages/*.ts", "scripts/*.ts", "scripts/*.mjs"], {
    cwd: root,
    encoding: "utf8",
  });
  const found = files
    .trim()
    .split("\n")
    // Git's index still lists a file that was moved or deleted.
    .filter((file) => existsSync(join(root, file)))
    .flatMap((file) => leaving(join(root, file), readFileSync(join(root, file), "utf8")).map((path) => `${file}: ${path}`));
  expect(found).toEqual([]);
});

test.each([
  ["packages/core/test/a.test.ts", "../../auth/src/index.ts"],
  ["packages/core/src/a.ts", "../../../scripts/start.ts"],
  ["scripts/start.ts", "./spec/spec.ts"],
])("finds an import in %s of %s", (file, path) => {
  expect(leaving(join(root, file), `import { a } from "${path}";`)).toEqual([path]);
});
