// For tests: tries a check on valid and invalid values.
import { expect } from "vitest";
import type { Schema } from "../spec.ts";
import { tryCheck } from "./try-check.ts";

/** A schema of a body, valid values, and invalid values with the problems that the check reports. */
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
  // The check reports a place within the body without `body`.
  for (const [value, ...problems] of bad)
    expect(problemsOf({ body: value })).toEqual(problems.map((one) => one.replace("body.", "")));
}
