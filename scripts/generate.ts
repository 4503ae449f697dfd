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
  const ast = await openapiTS(spec as unknown as Parameters<typeof openapiTS>[0], {
    // A plain string beside an enum keeps the enum open; `string & {}` keeps the known values in the editor's list.
    transform: (schema, { path }) =>
      schema.type === "string" && !("enum" in schema || "const" in schema) && /\/anyOf\/\d+$/.test(path ?? "")
        ? openString
        : undefined,
    silent: true,
  });
  const named = Object.entries(spec.components?.schemas ?? {}).map(
    ([name, { description }]) => `${comment(description)}export type ${name} = components["schemas"]["${name}"];\n`,
  );
  return `${astToString(ast)}\n${named.join("")}`;
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
  const operations = Object.fromEntries(operationsOf(spec).map((found) => [found.operationId, row(spec, found, kept)]));
  refuseOtherSecrets(spec, kept);
  const enums = Object.fromEntries(
    Object.entries(spec.components?.schemas ?? {}).flatMap(([name, { enum: values }]) => (values ? [[name, values]] : [])),
  );
  const constant = (doc: string, name: string, value: unknown): string =>
    `/** ${doc} */\nexport const ${name} = ${JSON.stringify(value, null, 2)} as const;\n`;
  return [
    constant("The version of the packages, for the User-Agent.", "version", version),
    constant("The servers of the spec: name to base URL.", "environments", environments),
    constant("The values of each enum of the spec.", "enums", enums),
    constant("What the connection needs to know of each operation of the spec.", "operationTable", operations),
  ].join("\n");
}

function row(spec: Spec, found: SpecOperation, kept: Set<Schema>): Record<string, unknown> {
  const { place, method, path, tag, retry, operation } = found;
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

  const parameters = (where: string): Schema | undefined => {
    const some = found.parameters.filter((parameter) => parameter.in === where);
    if (some.length === 0) return undefined;
    const optional = some.find(({ required }) => where === "path" && !required);
    if (optional) fail(`${place}/parameters`, `${optional.name} is part of the path and must be required`);
    return {
      type: "object",
      required: some.filter((parameter) => parameter.required).map((parameter) => parameter.name),
      properties: Object.fromEntries(some.map((parameter) => [parameter.name, parameter.schema])),
      additionalProperties: false,
    };
  };
  const checked = (schema: Schema | undefined, at: string) => schema && checkable(spec, schema, `${place}/${at}`);
  return {
    method,
    path,
    tag,
    retry,
    secured: (operation.security ?? spec.security ?? []).length > 0,
    success: successes.map(([status]) => Number(status)),
    bodiless: bodies.includes(undefined),
    sentSecrets: secretsOf(spec, [request], place, kept),
    secrets: secretsOf(spec, bodies, place, kept),
    lifetimeMs,
    pathParams: checked(parameters("path"), "parameters"),
    query: checked(parameters("query"), "parameters"),
    body: checked(request, "requestBody"),
  };
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

/** The schema with its references resolved and its annotations dropped; anything that `check` cannot honour is an error. */
function checkable(spec: Spec, schema: Schema, place: string): Schema {
  const out: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(deref(spec, schema, place)))
    if (["type", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum", "required"].includes(keyword))
      out[keyword] = value;
    else if (keyword === "additionalProperties" && typeof value === "boolean") out[keyword] = value;
    else if (keyword === "items") out[keyword] = checkable(spec, value as Schema, `${place}/items`);
    else if (keyword === "properties")
      out[keyword] = Object.fromEntries(
        Object.entries(value as Record<string, Schema>).map(([name, property]) => [
          name,
          checkable(spec, property, `${place}/properties/${name}`),
        ]),
      );
    else if (!/^(description|title|summary|example|examples|default|deprecated|format|x-.*)$/.test(keyword))
      fail(`${place}/${keyword}`, "is a constraint that the request check cannot honour");
  if (Array.isArray(out["type"])) fail(`${place}/type`, "is a list, which the request check cannot honour");
  return out;
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
