// Reads spec/openapi.yaml and refuses what the rest cannot work with: one error, naming the place.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";

export const SPEC_FILE = join(import.meta.dirname, "../spec/openapi.yaml");

export interface Schema {
  description?: string;
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  example?: unknown;
  examples?: unknown[];
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  additionalProperties?: boolean | Schema;
  "x-lifetime-ms"?: number;
}
export type Examples = Record<string, { value?: unknown }>;
export interface Content {
  required?: boolean;
  headers?: Record<string, { $ref?: string; schema?: Schema; example?: unknown }>;
  content?: Record<string, { schema?: Schema; examples?: Examples }>;
}
interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: Schema;
  example?: unknown;
  examples?: Examples;
}
interface Operation {
  operationId?: string;
  summary?: string;
  tags?: string[];
  security?: unknown[];
  "x-retry"?: string;
  parameters?: Parameter[];
  requestBody?: Content & { required?: boolean };
  responses: Record<string, Content>;
}
export interface Spec {
  servers: { url: string; "x-environment"?: string }[];
  security?: unknown[];
  tags?: { name: string; description?: string }[];
  paths: Record<string, Record<string, Operation> & { parameters?: Parameter[] }>;
  components?: { schemas?: Record<string, Schema> };
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
  const document = parseDocument(readFileSync(file, "utf8"));
  const [error] = document.errors;
  if (error) fail(file, error.message);
  const spec = document.toJS() as Spec | null;
  for (const part of ["paths", "servers"] as const) if (!spec?.[part]) fail(file, `has no ${part}`);
  return spec as Spec;
}

/** Follows `$ref` until there is none. */
export function deref<T extends object>(spec: Spec, value: T, place: string): T {
  const { $ref } = value as { $ref?: string };
  return $ref === undefined ? value : deref(spec, pointedAt<T>(spec, $ref, place), place);
}

/** What a reference points at; it may be a reference itself. */
export function pointedAt<T extends object>(spec: Spec, $ref: string, place: string): T {
  const target = $ref
    .slice(2)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], spec);
  return $ref.startsWith("#/") && target ? (target as T) : fail(place, `${$ref} points at nothing`);
}

const METHODS = ["get", "put", "post", "delete", "patch", "head", "options"];

/** Each operation with what every user of the spec needs; an incomplete or colliding one is an error. */
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
      if (ids.has(operationId)) fail(place, `has the operationId of ${ids.get(operationId)}, ${operationId}`);
      ids.set(operationId, place);
      if (tags?.length !== 1 || !tags[0]) fail(place, "must have exactly one tag, the package that owns it");
      if (!responses) fail(place, "has no responses");
      const retry = operation["x-retry"] ?? (/^(get|head|put|delete|options)$/.test(method) ? "safe" : undefined);
      if (retry !== "safe" && retry !== "never") fail(place, "must have x-retry, `safe` or `never`");
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((p) => deref(spec, p, place));
      return { operationId, place, method: method.toUpperCase(), path, tag: tags[0], retry, parameters, operation };
    });
  });
}

/** One cell of the contract matrix: operation × status × named example. */
export interface Cell {
  operationId: string;
  tag: string;
  status: number;
  /** The name of the example; undefined when the response has no body. */
  example: string | undefined;
  /** The body of the example. */
  value: unknown;
  /** `createApiKey 201 created`: the name of its test. */
  name: string;
}

export function cellsOf(specFile = SPEC_FILE): Cell[] {
  const spec = readSpec(specFile);
  return operationsOf(spec).flatMap(({ operationId, tag, place, operation }) =>
    Object.entries(operation.responses).flatMap(([status, found]) => {
      const response = deref(spec, found, place);
      const content = response.content?.["application/json"];
      const examples: (string | undefined)[] = content ? Object.keys(content.examples ?? {}) : [undefined];
      if (examples.length === 0) fail(`${place}/responses/${status}`, "has no named example");
      return examples.map((example) => {
        const name = [operationId, status, example].filter(Boolean).join(" ");
        const value = example === undefined ? undefined : content?.examples?.[example]?.value;
        return { operationId, tag, status: Number(status), example, value, name };
      });
    }),
  );
}
