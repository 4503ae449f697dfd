// The structure of the document, as Redocly sees it: which keys there are, and of which type their values are.
import { BaseResolver, createConfig, lintDocument, Source } from "@redocly/openapi-core";
import { fail, type Spec } from "../spec.ts";

/** Refuses a document that is not OpenAPI 3.1 in its structure, as Redocly sees it. */
export async function refuseBrokenStructure(spec: Spec): Promise<void> {
  const { styleguide } = await createConfig({ rules: { struct: "error" } });
  const source = new Source("spec/openapi.yaml", "", "application/json");
  const problems = await lintDocument({
    document: { source, parsed: spec },
    config: styleguide,
    externalRefResolver: new BaseResolver(),
  });
  const [problem] = problems;
  if (problem) fail(placeOf(problem.location[0]?.pointer ?? ""), problem.message);
}

function placeOf(pointer: string): string {
  const parts = pointer.replace(/^#\/?/, "").split("/");
  return parts.map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~")).join("/");
}
