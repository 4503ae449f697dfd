import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const generated = join(import.meta.dirname, "../../packages/core/src/generated");

/** What an editor shows of the field of a type when the pointer rests on it. */
function createHover(): (type: string, field: string) => string {
  const file = join(generated, "hover-test.ts");
  let text = "";
  let version = 0;
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => ({ module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, strict: true, types: [] }),
    getScriptFileNames: () => [file],
    getScriptVersion: (name) => (name === file ? `${version}` : "0"),
    getScriptSnapshot: (name) => {
      const found = name === file ? text : ts.sys.readFile(name);
      return found === undefined ? undefined : ts.ScriptSnapshot.fromString(found);
    },
    getCurrentDirectory: () => generated,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: ts.sys.readFile,
  };
  const service = ts.createLanguageService(host);
  return (type, field) => {
    text = `import type * as Schema from "./schemas.js";\ndeclare const it: Schema.${type};\nit.${field};`;
    version++;
    const { documentation = [] } = service.getQuickInfoAtPosition(file, text.length - 1) ?? {};
    return ts.displayPartsToString(documentation);
  };
}

const hover = createHover();

test.each([
  ["CreateApiKey", "mid", "The merchant's id. `mid_123456` in samples, a GUID in reality. That it is not empty is assumed."],
  ["CreateApiKey", "type", "What a key is for. `secret` authenticates and is kept secret, `public` authenticates,"],
  ["CreateApiKey", "scopes", "What a key may do, like `customers:read`."],
  ["CreateApiKey", "name", "Name or description of the key, without `<` and `>`."],
  ["ApiKeyRecord", "type", "The type of an existing key. The list calls a public key `publishable`."],
  ["ApiKeyRecord", "scopes", "What the key may do."],
  ["CreatedApiKey", "value", "The key itself. For a secret key it is visible in this response only."],
  ["CreatedApiKey", "created_at", "When it was created, as create and list spell it."],
])("an editor shows the description of %s.%s", (type, field, description) => {
  expect(hover(type, field)).toContain(description);
});

test("no description is lost, and none becomes code because it was indented", () => {
  const text = readFileSync(join(generated, "types.ts"), "utf8");
  expect(text).not.toMatch(/@description/);
  expect(text).not.toMatch(/^\s*\* {5,}\S/m);
});
