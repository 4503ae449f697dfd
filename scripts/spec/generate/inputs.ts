// The schema of an operation's input: one object with `path`, `query`, `header` and, if the operation has one, `body`.
import type { Parameter, Schema, Spec, SpecOperation } from "../spec.ts";
import { deref } from "../spec.ts";
import { jsonTypesOf } from "./json-types.ts";
import { requestBodyOf } from "./media.ts";

/** The input of an operation without a body. */
const NOTHING = false as unknown as Schema;

/** One schema for the whole input of an operation. It refuses unknown names. `refTo` may share a part with other operations. */
export function inputOf(spec: Spec, found: SpecOperation, refTo: (part: Schema) => Schema): Schema {
  const body = requestBodyOf(spec, found);
  const parts = {
    path: refTo(partOf(spec, found, "path")),
    query: refTo(partOf(spec, found, "query")),
    header: refTo(partOf(spec, found, "header")),
  };
  return {
    required: body?.required ? ["body"] : [],
    properties: { ...parts, body: body ? (body.schema ?? {}) : NOTHING },
  };
}

function partOf(spec: Spec, { parameters, place }: SpecOperation, where: keyof typeof RULES): Schema {
  const some = parameters.filter((parameter) => parameter.in === where);
  // The caller of the check makes sure that the input is an object.
  return {
    required: some.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(some.map((parameter) => [parameter.name, withRule(spec, parameter, where, place)])),
    additionalProperties: false,
  };
}

function withRule(spec: Spec, { schema }: Parameter, where: keyof typeof RULES, place: string): Schema {
  const types = jsonTypesOf(spec, schema, place);
  const rules = RULES[where].filter(({ type }) => types.has(type)).map(({ rule }) => rule);
  // A minimum length already says that it must not be empty.
  const saysLength = "minLength" in deref(spec, schema, place);
  const notEmpty = where === "path" && types.has("string") && !saysLength ? [{ minLength: 1 } as Schema] : [];
  return rules.length > 0 ? { allOf: [schema, ...notEmpty, ...rules] } : schema;
}

/**
 * A segment of a path must not address something else: it is not `.` or `..`, and has no slash or control character, because some
 * servers decode these. Everything else is percent-encoded.
 */
const SEGMENT = {
  pattern: "^(?!\\.{1,2}$)[^/\\\\\\p{Cc}]*$",
  "x-pattern-description": "must be one segment of a path: not . or .., and without slashes and control characters",
};

/** `fetch` trims white space, and refuses characters outside Latin-1. */
const HEADER_TEXT = {
  pattern: "^(?:[!-~\\u0080-\\u00ff](?:[ -~\\u0080-\\u00ff]*[!-~\\u0080-\\u00ff])?)?$",
  "x-pattern-description": "must be one line of Latin-1 characters without space at its ends",
};

const SCALAR = { type: ["string", "number", "boolean"] };

/** openapi-fetch writes the names of an object's fields as they are. */
const FIELD_NAME = { pattern: "^[\\w.~-]*$", "x-pattern-description": "must be a name that needs no escape in a query" };

/** What a value must satisfy in addition to its schema, by its JSON type, to arrive unchanged. */
const RULES: Record<"path" | "query" | "header", { type: string; rule: Schema }[]> = {
  path: [{ type: "string", rule: SEGMENT }],
  query: [
    { type: "array", rule: { items: SCALAR } },
    { type: "object", rule: { additionalProperties: SCALAR, propertyNames: FIELD_NAME } as Schema },
  ],
  header: [{ type: "string", rule: HEADER_TEXT }],
};
