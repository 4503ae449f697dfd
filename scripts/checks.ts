// Writes the constraints of a request as calls of packages/core/src/check.ts, for the generated table. One that those functions
// cannot honour is an error.
import { deref, fail, type Schema, type Spec } from "./spec.ts";

/** What `check.ts` has: a constraint of the spec is written as a call of one of these. */
export const CHECKS = [
  "array",
  "boolean",
  "integer",
  "maxLength",
  "maximum",
  "minLength",
  "minimum",
  "number",
  "object",
  "oneOf",
  "pattern",
  "search",
  "segment",
  "string",
];

/** The constraints of a schema as a call of the functions of `check.ts`; one that they cannot honour is an error. */
export function checkOf(spec: Spec, schema: Schema, place: string, more: string[] = []): string {
  const { type, properties, items, additionalProperties, required = [], ...rest } = deref(spec, schema, place);
  const rules: string[] = [];
  if (Array.isArray(type)) fail(`${place}/type`, "is a list, which the request check cannot honour");
  for (const [keyword, value] of Object.entries(rest)) {
    if (/^(description|title|summary|example|examples|default|deprecated|format|x-.*)$/.test(keyword)) continue;
    const rule = ruleOf(keyword, value, place);
    if (!rule) fail(`${place}/${keyword}`, "is a constraint that the request check cannot honour");
    if (!rule.types.includes(type ?? "")) fail(`${place}/${keyword}`, `does not go with the type ${type ?? "that is missing"}`);
    rules.push(rule.call);
  }
  if (type === "string") return `string(${[...rules, ...more].join(", ")})`;
  if (type === "number" || type === "integer") return `${type}(${rules.join(", ")})`;
  if (type === "boolean") return "boolean()";
  if (type === "array") return `array(${items ? checkOf(spec, items, `${place}/items`) : ""})`;
  if (type !== "object") return fail(`${place}/type`, "is missing, and the request check cannot do without it");
  if (additionalProperties !== undefined && typeof additionalProperties !== "boolean")
    fail(`${place}/additionalProperties`, "is a schema, which the request check cannot honour");
  const fields = Object.entries(properties ?? {}).map(
    ([name, property]) => [name, checkOf(spec, property, `${place}/properties/${name}`)] as const,
  );
  return objectOf(required, fields, additionalProperties !== false);
}

/** The call for a keyword, and the types that it goes with. */
function ruleOf(keyword: string, value: unknown, place: string): { call: string; types: string[] } | undefined {
  const [text, number] = [["string"], ["number", "integer"]];
  if (keyword === "enum")
    return { call: `oneOf(${(value as unknown[]).map((each) => JSON.stringify(each)).join(", ")})`, types: [...text, ...number] };
  if (keyword === "pattern") return { call: `pattern(/${expression(String(value), `${place}/pattern`)}/u)`, types: text };
  if (keyword === "minLength" || keyword === "maxLength") return { call: `${keyword}(${Number(value)})`, types: text };
  if (keyword === "minimum" || keyword === "maximum") return { call: `${keyword}(${Number(value)})`, types: number };
  return undefined;
}

export function objectOf(required: string[], fields: (readonly [string, string])[], open: boolean): string {
  const listed = fields.map(([name, check]) => `${nameOf(name)}: ${check}`).join(", ");
  return `object(${JSON.stringify(required)}, { ${listed} }${open ? "" : ", false"})`;
}

/** A name as an object literal has it. */
export function nameOf(name: string): string {
  return /^[A-Za-z]\w*$/.test(name) ? name : `[${JSON.stringify(name)}]`;
}

function expression(source: string, place: string): string {
  try {
    return new RegExp(source, "u").source;
  } catch {
    return fail(place, "is not a regular expression");
  }
}
