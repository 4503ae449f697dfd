// The messages of the request checks. They name what was expected, and never quote the value or a regular expression.
import type { Schema } from "../spec.ts";

const TYPES: Record<string, string> = {
  string: "a string",
  number: "a number",
  integer: "an integer",
  boolean: "true or false",
  array: "an array",
  object: "an object",
  null: "null",
};

const listed = (values: string[]): string =>
  values.length < 2 ? values.join() : `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
const shown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
const counted = (count: unknown, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;
const has = (most: "at least" | "at most", one: string) => (count: unknown) => `must have ${most} ${counted(count, one)}`;

/** The message of each keyword. */
export const WORDS: Record<string, (value: unknown, schema: Schema) => string> = {
  jsonType: (types) => `must be ${listed([types].flat().map((type) => TYPES[String(type)] ?? String(type)))}`,
  enum: (values) => `must be one of ${(values as unknown[]).map(shown).join(", ")}`,
  const: (value) => `must be ${shown(value)}`,
  minLength: (least) => (least === 1 ? "must not be empty" : has("at least", "character")(least)),
  maxLength: has("at most", "character"),
  pattern: (_, schema) => schema["x-pattern-description"] ?? "does not have the documented form",
  minimum: (least) => `must be at least ${least}`,
  maximum: (most) => `must be at most ${most}`,
  exclusiveMinimum: (least) => `must be more than ${least}`,
  exclusiveMaximum: (most) => `must be less than ${most}`,
  multipleOf: (step) => `must be a multiple of ${step}`,
  minItems: (least) => (least === 1 ? "must not be empty" : has("at least", "item")(least)),
  maxItems: has("at most", "item"),
  uniqueItems: () => "must not hold the same item twice",
  contains: () => "lacks an item that the document asks for",
  items: () => "has more items than are allowed",
  minProperties: (least) => (least === 1 ? "must not be empty" : has("at least", "field")(least)),
  maxProperties: has("at most", "field"),
  required: () => "is required",
  dependentRequired: () => "is required beside the other fields",
  additionalProperties: () => "is not a field of this request",
  unevaluatedProperties: () => "is not a field of this request",
  unevaluatedItems: () => "has more items than are allowed",
  propertyNames: () => "has a field whose name is not allowed",
  forbidden: () => "is not a field of this request",
  not: () => "has a form that is not allowed",
  if: () => "does not fit the rest of the request",
  anyOf: () => "has none of the documented forms",
  oneOf: () => "has none, or more than one, of the documented forms",
};
