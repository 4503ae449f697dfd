// Makes the checks of what is sent: Ajv's standalone code, so that every keyword of JSON Schema is honoured, and nothing of Ajv is
// imported at run time.
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Ajv2020 } from "ajv/dist/2020.js";
import { build } from "esbuild";
import { operationsOf, type Schema } from "../spec.ts";
import { bounded, createAjv, forAjv } from "./ajv.ts";
import type { DirectedSpec } from "./directions.ts";
import { inputOf } from "./inputs.ts";

// Node and Vitest disagree about what the default export of a CommonJS module is.
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
/** Checks what an operation takes, by operationId. */
export const checks: { ${ids.map((id) => `readonly ${JSON.stringify(id)}: Check`).join("; ")} } = {
${ids.map((id, index) => `  ${JSON.stringify(id)}: check${index},\n`).join("")}};
`;
}

/** Parts of inputs that are the same for many operations, such as no query at all, so that each is checked by one function. */
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

/** The code without the names of the keywords that were not fulfilled: the message says it. */
function withoutKeywords(code: string): string {
  return code.replace(/schemaPath:"(?:[^"\\]|\\.)*",keyword:"\w+",/g, "");
}

/** The code with what it needs of Ajv's run-time, and without its exports. */
async function withRuntime(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname, sourcefile: "checks.js" },
    // Comments name files from here, wherever this runs.
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
