// The arguments of a method: a single path parameter, or an object with several; then the body, the query and the headers.
import { type Content, deref, type Parameter, type Schema, type Spec, type SpecOperation } from "@flexfactor/spec";
import { bySchemaName, declared, type WrittenType } from "./named-types.ts";
import { camel, isName, pascal } from "./names.ts";

/** One argument of a method. */
export interface Taken {
  name: string;
  type: WrittenType;
  optional: boolean;
  /** How the call passes it to openapi-fetch: as this text in `params`, or as the body. */
  input: { params: string } | "body";
  example: unknown;
}

export function takenBy(spec: Spec, operation: SpecOperation): Taken[] {
  const pathParameters = operation.parameters.filter((one) => one.in === "path");
  const [only, ...others] = pathParameters;
  const taken: Taken[] = [];
  if (only) taken.push(others.length === 0 ? onlyPathParameter(spec, operation, only) : group(operation, "path"));
  if (operation.operation.requestBody) taken.push(body(spec, operation));
  for (const kind of ["query", "header"] as const)
    if (operation.parameters.some((one) => one.in === kind)) taken.push(group(operation, kind));
  // Optional arguments come last.
  return taken.sort((a, b) => Number(a.optional) - Number(b.optional));
}

function onlyPathParameter(spec: Spec, { operationId, place }: SpecOperation, parameter: Parameter): Taken {
  const name = camel(parameter.name);
  const free =
    isName(name) && !/^(body|query|header|options|client|params|data)$/.test(name) ? name : `${operationId}${pascal(name)}`;
  const { type, enum: values } = deref<Schema>(spec, parameter.schema, place);
  const at = `operations["${operationId}"]["parameters"]["path"][${JSON.stringify(parameter.name)}]`;
  const plain = { string: "string", integer: "number", number: "number", boolean: "boolean" }[String(type)];
  const written = plain && !values ? { text: plain, declares: [] } : undefined;
  return {
    name: free,
    type:
      written ?? declared(`${pascal(operationId)}${pascal(name)}`, at, `What \`${operationId}\` takes as \`${parameter.name}\`.`),
    optional: false,
    input: { params: `path: { ${JSON.stringify(parameter.name)}: ${free} }` },
    example: exampleOf(parameter),
  };
}

/** All parameters of one kind, as one object. */
function group({ operationId, parameters }: SpecOperation, kind: "path" | "query" | "header"): Taken {
  const found = parameters.filter((one) => one.in === kind);
  const optional = !found.some(({ required }) => required);
  const type = `operations["${operationId}"]["parameters"]["${kind}"]`;
  const examples = found.map((one) => [one.name, exampleOf(one)] as const);
  return {
    name: kind,
    type: declared(
      `${pascal(operationId)}${pascal(kind)}`,
      optional ? `NonNullable<${type}>` : type,
      `What \`${operationId}\` takes in the ${kind === "header" ? "headers" : kind}.`,
    ),
    optional,
    input: { params: kind },
    example: Object.fromEntries(examples.filter(([, value]) => value !== undefined)),
  };
}

function body(spec: Spec, { operationId, operation, place }: SpecOperation): Taken {
  const { required = false, content = {} }: Content = deref(spec, operation.requestBody ?? {}, place);
  const [[mediaType, { schema = {}, examples = {} }] = ["", {}]] = Object.entries(content);
  const [first] = Object.values(examples);
  if (!first) throw new Error(`${place}/requestBody: has no named example, which the contract test would send`);
  const whole = `operations["${operationId}"]["requestBody"]`;
  const type = `${required ? whole : `NonNullable<${whole}>`}["content"][${JSON.stringify(mediaType)}]`;
  return {
    name: "body",
    type: bySchemaName(spec, schema) ?? declared(`${pascal(operationId)}Body`, type, `What \`${operationId}\` sends.`),
    optional: !required,
    input: "body",
    example: first.value,
  };
}

function exampleOf({ required, in: where, schema, example, examples }: Parameter): unknown {
  const given = example ?? Object.values(examples ?? {})[0]?.value ?? schema.example ?? schema.examples?.[0];
  if (given !== undefined || !(required || where === "path")) return given;
  return schema.enum?.[0] ?? (schema.type === "integer" || schema.type === "number" ? 1 : schema.type === "boolean" || "id_1");
}
