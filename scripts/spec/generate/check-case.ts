// For tests: a check tried on values that fit and on values that do not.
import { expect } from "vitest";
import type { Schema } from "../spec.ts";
import { tryCheck } from "./try-check.ts";

/** A schema of a body, values that fit it, and others with what the check says of them. */
export type CheckCase = [
  title: string,
  schema: object | boolean,
  good: unknown[],
  bad: [value: unknown, ...problems: string[]][],
  schemas?: object,
];

/** Tries the check of a schema on its values. */
export async function expectVerdicts([, body, good, bad, schemas = {}]: CheckCase): Promise<void> {
  const problemsOf = await tryCheck({ body: body as Schema, schemas: schemas as Record<string, Schema> });
  for (const value of good) expect(problemsOf({ body: value })).toEqual([]);
  // Within a body, the place is that of the field.
  for (const [value, ...problems] of bad)
    expect(problemsOf({ body: value })).toEqual(problems.map((one) => one.replace("body.", "")));
}
