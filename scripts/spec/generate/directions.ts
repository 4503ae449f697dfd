// Requests and responses differ even where one schema describes both: a secret is sent as a string and received as a `Secret`, a
// `readOnly` field is never sent, and a `writeOnly` field is never received.
import { deref, fail, operationsOf, type Schema, type Spec } from "../spec.ts";
import { fieldsOf } from "./fields.ts";
import { type AnySchema, eachSchema, withSubschemas } from "./subschemas.ts";

/** A spec in which requests and responses have separate schemas. */
export type DirectedSpec = Spec & { readonly directed: true };

const NAMED = /^#\/components\/schemas\/([^/]+)/;

/**
 * A copy of the spec in which requests have their own schemas where they differ: `Key` is received, `KeySent` is sent. It writes
 * parameters and request bodies out where they are used.
 */
export function directed(spec: Spec): DirectedSpec {
  const copy = structuredClone(spec);
  const operations = operationsOf(copy);
  for (const { operation, parameters, place } of operations) {
    operation.parameters = parameters;
    if (operation.requestBody) operation.requestBody = deref(copy, operation.requestBody, `${place}/requestBody`);
  }
  for (const item of Object.values(copy.paths)) delete item.parameters;
  const requests = operations.flatMap(({ operation, parameters }) => [
    ...parameters,
    ...Object.values(operation.requestBody?.content ?? {}),
  ]);
  return copyWithSent(copy, requests) as DirectedSpec;
}

function copyWithSent(spec: Spec, requests: { schema?: Schema }[]): Spec {
  const schemas = spec.components?.schemas ?? {};
  const referred = new Map(Object.entries(schemas).map(([name, schema]) => [name, namesIn(schema)]));
  const different = differentNames(schemas, referred);
  const sent = reachable(
    referred,
    requests.flatMap(({ schema }) => (schema ? [...namesIn(schema)] : [])),
  );
  const received = reachable(referred, responseNames(spec));
  const sentNames = new Map<string, string>();
  for (const name of sent)
    if (different.has(name)) sentNames.set(name, received.has(name) ? freeName(schemas, `${name}Sent`) : name);
  const write = (schema: Schema): Schema => asSent(spec, sentNames, schema) as Schema;
  for (const media of requests) if (media.schema) media.schema = write(media.schema);
  const all = {
    ...Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, asReceived(spec, schema) as Schema])),
    ...Object.fromEntries([...sentNames].map(([name, other]) => [other, write(schemas[name] as Schema)])),
  };
  return { ...spec, components: { ...spec.components, schemas: all } };
}

/** The schemas named in `$ref` and in the mapping of a discriminator. */
function namesIn(schema: Schema): Set<string> {
  const names = new Set<string>();
  eachSchema(schema, "", ({ $ref, discriminator }) => {
    for (const ref of [$ref, ...Object.values(discriminator?.mapping ?? {})]) {
      const [, name] = NAMED.exec(ref ?? "") ?? [];
      if (name) names.add(name);
    }
  });
  return names;
}

function responseNames(spec: Spec): string[] {
  const names: string[] = [];
  for (const { operation, place } of operationsOf(spec))
    for (const [status, response] of Object.entries(operation.responses)) {
      const { content = {}, headers = {} } = deref(spec, response, `${place}/responses/${status}`);
      for (const { schema } of [...Object.values(content), ...Object.values(headers)]) if (schema) names.push(...namesIn(schema));
    }
  return names;
}

/** The given names, and all names that their schemas reach. */
function reachable(referred: Map<string, Set<string>>, from: Iterable<string>): Set<string> {
  const found = new Set(from);
  // The loop also visits the names that it adds.
  for (const name of found) for (const other of referred.get(name) ?? []) found.add(other);
  return found;
}

/** The schemas that contain a marked one, at any depth. */
function differentNames(schemas: Record<string, Schema>, referred: Map<string, Set<string>>): Set<string> {
  const users = new Map<string, Set<string>>();
  for (const [name, others] of referred) for (const other of others) users.set(other, (users.get(other) ?? new Set()).add(name));
  return reachable(
    users,
    Object.keys(schemas).filter((name) => isMarked(schemas[name] as Schema)),
  );
}

function isMarked(schema: Schema): boolean {
  let marked = false;
  eachSchema(schema, "", ({ format, readOnly, writeOnly }) => {
    marked ||= format === "password" || readOnly === true || writeOnly === true;
  });
  return marked;
}

function freeName(schemas: Record<string, Schema>, name: string): string {
  if (schemas[name])
    fail(`components/schemas/${name}`, "has the name that is generated for the request version of another schema: rename it");
  return name;
}

/** The schema as a client sends it: secrets are strings, and fields that only the server sets are forbidden. */
function asSent(spec: Spec, sentNames: Map<string, string>, schema: AnySchema): AnySchema {
  if (typeof schema === "boolean") return schema;
  const renamed = (ref: string): string =>
    ref.replace(NAMED, (whole, name) => (sentNames.has(name) ? `#/components/schemas/${sentNames.get(name)}` : whole));
  const { format, ...plain } = withoutFields(spec, schema, "readOnly", (inner) => asSent(spec, sentNames, inner));
  if (plain.$ref !== undefined) plain.$ref = renamed(plain.$ref);
  if (plain.discriminator?.mapping) {
    const mapping = Object.entries(plain.discriminator.mapping).map(([value, ref]) => [value, renamed(ref)]);
    plain.discriminator = { ...plain.discriminator, mapping: Object.fromEntries(mapping) };
  }
  return format === undefined || format === "password" ? plain : { ...plain, format };
}

/** The schema as a client receives it. */
function asReceived(spec: Spec, schema: AnySchema): AnySchema {
  if (typeof schema === "boolean") return schema;
  return withoutFields(spec, schema, "writeOnly", (inner) => asReceived(spec, inner));
}

/** The schema without the fields of the other direction: no value is valid for them, and they are not required. */
function withoutFields(
  spec: Spec,
  schema: Schema,
  mark: "readOnly" | "writeOnly",
  change: (inner: AnySchema) => AnySchema,
): Schema {
  const isOut = (field: AnySchema): boolean =>
    typeof field === "object" && (field[mark] === true || deref(spec, field, "")[mark] === true);
  const copy = withSubschemas(schema, (inner, place) =>
    place.startsWith("properties/") && isOut(inner) ? false : change(inner),
  );
  if (copy.required) {
    const fields = fieldsOf(spec, schema);
    copy.required = copy.required.filter((name) => !fields.some((field) => field.name === name && isOut(field.schema)));
  }
  return copy;
}
