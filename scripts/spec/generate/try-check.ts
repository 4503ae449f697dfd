// For tests: makes the check of a schema as `generate` does, and calls it on values.

import { type Check, type CheckedInput, type Problem, problemsOf } from "@flexfactor/core/internal";
import { transform } from "esbuild";
import type { Parameter, Schema, Spec } from "../spec.ts";
import { checksOf } from "./checks.ts";
import { directed } from "./directions.ts";

/** The input of an operation, and the schemas that it refers to. */
export interface Takes {
  body?: Schema | boolean;
  parameters?: Partial<Parameter>[];
  schemas?: Record<string, Schema>;
}

/** Returns the problems of an input, as `field problem`. */
export async function tryCheck({
  body,
  parameters = [],
  schemas = {},
}: Takes): Promise<(input: Partial<CheckedInput>) => string[]> {
  const names = parameters.filter((one) => one.in === "path").map(({ name }) => `{${name}}`);
  const operation = {
    operationId: "tryIt",
    tags: ["tries"],
    "x-retry": "never",
    parameters,
    ...(body === undefined ? {} : { requestBody: { required: true, content: { "application/json": { schema: body } } } }),
    responses: { 204: { description: "Tried." } },
  };
  const spec = { servers: [], paths: { [`/${names.join("/")}`]: { post: operation } }, components: { schemas } };
  const check = await load(await checksOf(directed(spec as unknown as Spec)));
  return (input) => problemsOf(check, { path: {}, query: {}, header: {}, ...input }).map(inWords);
}

const inWords = ({ field, problem }: Problem): string => `${field} ${problem}`;

async function load(typescript: string): Promise<Check> {
  const { code } = await transform(typescript, { loader: "ts" });
  const { checks } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  return checks.tryIt;
}
