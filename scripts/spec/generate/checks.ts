// Makes the request checks as Ajv's standalone code: they honour every keyword of JSON Schema, and import nothing of Ajv at run time.
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Ajv2020 } from "ajv/dist/2020.js";
import { build } from "esbuild";
import { operationsOf, type Schema } from "../spec.ts";
import { bounded, createAjv, forAjv } from "./ajv.ts";
import type { DirectedSpec } from "./directions.ts";
import { inputOf } from "./inputs.ts";

// Node and Vitest disagree about the default export of a CommonJS module.
const standalone: { default(ajv: Ajv2020, refs: Record<string, string>): string } = createRequire(import.meta.url)(
  "ajv/dist/standalone",
);

/** The checks of all operations, as a module that exports them as one object, by operationId. */
export async function checksOf(spec: DirectedSpec): Promise<string> {
  const schemas = Object.entries(spec.components?.schemas ?? {}).map(([name, schema]) => [name, forAjv(schema)]);
  const parts = createParts();
  const operations = operationsOf(spec);
  const inputs = operations.map((found) => forAjv(inputOf(spec, found, parts.refTo)) as Schema);
  const ids = operations.map(({ operationId }) => operationId);
  const code = codeOf({ components: { schemas: Object.fromEntries(schemas) }, parts: parts.all }, inputs);
  return `// @ts-nocheck
import type { Check } from "../problems.js";

${await withRuntime(bounded(withoutKeywords(code)))}
/** The check of the input of each operation, by operationId. */
export const checks: { ${ids.map((id) => `readonly ${JSON.stringify(id)}: Check`).join("; ")} } = {
${ids.map((id, index) => `  ${JSON.stringify(id)}: check${index},\n`).join("")}};
`;
}

/** Parts of inputs that many operations share, such as an empty query. One function checks each. */
function createParts(): { all: Schema[]; refTo: (part: Schema) => Schema } {
  const all: Schema[] = [];
  const indexes = new Map<string, number>();
  const refTo = (part: Schema): Schema => {
    const key = JSON.stringify(part);
    const index = indexes.get(key) ?? all.push(forAjv(part) as Schema) - 1;
    indexes.set(key, index);
    return { $ref: `#/parts/${index}` };
  };
  return { all, refTo };
}

/** Ajv's code, which exports `check0`, `check1` and so on. */
function codeOf(shared: object, inputs: Schema[]): string {
  const numbered = Object.fromEntries(inputs.map((input, index) => [`check${index}`, input]));
  const document = { $id: "spec", ...shared, inputs: numbered };
  const ajv = createAjv(JSON.stringify(document).includes('"unevaluated'));
  ajv.addSchema(document);
  return standalone.default(ajv, Object.fromEntries(Object.keys(numbered).map((name) => [name, `spec#/inputs/${name}`])));
}

/** The code without the names of the keywords that failed: the messages say it. */
function withoutKeywords(code: string): string {
  return code.replace(/schemaPath:"(?:[^"\\]|\\.)*",keyword:"\w+",/g, "");
}

/** The code bundled with the parts of Ajv's run-time that it needs, without exports. */
async function withRuntime(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname, sourcefile: "checks.js" },
    // esbuild's comments name files relative to this folder, so the output is the same wherever this runs.
    absWorkingDir: join(import.meta.dirname, "../../.."),
    bundle: true,
    format: "esm",
    target: "es2022",
    write: false,
    charset: "utf8",
    logLevel: "silent",
  });
  const [{ text = "" } = {}] = outputFiles;
  return text.replace(/export \{[^}]*\};\s*$/, "");
}
