// The types of the spec, by openapi-typescript. It drops or misreads some things, so these are rewritten before it reads the spec.
import { createConfig } from "@redocly/openapi-core";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { deref, type Schema, type Spec } from "../spec.ts";
import type { DirectedSpec } from "./directions.ts";
import { everySchemaOf } from "./every-schema.ts";
import { type AnySchema, withSubschemas } from "./subschemas.ts";

/** The types of the spec. */
export async function typesOf(spec: DirectedSpec): Promise<string> {
  const plain = forTypes(spec);
  const openString = ts.factory.createTypeReferenceNode("(string & {})");
  const secret = ts.factory.createTypeReferenceNode("Secret");
  const ast = await openapiTS(plain as unknown as Parameters<typeof openapiTS>[0], {
    // A field with a default may be left out of a request.
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
    // `pnpm spec:lint` checks the document.
    redocly: await createConfig({ rules: {} }),
    transform: (schema, { path = "" }) => {
      if (schema.type !== "string") return undefined;
      if (schema.format === "password") return secret;
      // A plain string beside an enum keeps the enum open; `string & {}` keeps the known values in the editor's list.
      return !("enum" in schema || "const" in schema) && /\/anyOf\/\d+$/.test(path) ? openString : undefined;
    },
    // A caller may hand over a read-only list.
    immutable: true,
    silent: true,
  });
  // Editors show text without a tag as the description, and indented text as code.
  const text = astToString(ast.map(withUndefined))
    .replace(/^(\s*(?:\/\*)?\* )@description /gm, "$1")
    .replace(/^(\s*\* ) {4}/gm, "$1");
  return `import type { Secret } from "../secret.js";\n\n${text}`;
}

/** Adds `undefined` to optional fields, for callers with `exactOptionalPropertyTypes`. */
function withUndefined<T extends ts.Node>(node: T): T {
  const children = ts.visitEachChild(node, withUndefined, undefined);
  if (!ts.isPropertySignature(children) || !children.questionToken || !children.type) return children;
  if (children.type.kind === ts.SyntaxKind.NeverKeyword) return children;
  const type = ts.factory.createUnionTypeNode([children.type, ts.factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword)]);
  const { modifiers, name, questionToken } = children;
  return ts.factory.updatePropertySignature(children, modifiers, name, questionToken, type) as ts.Node as T;
}

function forTypes(spec: Spec): Spec {
  return everySchemaOf(spec, (schema) => rewritten(spec, schema));
}

/** The schema in a form that openapi-typescript reads without loss. */
function rewritten(spec: Spec, schema: AnySchema): AnySchema {
  if (typeof schema === "boolean") return schema;
  const inner = withSubschemas(schema, (one, place) => {
    const field = rewritten(spec, one);
    return place.startsWith("properties/") ? described(spec, field) : field;
  });
  return apartFromRef(apartFromUnion(openMap(nullConst(inner))));
}

/** Gives a field the description of the schema that it refers to, unless it has its own. */
function described(spec: Spec, field: AnySchema): AnySchema {
  if (typeof field === "boolean" || field.description || field.$ref === undefined) return field;
  const { description } = deref(spec, field, "");
  return description === undefined ? field : { ...field, description };
}

function nullConst(schema: Schema): Schema {
  return schema.const === null ? { ...schema, type: "null" } : schema;
}

const SHAPING = [
  "type",
  "properties",
  "required",
  "additionalProperties",
  "patternProperties",
  "items",
  "prefixItems",
  "enum",
  "const",
];
const isShaping = (schema: Schema): boolean => [...SHAPING, "allOf", "anyOf", "oneOf"].some((keyword) => keyword in schema);

/** openapi-typescript drops what stands beside `$ref`, so the two go into an `allOf`. Descriptions stay where they are. */
function apartFromRef(schema: Schema): Schema {
  const { $ref, description, ...rest } = schema;
  if ($ref === undefined || !isShaping(rest)) return schema;
  return { ...(description === undefined ? {} : { description }), allOf: [{ $ref }, rest] };
}

/** openapi-typescript makes one more branch of what stands beside `anyOf` or `oneOf`, so the two go into an `allOf`. */
function apartFromUnion(schema: Schema): Schema {
  const { anyOf, oneOf, discriminator, description, ...rest } = schema;
  if (!(anyOf || oneOf) || (!isShaping(rest) && !(anyOf && oneOf))) return schema;
  const parts: Schema[] = isShaping(rest) ? [rest] : [];
  if (anyOf) parts.push({ anyOf, ...(discriminator ? { discriminator } : {}) });
  if (oneOf) parts.push({ oneOf, ...(discriminator ? { discriminator } : {}) });
  return { ...(description === undefined ? {} : { description }), allOf: parts };
}

/** No TypeScript type has some fields of one type and all others of another type, so the others have any type. */
function openMap(schema: Schema): Schema {
  const { patternProperties, ...rest } = schema as Schema & { patternProperties?: object };
  const { properties = {}, additionalProperties } = schema;
  if (Object.keys(properties).length === 0 || !(patternProperties || typeof additionalProperties === "object")) return schema;
  return { ...rest, additionalProperties: true };
}
