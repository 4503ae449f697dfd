// Reads spec/openapi.yaml. If the tools cannot work with something in it, there is one error, which names the place.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";

export const SPEC_FILE = join(import.meta.dirname, "../../spec/openapi.yaml");

export interface Schema {
  description?: string;
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  example?: unknown;
  examples?: unknown[];
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  additionalProperties?: boolean | Schema;
  discriminator?: { propertyName: string; mapping?: Record<string, string> };
  pattern?: string;
  patternProperties?: Record<string, Schema>;
  multipleOf?: number;
  readOnly?: boolean;
  writeOnly?: boolean;
  "x-lifetime-ms"?: number;
  "x-pattern-description"?: string;
}
export type Examples = Record<string, { value?: unknown }>;
export interface Content {
  required?: boolean;
  headers?: Record<string, { $ref?: string; schema?: Schema; example?: unknown }>;
  content?: Record<string, { schema?: Schema; examples?: Examples }>;
}
export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  style?: string;
  explode?: boolean;
  allowReserved?: boolean;
  allowEmptyValue?: boolean;
  schema: Schema;
  content?: object;
  example?: unknown;
  examples?: Examples;
}
interface Operation {
  operationId?: string;
  summary?: string;
  tags?: string[];
  security?: Record<string, string[]>[];
  servers?: unknown[];
  callbacks?: object;
  "x-retry"?: string;
  parameters?: Parameter[];
  requestBody?: Content & { required?: boolean };
  responses: Record<string, Content>;
}
export interface Spec {
  openapi?: unknown;
  jsonSchemaDialect?: unknown;
  servers: { url: string; variables?: object; "x-environment"?: string }[];
  security?: Record<string, string[]>[];
  tags?: { name: string; description?: string }[];
  paths: Record<string, Record<string, Operation> & { parameters?: Parameter[]; servers?: unknown[]; $ref?: string }>;
  webhooks?: object;
  components?: { schemas?: Record<string, Schema>; securitySchemes?: Record<string, { type: string; scheme?: string }> };
}
export interface SpecOperation {
  operationId: string;
  place: string;
  method: string;
  path: string;
  tag: string;
  retry: string;
  parameters: Parameter[];
  operation: Operation;
}

export function fail(place: string, problem: string): never {
  throw new Error(`${place}: ${problem}`);
}

export function readSpec(file: string): Spec {
  const spec = plainTree(file) as Spec | null;
  for (const part of ["paths", "servers"] as const) if (!spec?.[part]) fail(file, `has no ${part}`);
  return spec as Spec;
}

/** The document as plain JSON: no two places share an object, and no object contains itself. */
function plainTree(file: string): unknown {
  try {
    const document = parseDocument(readFileSync(file, "utf8"));
    const [error] = document.errors;
    if (error) fail(file, error.message);
    return JSON.parse(JSON.stringify(document.toJS()));
  } catch (error) {
    // A YAML alias can make a list its own item.
    if (error instanceof TypeError) fail(file, "contains itself through a YAML alias: use `$ref`");
    throw error;
  }
}

/** Follows `$ref` until there is none. */
export function deref<T extends object>(spec: Spec, value: T, place: string, seen: readonly string[] = []): T {
  const { $ref } = value as { $ref?: string };
  if ($ref === undefined) return value;
  if (seen.includes($ref)) fail(place, `${$ref} refers to itself`);
  return deref(spec, pointedAt<T>(spec, $ref, place), place, [...seen, $ref]);
}

/** The target of a reference, which may be a reference itself. */
export function pointedAt<T extends object>(spec: Spec, $ref: string, place: string): T {
  if (typeof $ref !== "string" || !$ref.startsWith("#/"))
    fail(place, `${$ref} points at nothing in this file: only \`#/components/…\` can be referred to`);
  const target = $ref
    .slice(2)
    .split("/")
    .map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], spec);
  return typeof target === "object" && target !== null ? (target as T) : fail(place, `${$ref} points at nothing`);
}

const METHODS = ["get", "put", "post", "delete", "patch", "head", "options"];

/** All operations, with what every tool needs to know about them. An incomplete or colliding operation is an error. */
export function operationsOf(spec: Spec): SpecOperation[] {
  const ids = new Map<string, string>();
  const templates = new Map<string, string>();
  return Object.entries(spec.paths).flatMap(([path, item]) => {
    const template = path.replace(/\{[^}]*\}/g, "{}");
    if (templates.has(template)) fail(`paths/${path}`, `collides with ${templates.get(template)}`);
    templates.set(template, path);
    return METHODS.filter((method) => item[method]).map((method) => {
      const place = `paths/${path}/${method}`;
      const operation = item[method] as Operation;
      const { operationId, tags, responses } = operation;
      if (!operationId) fail(place, "has no operationId");
      if (!/^[A-Za-z][\w.-]*$/.test(operationId)) fail(place, "must have an operationId of letters, digits, `-`, `_` and `.`");
      if (ids.has(operationId)) fail(place, `has the operationId of ${ids.get(operationId)}, ${operationId}`);
      ids.set(operationId, place);
      if (tags?.length !== 1 || !tags[0]) fail(place, "must have exactly one tag, the package that owns it");
      if (!responses) fail(place, "has no responses");
      const retry = operation["x-retry"] ?? (/^(get|head|put|delete|options)$/.test(method) ? "safe" : undefined);
      if (retry !== "safe" && retry !== "never") fail(place, "must have x-retry, `safe` or `never`");
      const parameters = parametersOf(spec, place, item.parameters, operation.parameters);
      return { operationId, place, method: method.toUpperCase(), path, tag: tags[0], retry, parameters, operation };
    });
  });
}

/** An operation's parameters. It inherits those of its path, unless it has its own with the same name and place. */
function parametersOf(spec: Spec, place: string, ofPath: Parameter[] = [], own: Parameter[] = []): Parameter[] {
  const at = `${place}/parameters`;
  const named = (list: Parameter[]): Map<string, Parameter> => {
    const byName = new Map<string, Parameter>();
    for (const parameter of list) {
      const found = deref(spec, parameter, at);
      const name = `${found.in} ${found.in === "header" ? found.name.toLowerCase() : found.name}`;
      if (byName.has(name)) fail(at, `${found.name} occurs twice`);
      byName.set(name, found);
    }
    return byName;
  };
  return [...new Map([...named(ofPath), ...named(own)]).values()];
}

/** One cell of the contract matrix: operation × status × named example. */
export interface Cell {
  operationId: string;
  tag: string;
  status: number;
  /** The name of the example; `undefined` if the response has no body. */
  example: string | undefined;
  /** The body of the example. */
  value: unknown;
  /** `createApiKey 201 created`: the name of its test. */
  name: string;
}

export function cellsOf(specFile = SPEC_FILE): Cell[] {
  const spec = readSpec(specFile);
  return operationsOf(spec).flatMap((found) =>
    Object.keys(found.operation.responses).flatMap((status) => cellsOfResponse(spec, found, status)),
  );
}

function cellsOfResponse(spec: Spec, { operationId, tag, place, operation }: SpecOperation, declared: string): Cell[] {
  const at = `${place}/responses/${declared}`;
  const [content] = Object.values(deref(spec, operation.responses[declared] as Content, at).content ?? {});
  const examples: (string | undefined)[] = content ? Object.keys(content.examples ?? {}) : [undefined];
  if (examples.length === 0) fail(at, "has no named example");
  const status = statusOf(Object.keys(operation.responses), declared);
  return examples.map((example) => {
    const name = [operationId, declared, example].filter(Boolean).join(" ");
    const value = example === undefined ? undefined : content?.examples?.[example]?.value;
    return { operationId, tag, status, example, value, name };
  });
}

/** For each range, statuses without a special meaning. */
const TYPICAL: Record<string, number[]> = {
  "2XX": [200, 201, 203],
  "3XX": [300, 305],
  "4XX": [400, 422, 418],
  "5XX": [500, 501],
  default: [500, 501],
};

/** The status to ask the mock for. For a range, it is one that the operation does not declare by itself. */
function statusOf(all: string[], declared: string): number {
  const free = TYPICAL[declared]?.find((status) => !all.includes(String(status)));
  return free ?? Number(declared);
}
