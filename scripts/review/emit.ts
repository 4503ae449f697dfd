// Writes a spec in normal form as a document again, so that Redocly and the compiler judge only changes of meaning, not of writing.
import type { Spec } from "@flexfactor/spec";
import { writtenAs } from "./constraints.ts";
import type { Alternative, Normal } from "./normal.ts";
import type { Keywords } from "./raw-schema.ts";
import type { Content, Reply, Surface, Surfaces } from "./surface.ts";
import { takesAll } from "./values.ts";

type Emit = (normal: Normal) => Keywords;

export function documentOf({ spec, operations }: Surfaces): Spec {
  const schemas: Record<string, Keywords> = {};
  const emit = emitterInto(schemas);
  const paths: Record<string, Keywords> = {};
  for (const surface of operations.values())
    paths[surface.path] = { ...paths[surface.path], [surface.method.toLowerCase()]: operationOf(surface, emit) };
  const { components, servers, ...rest } = spec as unknown as { components?: Keywords; servers: Keywords[] };
  const { security: _, tags: __, paths: ___, ...head } = rest as Keywords;
  const name = (server: Keywords): string => String(server["x-environment"] ?? server["url"]);
  const securitySchemes = components?.["securitySchemes"];
  return {
    ...head,
    servers: servers.toSorted((one, other) => name(one).localeCompare(name(other))),
    paths,
    components: { ...(securitySchemes ? { securitySchemes } : {}), schemas },
  } as unknown as Spec;
}

function operationOf(surface: Surface, emit: Emit): Keywords {
  const { operation, id: operationId, tag, retry, security, parameters, body, replies } = surface;
  const { summary, description, deprecated } = operation;
  return {
    ...withoutUndefined({ summary, description, deprecated }),
    operationId,
    tags: [tag],
    "x-retry": retry,
    security,
    parameters: [...parameters].sort().map(([place, { required, description: about, style, normal }]) => {
      const [where, ...name] = place.split(".");
      const written = withoutUndefined({ description: about, ...style, content: undefined });
      return { in: where, name: name.join("."), required, ...written, schema: emit(normal) };
    }),
    ...(body && { requestBody: { required: body.required, content: contentOf(body.content, emit) } }),
    responses: Object.fromEntries([...replies].map(([status, reply]) => [status, replyOf(reply, emit)])),
  };
}

function replyOf({ description, headers, content }: Reply, emit: Emit): Keywords {
  const all = [...headers].map(([name, { required, normal }]) => [name, { required, schema: emit(normal) }]);
  return {
    description,
    ...(all.length > 0 && { headers: Object.fromEntries(all) }),
    ...(content.size > 0 && { content: contentOf(content, emit) }),
  };
}

const contentOf = (content: Content, emit: Emit): Keywords =>
  Object.fromEntries([...content].map(([type, shape]) => [type, shape ? { schema: emit(shape.normal) } : {}]));

const withoutUndefined = (all: Keywords): Keywords =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));

/** Writes schemas. One with properties or items becomes a component, because it may contain itself. */
function emitterInto(schemas: Record<string, Keywords>): Emit {
  const names = new Map<Normal, string>();
  const emit: Emit = (normal) => {
    const alternatives = normal.alternatives();
    if (alternatives.every(({ type }) => type !== undefined && type !== "object" && type !== "array"))
      return { ...notesOf(normal), ...schemaOf(normal, emit) };
    const known = names.get(normal);
    if (known) return { $ref: `#/components/schemas/${known}` };
    const wanted = normal.name ?? "Inline";
    const name = wanted in schemas || wanted === "Inline" ? `${wanted}-${normal.id}` : wanted;
    names.set(normal, name);
    schemas[name] = {};
    schemas[name] = { ...notesOf(normal), ...schemaOf(normal, emit) };
    return { $ref: `#/components/schemas/${name}` };
  };
  return emit;
}

// A `default` is not part of a type.
const notesOf = ({ notes }: Normal): Keywords => withoutUndefined({ ...notes, default: undefined });

function schemaOf(normal: Normal, emit: Emit): Keywords {
  const alternatives = normal.alternatives();
  if (alternatives.length === 0) return { not: {} };
  const schemas = alternatives.map((alternative) => alternativeOf(alternative, emit));
  const [only] = schemas;
  if (only && schemas.length === 1) return only;
  if (areMergeable(alternatives)) {
    const values = alternatives.flatMap(({ type, values: some }) => (type === "null" ? ["null"] : (some ?? [])));
    const isEnum = alternatives.some((one) => one.values);
    return Object.assign({}, ...schemas, {
      type: alternatives.map(({ type }) => type).sort(),
      ...(isEnum && { enum: values.map((value) => JSON.parse(value)).sort() }),
    });
  }
  const sorted = schemas.map((schema) => [orderOf(schema), schema] as const).sort(([one], [other]) => one.localeCompare(other));
  return { [normal.exclusive() ? "oneOf" : "anyOf"]: sorted.map(([, schema]) => schema) };
}

/** Names of components may differ in two documents with the same meaning. */
const orderOf = (schema: Keywords): string =>
  JSON.stringify(schema, (key, value) => (key === "$ref" || key === "description" ? undefined : value));

/** Alternatives of different types without a common keyword become one schema with a list of types. */
function areMergeable(alternatives: Alternative[]): boolean {
  const types = alternatives.map(({ type }) => type);
  const withValues = alternatives.filter(({ values, type }) => values || type === "null");
  return (
    new Set(types).size === types.length &&
    !types.includes(undefined) &&
    !(types.includes("integer") && types.includes("number")) &&
    alternatives.filter(({ constraints }) => constraints["format"]).length < 2 &&
    (withValues.length === alternatives.length || alternatives.every(({ values }) => !values))
  );
}

const UNWRITTEN = /^(combination|discriminator)$/;

function alternativeOf(alternative: Alternative, emit: Emit): Keywords {
  const { type, values, constraints, properties, required, additional, items } = alternative;
  const written = Object.entries(constraints)
    .filter(([keyword, constraint]) => !UNWRITTEN.test(keyword) && !takesAll(alternative, keyword, constraint))
    .flatMap(([keyword, constraint]) => writtenAs(keyword, constraint));
  const [own, others] = [written.filter(isFirst), written.filter((one, index) => !isFirst(one, index, written))];
  // The compiler would take a field that is forbidden for one that can be anything.
  const described = Object.entries(properties).filter(([, normal]) => normal.alternatives().length > 0);
  const children = described.map(([name, normal]) => [name, emit(normal)]);
  // Without this, the compiler reads an object without known properties as an object that has none.
  const isMap = type === "object" && children.length === 0 && !additional;
  const inside =
    type === "array" ? { prefixItems: children.map(([, schema]) => schema) } : { properties: Object.fromEntries(children) };
  return {
    ...(type && { type }),
    ...(values && { enum: values.map((value) => JSON.parse(value)).sort() }),
    ...Object.assign({}, ...own),
    ...(others.length > 0 && { allOf: others }),
    ...(children.length > 0 && inside),
    ...(required.length > 0 && { required: required.toSorted() }),
    ...(isMap && { additionalProperties: true }),
    ...(additional && { additionalProperties: additional.alternatives().length === 0 ? false : emit(additional) }),
    ...(items && { items: emit(items) }),
  };
}

function isFirst(one: Keywords, index: number, all: Keywords[]): boolean {
  return all.findIndex((other) => Object.keys(other)[0] === Object.keys(one)[0]) === index;
}
