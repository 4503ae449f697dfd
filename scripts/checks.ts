// Writes the constraints of a request as calls of packages/core/src/check.ts, for the generated table. One that those functions
// cannot honour is an error.
import { deref, fail, type Schema, type Spec } from "./spec.ts";

/** What `check.ts` has: a constraint of the spec is written with these. */
export const CHECKS = ["array", "is", "object", "SEGMENT", "string"];

type Rule = (value: unknown, place: string) => string;

/** The keywords of each type: those of strings as an expression, those of numbers as a condition. */
const RULES: Record<string, Record<string, Rule>> = {
  string: {
    enum: (values) => `/^(?:${(values as string[]).map(literal).join("|")})$/u`,
    pattern: (source, place) => `/${expression(String(source), place)}/u`,
    minLength: (least) => `/^.{${Number(least)},}$/su`,
    maxLength: (most) => `/^.{0,${Number(most)}}$/su`,
  },
  number: {
    enum: (values) => `(${(values as number[]).map((each) => `value === ${each}`).join(" || ")})`,
    minimum: (least) => `value >= ${Number(least)}`,
    maximum: (most) => `value <= ${Number(most)}`,
  },
};
const NUMBERS: Record<string, string> = { integer: "Number.isSafeInteger(value)", number: "Number.isFinite(value)" };

/** The constraints of a schema as a call of the functions of `check.ts`; one that they cannot honour is an error. */
export function checkOf(spec: Spec, schema: Schema, place: string, more: string[] = []): string {
  const { type, properties, items, additionalProperties, required = [], ...rest } = deref(spec, schema, place);
  if (Array.isArray(type)) return fail(`${place}/type`, "is a list, which the request check cannot honour");
  const known = RULES[NUMBERS[type ?? ""] ? "number" : (type ?? "")];
  const rules = Object.entries(rest).flatMap(([keyword, value]) => {
    if (/^(description|title|summary|example|examples|default|deprecated|format|x-.*)$/.test(keyword)) return [];
    const at = `${place}/${keyword}`;
    if (!Object.values(RULES).some((some) => keyword in some)) fail(at, "is a constraint that the request check cannot honour");
    const rule = known?.[keyword] ?? fail(at, `does not go with the type ${type ?? "that is missing"}`);
    return [rule(value, at)];
  });
  if (type === "string") return `string(${[...rules, ...more].join(", ")})`;
  if (type === "boolean") return 'is("a boolean", (value) => typeof value === "boolean")';
  if (type === "array") return `array(${items ? checkOf(spec, items, `${place}/items`) : ""})`;
  const number = NUMBERS[type ?? ""];
  if (number) {
    const what = [type === "integer" ? "an integer" : "a number", ...rules.map((rule) => rule.replaceAll("value ", ""))].join(
      ", ",
    );
    return `is(${JSON.stringify(what)}, (value) => ${[number, ...rules].join(" && ")})`;
  }
  if (type !== "object") return fail(`${place}/type`, "is missing, and the request check cannot do without it");
  if (additionalProperties !== undefined && typeof additionalProperties !== "boolean")
    fail(`${place}/additionalProperties`, "is a schema, which the request check cannot honour");
  const fields = Object.entries(properties ?? {}).map(
    ([name, property]) => [name, checkOf(spec, property, `${place}/properties/${name}`)] as const,
  );
  return objectOf(required, fields, additionalProperties !== false);
}

export function objectOf(required: string[], fields: (readonly [string, string])[], open: boolean): string {
  const listed = fields.map(([name, check]) => `${nameOf(name)}: ${check}`).join(", ");
  return `object(${JSON.stringify(required)}, { ${listed} }${open ? "" : ", false"})`;
}

/** A name as an object literal has it. */
export function nameOf(name: string): string {
  return /^[A-Za-z]\w*$/.test(name) ? name : `[${JSON.stringify(name)}]`;
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

function expression(source: string, place: string): string {
  try {
    return new RegExp(source, "u").source;
  } catch {
    return fail(place, "is not a regular expression");
  }
}
