// The secrets of the spec, `format: password`. At run time, a secret is recognised by the name of its field, in every answer and in every
// spelling. So a name cannot be secret in one place and plain in another.
import { deref, fail, operationsOf, type Schema, type Spec, type SpecOperation } from "../spec.ts";
import { fieldsOf } from "./fields.ts";
import { jsonTypesOf } from "./json-types.ts";
import { answersOf, requestBodyOf } from "./media.ts";
import { type AnySchema, subschemasOf } from "./subschemas.ts";

/** The fields of an operation that hold secrets. */
interface OperationSecrets {
  /** All that it sends. */
  sent: string[];
  /** Those at the top level of its 2xx answers. */
  received: string[];
}

/** The secrets of each operation, by operationId. */
export interface Secrets {
  /**
   * The names of all secret fields of answers. Fields that are only sent are not among them, because a refusal uses their names for
   * its messages.
   */
  names: string[];
  of: Map<string, OperationSecrets>;
}

/** Finds the secrets, and refuses a secret that the packages could not protect. */
export function secretsOf(spec: Spec): Secrets {
  const kept = new Set<Schema>();
  const operations = operationsOf(spec);
  const of = new Map<string, OperationSecrets>();
  const names = new Set<string>();
  for (const found of operations) {
    const body = requestBodyOf(spec, found)?.schema;
    const answers = answersOf(spec, found).schemas;
    const sent = namesOf(spec, body ? [body] : [], `${found.place}/requestBody`, kept);
    const received = namesOf(spec, answers, found.place, kept);
    for (const name of received) names.add(name);
    const own = new Set(answers.flatMap((schema) => fieldsOf(spec, schema)).map(({ name }) => name));
    of.set(found.operationId, { sent, received: received.filter((name) => own.has(name)) });
  }
  refuseOtherSecrets(spec, kept);
  const spelled = new Set([...names].map(unspelled));
  for (const found of operations) refusePlainNamesakes(spec, found, spelled);
  return { names: [...names].sort(), of };
}

/** The name without case and separators: `access_token` is the same as `accessToken`. */
function unspelled(name: string): string {
  return name.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
}

/** The names that core treats as secrets even if the spec does not have them. */
const LOOKS_SECRET = /(secret|token|password)$/;

/** Calls `visit` for a schema and every schema within. `field` is the name of the nearest field around it. */
function eachField(
  spec: Spec,
  schema: AnySchema,
  place: string,
  visit: (schema: Schema, field: string | undefined) => void,
  field?: string,
  seen = new Map<Schema, Set<string | undefined>>(),
): void {
  if (typeof schema === "boolean") return;
  const fields = seen.get(schema) ?? new Set();
  if (fields.has(field)) return;
  seen.set(schema, fields.add(field));
  visit(schema, field);
  const { $ref } = schema;
  if ($ref !== undefined) eachField(spec, deref(spec, { $ref } as Schema, place), place, visit, field, seen);
  for (const { place: within, inner } of subschemasOf(schema)) {
    const [keyword, ...name] = within.split("/");
    eachField(spec, inner, place, visit, keyword === "properties" ? name.join("/") : field, seen);
  }
}

function namesOf(spec: Spec, schemas: Schema[], place: string, kept: Set<Schema>): string[] {
  const names = new Set<string>();
  for (const schema of schemas)
    eachField(spec, schema, place, (here, field) => {
      if (here.format !== "password") return;
      if (field === undefined) fail(place, "is a secret without a name: put it into a field of an object");
      names.add(field);
      kept.add(here);
    });
  return [...names].sort();
}

/** Refuses `format: password` outside request bodies and 2xx answers, where it would protect nothing. */
function refuseOtherSecrets(node: object, kept: Set<Schema>, place = ""): void {
  for (const [name, value] of Object.entries(node)) {
    if (typeof value !== "object" || value === null || /^(examples?|default|enum|const)$/.test(name)) continue;
    if (value.format === "password" && !kept.has(value))
      fail(
        `${place}${name}`,
        "is marked as a secret, but the packages can keep secrets only in request bodies and in 2xx answers",
      );
    refuseOtherSecrets(value, kept, `${place}${name}/`);
  }
}

/** A string whose field has the name of a secret would be wrapped like one. */
function refusePlainNamesakes(spec: Spec, { place, operation }: SpecOperation, spelled: Set<string>): void {
  for (const [status, response] of Object.entries(operation.responses)) {
    const at = `${place}/responses/${status}`;
    for (const { schema } of Object.values(deref(spec, response, at).content ?? {}))
      if (schema) eachField(spec, schema, at, (here, field) => refusePlain(spec, here, field, spelled, at));
  }
}

function refusePlain(spec: Spec, schema: Schema, field: string | undefined, spelled: Set<string>, place: string): void {
  if (field === undefined) return;
  const mark = "mark it `format: password`, or rename it";
  // Everything within a secret is wrapped with it.
  if (spelled.has(unspelled(field)))
    eachField(spec, schema, place, (inner) => {
      if (isPlainString(spec, inner, place))
        fail(place, `${field} is a secret in one of its schemas and not in another: ${mark}`);
    });
  else if (LOOKS_SECRET.test(unspelled(field)) && isPlainString(spec, schema, place))
    fail(place, `${field} has the name of a secret: ${mark}`);
}

function isPlainString(spec: Spec, schema: Schema, place: string): boolean {
  // The schemas that it combines are visited by themselves.
  if (schema.$ref || schema.allOf || schema.anyOf || schema.oneOf || schema.format === "password") return false;
  return jsonTypesOf(spec, schema, place).has("string");
}
