// A resource of the spec, as a package offers it: which methods there are and what they take.
import { type Cell, cellsOf, deref, operationsOf, readSpec, SPEC_FILE, type Spec, type SpecOperation } from "../spec.ts";

export interface Method {
  found: SpecOperation;
  name: string;
  /** Its parameters, and how openapi-fetch takes them. */
  takes: { name: string; type: string; optional: boolean; input: string; example: unknown }[];
}

export interface Resource {
  name: string;
  description: string;
  methods: Method[];
  cells: Cell[];
  spec: Spec;
}

export function resourceOf(name: string): Resource {
  const spec = readSpec(SPEC_FILE);
  const found = operationsOf(spec).filter(({ tag }) => tag === name);
  const verbs = found.map(({ operationId }) => verbOf(operationId, name));
  const methods = found.map((one, index) => {
    const verb = verbs[index] as string;
    const unique = verbs.indexOf(verb) === verbs.lastIndexOf(verb);
    return { found: one, name: unique ? verb : one.operationId, takes: takenBy(spec, one) };
  });
  const description = spec.tags?.find((tag) => tag.name === name)?.description?.trim() ?? `The ${name} of the FlexFactor API.`;
  return { name, description, methods, cells: cellsOf().filter(({ tag }) => tag === name), spec };
}

/** Whether it can name a variable: `package` and `3ds` cannot. */
export function isName(text: string): boolean {
  try {
    return Boolean(new Function(`"use strict"; let ${text};`));
  } catch {
    return false;
  }
}

export const camel = (text: string): string => text.replace(/[^a-z0-9]+(.)?/gi, (_, next = "") => next.toUpperCase());
export const pascal = (text: string): string => camel(`-${text}`);

// `createApiKey` of api-keys is `create`; an operation that is not called after its resource keeps its id.
function verbOf(operationId: string, tag: string): string {
  const plural = pascal(tag);
  const singular = plural.replace(/ies$/, "y").replace(/s$/, "");
  return operationId.match(new RegExp(`^([a-z]+)(${plural}|${singular})$`))?.[1] ?? operationId;
}

// One path parameter is an argument of its own, more of them are one object; then the body, then the query.
function takenBy(spec: Spec, { operationId, place, parameters, operation }: SpecOperation): Method["takes"] {
  const type = (key: "path" | "query"): string => `operations["${operationId}"]["parameters"]["${key}"]`;
  const example = (some: typeof parameters) =>
    Object.fromEntries(some.map((one) => [one.name, exampleOf(one)]).filter(([, value]) => value !== undefined));
  const path = parameters.filter((one) => one.in === "path");
  const query = parameters.filter((one) => one.in === "query");
  const takes: Method["takes"] = [];
  const [only] = path;
  if (only && path.length === 1) {
    const name = camel(only.name);
    const free = isName(name) && !/^(body|query|options|client)$/.test(name) ? name : `${operationId}${pascal(name)}`;
    const input = `path: { ${JSON.stringify(only.name)}: ${free} }`;
    const at = `${type("path")}[${JSON.stringify(only.name)}]`;
    takes.push({ name: free, type: at, optional: false, input, example: exampleOf(only) });
  } else if (only) takes.push({ name: "path", type: type("path"), optional: false, input: "path", example: example(path) });
  if (operation.requestBody) {
    const { required, content } = deref(spec, operation.requestBody, place);
    const [first] = Object.values(content?.["application/json"]?.examples ?? {});
    if (!required) throw new Error(`${place}/requestBody: must be required, so that the method can ask for it`);
    if (!first) throw new Error(`${place}/requestBody: has no named example, which the contract test would send`);
    takes.push({
      name: "body",
      type: `operations["${operationId}"]["requestBody"]["content"]["application/json"]`,
      optional: false,
      input: "body",
      example: first.value,
    });
  }
  if (query.length > 0) {
    const optional = !query.some(({ required }) => required);
    const given = optional ? `NonNullable<${type("query")}>` : type("query");
    takes.push({ name: "query", type: given, optional, input: "query", example: example(query) });
  }
  return takes;
}

function exampleOf({ required, in: where, schema, example, examples }: SpecOperation["parameters"][number]): unknown {
  const given = example ?? Object.values(examples ?? {})[0]?.value ?? schema.example ?? schema.examples?.[0];
  if (given !== undefined || !(required || where === "path")) return given;
  return schema.enum?.[0] ?? (schema.type === "integer" || schema.type === "number" ? 1 : schema.type === "boolean" || "id_1");
}
