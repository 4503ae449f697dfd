import { expect, test } from "vitest";
import { array, type Check, is, object, SEGMENT, string } from "../../packages/core/src/check.ts";
import { checkOf } from "../checks.ts";
import type { Schema, Spec } from "../spec.ts";

// From the spec's words to the verdict on a value, by the code that `generate` would write.
const problemOf = (schema: Schema & Record<string, unknown>, value: unknown): string | undefined => {
  const code = checkOf({} as Spec, schema, "here");
  const functions = { array, is, object, SEGMENT, string };
  const check: Check = new Function(...Object.keys(functions), `return ${code}`)(...Object.values(functions));
  let found: string | undefined;
  check(value, (problem, place) => {
    found ??= `${place} ${problem}`.trim();
  });
  return found;
};

test.each<[Schema & Record<string, unknown>, unknown[], unknown[], string]>([
  [{ type: "string", minLength: 2 }, ["ab", "\n\n", "😀😀"], ["", "a", "😀"], "must match ^.{2,}$"],
  [{ type: "string", maxLength: 1 }, ["", "a", "\n", "😀"], ["ab"], "must match ^.{0,1}$"],
  [{ type: "string", pattern: "^a/?b$" }, ["ab", "a/b"], ["ab\n", "xab"], "must match ^a\\/?b$"],
  [{ type: "string", enum: ["a.b", "c|d/"] }, ["a.b", "c|d/"], ["axb", "c", "a.b "], "must match ^(?:a\\.b|c\\|d\\/)$"],
  [{ type: "number", minimum: 0.5, maximum: 1 }, [0.5, 1], [0.4, 1.1, "1", Number.NaN], "must be a number, >= 0.5, <= 1"],
  [{ type: "integer", enum: [1, 2] }, [1, 2], [3, 1.5], "must be an integer, (=== 1 || === 2)"],
  [{ type: "boolean" }, [true, false], [0, "true", undefined], "must be a boolean"],
  [{ type: "array", items: { type: "integer" } }, [[], [1]], [[1.5]], ".0 must be an integer"],
  [{ type: "object", additionalProperties: false }, [{}], [{ a: 1 }], ".a is not a field of this request"],
  [{ type: "object", required: ["a"], properties: { a: { type: "string" } } }, [{ a: "", b: 1 }], [{ b: 1 }], ".a is required"],
])("%j", (schema, good, bad, problem) => {
  for (const value of good) expect(problemOf(schema, value)).toBeUndefined();
  for (const value of bad) expect(problemOf(schema, value)).toBe(problem);
});
