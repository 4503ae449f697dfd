// Makes packages/core/src/generated from spec/openapi.yaml: the types, and the table that the run-time reads.
//
//   node scripts/generate.ts            writes the files
//   node scripts/generate.ts --check    says which file is stale, exit 1
//
// Nothing is written unless everything could be made. A constraint on a request that the run-time cannot honour is an
// error here, never silence.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { CHECKS, checkOf, objectOf } from "./checks.ts";
import { deref, fail, operationsOf, readSpec, type Schema, SPEC_FILE, type Spec, type SpecOperation } from "./spec.ts";

const root = join(import.meta.dirname, "..");
const BANNER = "// Made from spec/openapi.yaml by `pnpm generate`. Do not edit: edit the spec.\n\n";

/** The text of each generated file, by name. */
export async function generate(specFile: string): Promise<Record<string, string>> {
  const spec = readSpec(specFile);
  return { "operations.ts": BANNER + tableOf(spec), "types.ts": BANNER + (await typesOf(spec)) };
}

/** The types of the spec, as TypeScript. */
export async function typesOf(spec: Spec): Promise<string> {
  const openString = ts.factory.createTypeReferenceNode("(string & {})");
  const secret = ts.factory.createTypeReferenceNode("Secret");
  const sent = schemasSent(spec);
  const ast = await openapiTS(spec as unknown as Parameters<typeof openapiTS>[0], {
    transform: (schema, { path = "" }) => {
      if (schema.type !== "string") return undefined;
      // What is sent in confidence is a string, what is received is wrapped.
      if (schema.format === "password") return sent.has(path.split("/")[3] as string) ? undefined : secret;
      // A plain string beside an enum keeps the enum open; `string & {}` keeps the known values in the editor's list.
      return !("enum" in schema || "const" in schema) && /\/anyOf\/\d+$/.test(path) ? openString : undefined;
    },
    silent: true,
  });
  const named = Object.entries(spec.components?.schemas ?? {}).map(
    ([name, { description }]) => `${comment(description)}export type ${name} = components["schemas"]["${name}"];\n`,
  );
  return `import type { Secret } from "../secret.js";\n\n${astToString(ast)}\n${named.join("")}`;
}

/** The named schemas that request bodies are made of. */
function schemasSent(spec: Spec): Set<string> {
  const sent = new Set<string>();
  const visit = (node: unknown): void => {
    for (const [name, value] of Object.entries(Object(node))) {
      const schema = name === "$ref" ? String(value).split("/")[3] : undefined;
      if (schema && !sent.has(schema)) {
        sent.add(schema);
        visit(spec.components?.schemas?.[schema]);
      }
      if (typeof value === "object") visit(value);
    }
  };
  for (const { operation } of operationsOf(spec)) visit(operation.requestBody?.content);
  return sent;
}

function comment(description: string | undefined): string {
  if (!description) return "";
  return `/**\n * ${description.trim().replaceAll("*/", "*\\/").replaceAll("\n", "\n * ")}\n */\n`;
}

function tableOf(spec: Spec): string {
  const { version } = JSON.parse(readFileSync(join(root, "packages/core/package.json"), "utf8"));
  const environments: Record<string, string> = {};
  for (const [index, server] of spec.servers.entries()) {
    const name = server["x-environment"];
    if (!name) fail(`servers/${index}`, "has no x-environment");
    if (environments[name]) fail(`servers/${index}`, `has the x-environment of another server, ${name}`);
    environments[name] = server.url;
  }
  const kept = new Set<Schema>();
  const operations = Object.fromEntries(
    operationsOf(spec).map((found) => [`${found.method} ${found.path}`, row(spec, found, kept)]),
  );
  refuseOtherSecrets(spec, kept);
  const enums = Object.fromEntries(
    Object.entries(spec.components?.schemas ?? {}).flatMap(([name, { enum: values }]) => (values ? [[name, values]] : [])),
  );
  const constant = (doc: string, name: string, value: string): string =>
    `/** ${doc} */\nexport const ${name} = ${value} as const;\n`;
  const json = (value: unknown): string => JSON.stringify(value, null, 2);
  const rows = Object.entries(operations).map(
    ([name, fields]) => `  ${JSON.stringify(name)}: {\n${fields.map((field) => `    ${field},\n`).join("")}  }`,
  );
  // One call that a bundler may drop as a whole when nobody uses the table.
  const table = `/* @__PURE__ */ (() => ({\n${rows.join(",\n")}\n}) as const)()`;
  const checks = CHECKS.filter((name) => new RegExp(`\\b${name}[(,)]`).test(table));
  return [
    `import { ${checks.join(", ")} } from "../check.js";\n`,
    constant("The version of the packages, for the User-Agent.", "version", json(version)),
    constant("The servers of the spec: name to base URL.", "environments", json(environments)),
    constant("The values of each enum of the spec.", "enums", json(enums)),
    `/** What the connection needs to know of each operation of the spec, by method and path as openapi-fetch has them. */\nexport const operationTable = ${table};\n`,
  ].join("\n");
}

/** A row of the table, field by field. What is false or empty is left out: it would be in every consumer's bundle. */
function row(spec: Spec, found: SpecOperation, kept: Set<Schema>): string[] {
  const { operationId, place, retry, operation } = found;
  const request = operation.requestBody && deref(spec, operation.requestBody, place).content?.["application/json"]?.schema;
  if (operation.requestBody && !request) fail(`${place}/requestBody`, "has no application/json schema");
  if (operation.requestBody && !deref(spec, operation.requestBody, place).required)
    fail(`${place}/requestBody`, "must be required: an optional body is not supported");
  const successes = Object.entries(operation.responses).filter(([status]) => /^2\d\d$/.test(status));
  const bodies = successes.map(([status, response]) => {
    const at = `${place}/responses/${status}`;
    return deref(spec, response, at).content?.["application/json"]?.schema;
  });
  if (successes.length === 0) fail(`${place}/responses`, "has no 2xx");

  let lifetimeMs: number | undefined;
  for (const schema of bodies)
    eachProperty(spec, schema, place, (_, property) => {
      lifetimeMs ??= property["x-lifetime-ms"];
    });

  const parameters = (where: string, ...rules: string[]): string | undefined => {
    const some = found.parameters.filter((parameter) => parameter.in === where);
    if (some.length === 0) return undefined;
    const at = `${place}/parameters`;
    const required = some.filter((parameter) => parameter.required).map(({ name }) => name);
    const optional = some.find(({ name }) => where === "path" && !required.includes(name));
    if (optional) fail(at, `${optional.name} is part of the path and must be required`);
    const fields = some.map(({ name, schema }) => [name, checkOf(spec, schema, `${at}/${name}`, rules)] as const);
    return objectOf(required, fields, false);
  };
  for (const parameter of found.parameters)
    if (!/^(path|query)$/.test(parameter.in) || "style" in parameter || "explode" in parameter)
      fail(`${place}/parameters`, `${parameter.name} is written in a way that is not supported: path or query, and no style`);
  const json = (value: unknown): string | undefined =>
    value === false || (Array.isArray(value) && value.length === 0) ? undefined : JSON.stringify(value);
  const fields: Record<string, string | undefined> = {
    id: json(operationId),
    safe: json(retry === "safe"),
    secured: json((operation.security ?? spec.security ?? []).length > 0),
    accepts: json(successes.some(([status]) => status === "202")),
    bodiless: json(bodies.includes(undefined)),
    sentSecrets: json(secretsOf(spec, [request], place, kept)),
    secrets: json(secretsOf(spec, bodies, place, kept)),
    lifetimeMs: json(lifetimeMs),
    pathParams: parameters("path", "SEGMENT"),
    query: parameters("query"),
    body: request && checkOf(spec, request, `${place}/requestBody`),
  };
  return Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
}

/** The names of the secret fields; at run time a secret is known by its name, so a name cannot be both. */
function secretsOf(spec: Spec, schemas: (Schema | undefined)[], place: string, kept: Set<Schema>): string[] {
  const secret = new Set<string>();
  const plain = new Set<string>();
  for (const schema of schemas)
    eachProperty(spec, schema, place, (name, property) => {
      (property.format === "password" ? secret : plain).add(name);
      kept.add(property);
    });
  for (const name of secret) if (plain.has(name)) fail(place, `${name} is a secret in one of its schemas and not in another`);
  return [...secret].sort();
}

/** A secret mark anywhere but on a field of a request body or of a 2xx answer would keep nothing secret. */
function refuseOtherSecrets(node: object, kept: Set<Schema>, place = ""): void {
  for (const [name, value] of Object.entries(node)) {
    if (typeof value !== "object" || value === null || /^examples?$/.test(name)) continue;
    if (value.format === "password" && !kept.has(value))
      fail(`${place}${name}`, "is marked as a secret, and cannot be kept as one");
    refuseOtherSecrets(value, kept, `${place}${name}/`);
  }
}

function eachProperty(
  spec: Spec,
  schema: Schema | undefined,
  place: string,
  visit: (name: string, property: Schema) => void,
  seen = new Set<Schema>(),
): void {
  if (!schema) return;
  const here = deref(spec, schema, place);
  if (seen.has(here)) return;
  seen.add(here);
  for (const [name, property] of Object.entries(here.properties ?? {})) {
    visit(name, deref(spec, property, place));
    eachProperty(spec, property, place, visit, seen);
  }
  for (const part of [...(here.allOf ?? []), ...(here.anyOf ?? []), ...(here.oneOf ?? []), here.items])
    eachProperty(spec, part, place, visit, seen);
}

/** Writes the files of `folder` that changed, or with `check` says which ones would. All or none. */
export async function writeGenerated(specFile: string, folder: string, check = false): Promise<void> {
  try {
    const files = Object.entries(await generate(specFile)).map(([name, text]) => ({ name, text, file: join(folder, name) }));
    const stale = files.filter(({ file, text }) => !existsSync(file) || readFileSync(file, "utf8") !== text);
    if (check && stale.length > 0)
      fail(folder, `${stale.map(({ name }) => name).join(" and ")} does not match the spec: run \`pnpm generate\``);
    mkdirSync(folder, { recursive: true });
    for (const { file, text } of stale) writeFileSync(file, text);
  } catch (error) {
    console.error(`generate: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}

if (import.meta.main)
  await writeGenerated(SPEC_FILE, join(root, "packages/core/src/generated"), process.argv.includes("--check"));
