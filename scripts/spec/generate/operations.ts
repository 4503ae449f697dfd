// The run-time table of the spec: what the connection must know about each operation.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deref, fail, operationsOf, type Schema, type Spec, type SpecOperation } from "../spec.ts";
import { type Answers, answersOf, requestBodyOf } from "./media.ts";
import { queryStyleOf, refuseOtherParameters } from "./parameters.ts";
import { type Secrets, secretsOf } from "./secrets.ts";
import { environmentsOf, isSecured } from "./servers.ts";
import { eachSchema } from "./subschemas.ts";

const CORE = join(import.meta.dirname, "../../../packages/core/package.json");

const ENUMS_DOC = `/**
 * The values of the spec's enums, by the name of the schema.
 *
 * @example
 * const types = enums.ApiKeyType; // ["secret", "public", "tokenization"]
 */
`;

/** The module with the table, and everything else of the spec that is needed at run time. */
export function operationsModuleOf(spec: Spec): string {
  const { version } = JSON.parse(readFileSync(CORE, "utf8"));
  const secrets = secretsOf(spec);
  const rows = operationsOf(spec).map((found) => `  "${found.method} ${found.path}": {\n${rowOf(spec, found, secrets)}  }`);
  const enums = Object.entries(spec.components?.schemas ?? {}).flatMap(([name, { enum: values }]) =>
    values ? `  /** The values of the schema \`${name}\`. */\n  ${JSON.stringify(name)}: ${JSON.stringify(values)},\n` : [],
  );
  const constant = (doc: string, name: string, value: unknown): string =>
    `/** ${doc} */\nexport const ${name} = ${JSON.stringify(value, null, 2)} as const;\n`;
  return [
    'import { checks } from "./checks.js";\n',
    constant("The version of the packages, for the User-Agent.", "version", version),
    constant("The servers of the spec: name to base URL.", "environments", environmentsOf(spec)),
    `${ENUMS_DOC}export const enums = {\n${enums.join("")}} as const;\n`,
    constant("The names of all fields of answers that are secrets.", "secretNames", secrets.names),
    // One call, which a bundler can remove if nobody uses the table.
    `/** What the connection needs to know of each operation of the spec, by method and path as openapi-fetch has them. */
export const operationTable = /* @__PURE__ */ (() => ({\n${rows.join(",\n")}\n}) as const)();\n`,
  ].join("\n");
}

/** A row of the table. It leaves out false and empty values, because every consumer's bundle contains the table. */
function rowOf(spec: Spec, found: SpecOperation, secrets: Secrets): string {
  refuseOtherParameters(spec, found);
  const { operationId, place, retry } = found;
  const body = requestBodyOf(spec, found);
  const answers = answersOf(spec, found);
  const { sent = [], received = [] } = secrets.of.get(operationId) ?? {};
  const fields: Record<string, unknown> = {
    id: operationId,
    safe: retry === "safe",
    secured: isSecured(spec, found),
    contentType: body && body.type !== "application/json" && body.type,
    query: queryStylesOf(spec, found),
    ...answerFields(answers),
    sentSecrets: sent,
    secrets: received,
    lifetimeMs: lifetimeOf(spec, answers.schemas, place),
  };
  const lines = Object.entries(fields).filter(([, value]) => !isEmpty(value));
  const check = `    check: checks[${JSON.stringify(operationId)}],\n`;
  return lines.map(([name, value]) => `    ${name}: ${JSON.stringify(value)},\n`).join("") + check;
}

function answerFields({ accept, accepts, bodiless, text, scalar }: Answers): Record<string, unknown> {
  return { accept: accept !== "application/json" && accept, accepts, bodiless, text, scalar };
}

function isEmpty(value: unknown): boolean {
  return value === false || value === undefined || (typeof value === "object" && Object.keys(value as object).length === 0);
}

function queryStylesOf(spec: Spec, { place, parameters }: SpecOperation): Record<string, unknown> {
  const styles = parameters
    .filter((parameter) => parameter.in === "query")
    .map((parameter) => [parameter.name, queryStyleOf(spec, `${place}/parameters`, parameter)] as const);
  return Object.fromEntries(styles.filter(([, style]) => !isEmpty(style)));
}

/** How long a credential of these answers lives if the answer has no plausible expiry, in ms. */
function lifetimeOf(spec: Spec, schemas: Schema[], place: string): number | undefined {
  let lifetimeMs: number | undefined;
  const seen = new Set<Schema>();
  const look = (schema: Schema): void => {
    if (seen.has(schema)) return;
    seen.add(schema);
    eachSchema(schema, place, ({ $ref, "x-lifetime-ms": ms }) => {
      if (ms !== undefined && !(Number.isSafeInteger(ms) && ms > 0))
        fail(place, "has an x-lifetime-ms that is not a positive whole number");
      lifetimeMs ??= ms;
      if ($ref !== undefined) look(deref(spec, { $ref } as Schema, place));
    });
  };
  for (const schema of schemas) look(schema);
  return lifetimeMs;
}
