// Refuses what types or checks cannot express in a schema, and values that contradict their schema.
import { deref, fail, type Schema, type Spec } from "../spec.ts";
import { jsonTypesOf } from "./json-types.ts";

const INSTEADS: Record<string, string> = {
  $defs: "put the schemas into components/schemas",
  $id: "leave it out",
  $schema: "leave it out: `jsonSchemaDialect` says it for all",
  $anchor: "refer to components/schemas",
  $dynamicAnchor: "refer to components/schemas",
  $dynamicRef: "refer to components/schemas",
  nullable: 'write `type: [string, "null"]`',
};

/** Keywords that apply to one type only. */
const KEYWORDS_OF: Record<string, string[]> = {
  string: ["minLength", "maxLength", "pattern"],
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  array: ["items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"],
  object: [
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "minProperties",
    "maxProperties",
    "propertyNames",
  ],
};

/** Refuses a schema. It does not look at the schemas within. */
export function refuseOtherSchema(spec: Spec, schema: Schema, place: string): void {
  for (const [keyword, instead] of Object.entries(INSTEADS))
    if (keyword in schema) fail(`${place}/${keyword}`, `is not supported: ${instead}`);
  if (schema.properties && Object.hasOwn(schema.properties, "__proto__"))
    fail(`${place}/properties/__proto__`, "cannot be the name of a field");
  refuseOtherRef(spec, schema, place);
  refuseStrangeKeywords(schema, place);
  refuseOtherUnion(spec, schema, place);
  refuseContradictions(spec, schema, place);
  refuseOddSecret(spec, schema, place);
  if (schema.pattern !== undefined && !isExpression(schema.pattern)) fail(`${place}/pattern`, "is not a regular expression");
  for (const pattern of Object.keys(schema.patternProperties ?? {}))
    if (!isExpression(pattern)) fail(`${place}/patternProperties/${pattern}`, "is not a regular expression");
  if (schema.multipleOf !== undefined && !(schema.multipleOf > 0)) fail(`${place}/multipleOf`, "must be more than 0");
}

/** Only a string can be a secret, and a string with a few known values is not secret. */
function refuseOddSecret(spec: Spec, schema: Schema, place: string): void {
  if (schema.format !== "password") return;
  const types = [...jsonTypesOf(spec, schema, place)];
  if (
    schema.enum ||
    schema.const !== undefined ||
    !types.includes("string") ||
    types.some((type) => !/^(string|null)$/.test(type))
  )
    fail(place, 'is a secret, and so must have `type: string` or `type: [string, "null"]`, and no fixed values');
}

function refuseOtherRef(spec: Spec, { $ref }: Schema, place: string): void {
  if ($ref === undefined) return;
  deref(spec, { $ref } as Schema, place);
  if (!/^#\/components\/schemas\/[\w.-]+(\/|$)/.test($ref))
    fail(`${place}/$ref`, `is ${$ref}: only components/schemas can be referred to`);
}

function refuseStrangeKeywords(schema: Schema, place: string): void {
  if (schema.type === undefined) return;
  if (schema.type.length === 0) fail(`${place}/type`, "is empty");
  const types = [schema.type].flat().map((type) => (type === "integer" ? "number" : type));
  for (const [type, keywords] of Object.entries(KEYWORDS_OF))
    for (const keyword of keywords)
      if (keyword in schema && !types.includes(type))
        fail(`${place}/${keyword}`, `does not go with the type ${types.join(" or ")}`);
}

function refuseOtherUnion(spec: Spec, schema: Schema, place: string): void {
  const { discriminator, oneOf, anyOf, allOf = [] } = schema;
  for (const keyword of ["allOf", "anyOf", "oneOf"] as const)
    if (schema[keyword]?.some((one) => typeof one === "boolean"))
      fail(`${place}/${keyword}`, "holds true or false: leave that out");
  for (const [index, one] of allOf.entries())
    if (deref(spec, one, place).discriminator)
      fail(`${place}/allOf/${index}`, "has a discriminator, and so is one of several schemas: refer to one of these");
  if (!discriminator) return;
  const { mapping = {}, propertyName } = discriminator;
  if (!oneOf && !anyOf) fail(`${place}/discriminator`, "has no oneOf or anyOf beside it: list the schemas that it chooses from");
  if (Object.keys(mapping).length === 0) fail(`${place}/discriminator`, "has no mapping: say which value means which schema");
  for (const [value, $ref] of Object.entries(mapping)) {
    if (!$ref.startsWith("#/"))
      fail(`${place}/discriminator/mapping/${value}`, `must be a reference like #/components/schemas/${$ref}`);
    deref(spec, { $ref } as Schema, `${place}/discriminator/mapping/${value}`);
  }
  if (propertyName === undefined) fail(`${place}/discriminator`, "has no propertyName");
}

/** A value with another type than its schema would become types and checks that no value satisfies. */
function refuseContradictions(spec: Spec, schema: Schema, place: string): void {
  const { enum: values = [], const: only, default: preset, ...rest } = schema;
  const check = (value: unknown, allowing: Schema, at: string): void => {
    if (jsonTypesOf(spec, { ...allowing, enum: [value] }, place).size === 0) fail(at, "does not match the type of its schema");
    if (schema.type === "integer" && !Number.isInteger(value)) fail(at, "does not match the type of its schema");
  };
  for (const [index, value] of values.entries()) check(value, rest, `${place}/enum/${index}`);
  if (only !== undefined) check(only, rest, `${place}/const`);
  if (preset === undefined) return;
  check(preset, schema.const === undefined ? rest : { ...rest, const: only }, `${place}/default`);
  if (schema.enum && !values.includes(preset)) fail(`${place}/default`, "is not one of the enum");
}

function isExpression(source: string): boolean {
  try {
    return new RegExp(source, "u").source !== "";
  } catch {
    return false;
  }
}
