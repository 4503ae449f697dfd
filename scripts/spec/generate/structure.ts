// Checks the structure of the document with Redocly: its keys, and the types of their values.
import { BaseResolver, createConfig, lintDocument, Source } from "@redocly/openapi-core";
import { fail, type Spec } from "../spec.ts";
import { everySchemaOf } from "./every-schema.ts";
import { type AnySchema, withSubschemas } from "./subschemas.ts";

/** The only dialect of schemas that the checks, the mock and the lint agree on. */
const DIALECT = "https://json-schema.org/draft/2020-12/schema";

/** Refuses a document whose structure is not OpenAPI 3.1. */
export async function refuseBrokenStructure(spec: Spec): Promise<void> {
  const { openapi, jsonSchemaDialect = DIALECT } = spec;
  if (typeof openapi !== "string" || !/^3\.1\.\d+$/.test(openapi)) fail("openapi", "must be 3.1, like 3.1.1");
  if (jsonSchemaDialect !== DIALECT) fail("jsonSchemaDialect", `must be ${DIALECT}, or left out`);
  const { styleguide } = await createConfig({ rules: { struct: "error" } });
  const source = new Source("spec/openapi.yaml", "", "application/json");
  const problems = await lintDocument({
    document: { source, parsed: everySchemaOf(spec, apartFromRef) },
    config: styleguide,
    externalRefResolver: new BaseResolver(),
  });
  const [problem] = problems;
  if (problem) fail(placeOf(problem.location[0]?.pointer ?? ""), problem.message);
}

/** Redocly ignores what stands beside a `$ref`, so it gets the reference within an `allOf`. */
function apartFromRef(schema: AnySchema): AnySchema {
  if (typeof schema !== "object" || schema === null || Array.isArray(schema)) return schema;
  const { $ref, ...beside } = withSubschemas(schema, apartFromRef);
  if ($ref === undefined || Object.keys(beside).length === 0) return schema.$ref === undefined ? beside : { $ref: schema.$ref };
  return { ...beside, allOf: [...(Array.isArray(beside.allOf) ? beside.allOf : []), { $ref }] };
}

function placeOf(pointer: string): string {
  const parts = pointer.replace(/^#\/?/, "").split("/");
  return parts.map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~")).join("/");
}
