// Limits that say nothing new: `minLength: 1` beside an enum of words, `multipleOf: 1` beside whole numbers.
import { Ajv2020 } from "ajv/dist/2020.js";
import { type Constraint, type Constraints, writtenAs } from "./constraints.ts";
import type { Alternative } from "./normal.ts";

const ajv = new Ajv2020({ strict: false });
/** What can be seen from a value alone. A format cannot: it may also say that the value is a secret. */
const LIMIT = /^(minLength|maxLength|pattern|lower|upper|multipleOf)$/;

/** The values that keep all limits, and the constraints that are no limits. */
export function limited(values: string[], constraints: Constraints): { values: string[]; constraints: Constraints } {
  const all = Object.entries(constraints);
  const limits = all.filter(([keyword]) => LIMIT.test(keyword));
  return {
    values: limits.reduce((some, [keyword, limit]) => some.filter(checkOf(keyword, limit)), values),
    constraints: Object.fromEntries(all.filter(([keyword]) => !LIMIT.test(keyword))),
  };
}

/** Whether a constraint takes everything that an alternative is by its type and values, such as each whole number. */
export function takesAll({ type, values }: Alternative, keyword: string, constraint: Constraint | undefined): boolean {
  if (constraint === undefined || !LIMIT.test(keyword)) return false;
  if (values) return values.every(checkOf(keyword, constraint));
  return type === "integer" && keyword === "multipleOf" && checkOf(keyword, constraint)("1");
}

function checkOf(keyword: string, limit: Constraint): (json: string) => boolean {
  const check = ajv.compile({ allOf: writtenAs(keyword, limit) });
  return (json) => check(JSON.parse(json));
}
