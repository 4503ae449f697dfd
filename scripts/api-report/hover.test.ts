import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const generated = join(import.meta.dirname, "../../packages/core/src/generated");
const scripts = join(import.meta.dirname, "..");

/** What an editor shows at the end of a program. */
function createHover(folder: string): (program: string) => { description: string; fields: string[] } {
  const file = join(folder, "hover-test.ts");
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
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: ts.sys.readFile,
  };
  const service = ts.createLanguageService(host);
  return (program) => {
    text = program;
    version++;
    const { documentation = [] } = service.getQuickInfoAtPosition(file, text.length - 1) ?? {};
    const { entries = [] } = service.getCompletionsAtPosition(file, text.length, {}) ?? {};
    return { description: ts.displayPartsToString(documentation), fields: entries.map(({ name }) => name) };
  };
}

const schema = createHover(generated);
const hover = (type: string, field: string): string =>
  schema(`import type * as Schema from "./schemas.js";\ndeclare const it: Schema.${type};\nit.${field}`).description;

test.each([
  ["CreateApiKey", "mid", "The merchant's id, like `mid_123456` in samples and a GUID in reality. It is never empty (assumed)."],
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

// The built packages, as a consumer has them.
const consumer = createHover(scripts);

test.each([
  ["the argument of create", 'Parameters<ApiKeys["create"]>[0]', ["mid", "name", "type", "scopes"]],
  ["a key", 'Awaited<ReturnType<ApiKeys["get"]>>', ["name", "type", "scopes"]],
  ["a new key", 'Awaited<ReturnType<ApiKeys["create"]>>', ["name", "value"]],
])("every field of %s shows its description", (_, type, some) => {
  const program = `import type { ApiKeys } from "@flexfactor/api-keys";\ndeclare const it: ${type};\nit.`;
  const { fields } = consumer(program);
  expect(fields).toEqual(expect.arrayContaining(some));
  for (const field of fields) expect({ [field]: consumer(program + field).description }).not.toEqual({ [field]: "" });
});

test("every description is in the types, and none is shown as code", () => {
  const text = readFileSync(join(generated, "types.ts"), "utf8");
  expect(text).not.toMatch(/@description/);
  expect(text).not.toMatch(/^\s*\* {5,}\S/m);
});
