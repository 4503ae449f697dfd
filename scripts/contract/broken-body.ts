// A body that an operation must refuse, for the test that the mock validates bodies.

import { type Content, deref, type Spec, type SpecOperation } from "@flexfactor/spec";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

export interface BrokenBody {
  contentType: string;
  body: string;
}

// One value of each type, except null, which a server may read as no body.
const OF_EVERY_TYPE: unknown[] = ["text", 1, true, [], {}];

/** A body with a type that the schema of the request refuses; `undefined` if there is no body, or if it accepts every type. */
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
