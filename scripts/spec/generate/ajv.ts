// Ajv with our messages. They are written at generate time, so the generated code needs no schema.
import { _, type Code, type CodeKeywordDefinition, type KeywordCxt, type KeywordErrorDefinition, Name, str } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { checkDataTypes, DataType } from "ajv/dist/compile/validate/dataType.js";
import type { KeywordCxtParams } from "ajv/dist/types/index.js";
import type { Schema } from "../spec.ts";
import { type AnySchema, withSubschemas } from "./subschemas.ts";
import { WORDS } from "./words.ts";

const ERRORS = new Name("errors");

/** An Ajv for schemas that {@link forAjv} made. With `unevaluated`, it tracks which fields a schema has evaluated. */
export function createAjv(unevaluated: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    ownProperties: true,
    code: { source: true, esm: true, optimize: 1, lines: true },
    inlineRefs: false,
    strict: false,
    validateFormats: false,
    validateSchema: false,
  });
  // Its constructor sets them.
  Object.assign(ajv.opts, { unevaluated, dynamicRef: false });
  ajv.addKeyword({
    keyword: "jsonType",
    schemaType: ["string", "array"],
    code: (cxt) => cxt.fail(checkDataTypes([cxt.schema].flat(), cxt.data, false, DataType.Wrong)),
  });
  ajv.addKeyword({ keyword: "forbidden", schemaType: "boolean", code: (cxt) => cxt.fail(_`true`) });
  for (const keyword of Object.keys(WORDS)) speak(ajv.getKeyword(keyword) as CodeKeywordDefinition, keyword);
  return ajv;
}

function speak(definition: CodeKeywordDefinition, keyword: string): void {
  const words = WORDS[keyword] as (typeof WORDS)[string];
  const message: KeywordErrorDefinition["message"] = ({ schema, parentSchema }) =>
    str`${shortened(words(schema, parentSchema as Schema))}`;
  const { code } = definition;
  definition.error = { message, params: ({ params }) => fieldOf(params) };
  if (keyword === "anyOf" || keyword === "oneOf") {
    definition.code = (cxt) => code(withEnds(cxt));
    definition.error = {
      message,
      params: ({ errsCount, params }) => _`{ends: ${params["ends"]}, inner: ${ERRORS} - ${errsCount}}`,
    };
  }
  if (keyword === "minLength") definition.code = (cxt) => (cxt.schema === 1 ? cxt.fail(_`${cxt.data} === ""`) : code(cxt));
  if (keyword === "contains") {
    definition.code = (cxt) => code(unbounded(cxt));
    definition.error = { message, params: ({ errsCount }) => _`{inner: ${ERRORS} - ${errsCount}}` };
  }
  // The errors within have been reported already.
  if (keyword === "if" || keyword === "propertyNames") definition.error = { message, params: _`{said: true}` };
}

function shortened(words: string): string {
  return words.length > 500 ? `${words.slice(0, 499).toWellFormed()}…` : words;
}

/** The field that the error is about, if it is not the place itself. */
function fieldOf(params: KeywordCxtParams): Code {
  const field = params["missingProperty"] ?? params["additionalProperty"] ?? params["unevaluatedProperty"];
  return field === undefined ? _`{}` : _`{field: ${field}}`;
}

/** Records how many errors there were after each branch of a union, so that each error belongs to a branch. */
function withEnds(cxt: KeywordCxt): KeywordCxt {
  const { gen } = cxt;
  const ends = gen.const("ends", _`[]`);
  const subschema = cxt.subschema.bind(cxt);
  cxt.subschema = (...branch) => {
    const result = subschema(...branch);
    gen.code(_`${ends}.push(${ERRORS} - ${cxt.errsCount})`);
    return result;
  };
  const setParams = cxt.setParams.bind(cxt);
  cxt.setParams = (params, assign) => setParams({ ...params, ends }, assign);
  cxt.setParams({});
  return cxt;
}

/** `contains` looks for one item that fits, so its loop must not stop after twenty items that do not: see {@link bounded}. */
function unbounded(cxt: KeywordCxt): KeywordCxt {
  const { gen } = cxt;
  const { forRange } = gen;
  gen.forRange = (_name, ...rest) => {
    gen.forRange = forRange;
    return gen.forRange("item", ...rest);
  };
  return cxt;
}

/**
 * The code with each loop over a list or a map stopped after twenty errors, so that a million wrong items cost no more than twenty.
 * Errors from before the loop do not count. Otherwise a later branch of a union would check nothing, and so accept everything.
 */
export function bounded(code: string): string {
  return code
    .replace(
      /for\(let (i\d+)=(\d+); \1<(\w+); \1\+\+\)\{/g,
      (_loop, index, from, length) =>
        `for(let ${index}=${from}, before_${index}=errors; ${index}<${length} && errors-before_${index}<20; ${index}++){`,
    )
    .replace(
      /for\(const (key\d+) of (Object\.keys\(\w+\))\)\{/g,
      (_loop, key, keys) => `const before_${key}=errors;for(const ${key} of ${keys}){if(errors-before_${key}>=20)break;`,
    );
}

const ANNOTATIONS =
  /^(title|description|default|examples?|format|deprecated|readOnly|writeOnly|externalDocs|xml|content(Encoding|MediaType|Schema)|\$comment|x-(?!pattern-description).*)$/;

/** The schema with only the keywords to check, and with our own keyword for the type. */
export function forAjv(schema: AnySchema): AnySchema {
  if (typeof schema === "boolean") return schema;
  const inner = withSubschemas(byDiscriminator(schema), (one, place) =>
    one === false && place.startsWith("properties/") ? ({ forbidden: true } as Schema) : forAjv(one),
  );
  const { type, ...rest } = Object.fromEntries(Object.entries(inner).filter(([keyword]) => !ANNOTATIONS.test(keyword)));
  // The values of an enum have the type, so a check of the type would report the same twice.
  return type === undefined || "enum" in rest || "const" in rest ? rest : ({ ...rest, jsonType: type } as Schema);
}

/** Checks a union with a discriminator only against the schema that the discriminator names. */
function byDiscriminator(schema: Schema): Schema {
  const { discriminator, oneOf, anyOf, ...rest } = schema;
  if (!discriminator) return schema;
  const { propertyName, mapping = {} } = discriminator;
  const choices: object[] = Object.entries(mapping).map(([value, $ref]) => ({
    if: { required: [propertyName], properties: { [propertyName]: { const: value } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { $ref },
  }));
  const named: Schema = {
    type: "object",
    required: [propertyName],
    properties: { [propertyName]: { enum: Object.keys(mapping) } },
  };
  return { ...rest, allOf: [...(rest.allOf ?? []), named, ...(choices as Schema[])] };
}
