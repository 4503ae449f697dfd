// A body that an operation must refuse, for the test that the mock looks at bodies at all.

import { type Content, deref, type Spec, type SpecOperation } from "@flexfactor/spec";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

export interface BrokenBody {
  contentType: string;
  body: string;
}

// One of each type; not null, which a server may take for no body.
const OF_EVERY_TYPE: unknown[] = ["text", 1, true, [], {}];

/** A body of a type that the schema of the request does not take; none if there is no body, or if it takes every type. */
export function brokenBodyOf(spec: Spec, { operation, place }: SpecOperation): BrokenBody | undefined {
  const { content = {} }: Content = deref(spec, operation.requestBody ?? {}, place);
  const [[contentType, { schema = {} }] = ["", {}]] = Object.entries(content);
  if (contentType === "") return undefined;
  const ajv = new Ajv2020({ strict: false, logger: false });
  addFormats.default(ajv);
  const check = ajv.compile({ ...schema, components: spec.components });
  const broken = OF_EVERY_TYPE.find((value) => !check(value));
  return broken === undefined ? undefined : { contentType, body: JSON.stringify(broken) };
}
