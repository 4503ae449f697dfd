// Schemas that `generate` refuses.
import { gives, OBJECT, type RefusedKind, secret, sends } from "./kind.ts";

export const REFUSED_SCHEMAS: RefusedKind[] = [
  [
    "a discriminator without mapping",
    sends({ oneOf: [OBJECT], discriminator: { propertyName: "a" } }),
    /schema\/discriminator: has no mapping/,
  ],
  [
    "a discriminator without choice",
    sends({ ...OBJECT, discriminator: { propertyName: "a", mapping: {} } }),
    /schema\/discriminator: has no oneOf or anyOf beside it/,
  ],
  ["nullable", sends({ type: "string", nullable: true }), /schema\/nullable/],
  ["$defs", sends({ $defs: { A: {} } }), /schema\/\$defs: is not supported: put the schemas into components\/schemas/],
  ["an anchor", sends({ $anchor: "a" }), /schema\/\$anchor: is not supported: refer to components\/schemas/],
  ["a reference to another file", sends({ $ref: "other.yaml#/A" }), /other.yaml/],
  [
    "a reference to itself",
    sends({ $ref: "#/components/schemas/A" }),
    /#\/components\/schemas\/A refers to itself/,
    { components: { schemas: { A: { $ref: "#/components/schemas/A" } } } },
  ],
  [
    "a reference to a response",
    sends({ $ref: "#/components/responses/A" }),
    /only components\/schemas can be referred to/,
    { components: { responses: { A: { description: "A." } } } },
  ],
  [
    "an enum of another type",
    sends({ type: "integer", enum: [1, "2; alert()"] }),
    /schema\/enum\/1: does not match the type of its schema/,
  ],
  ["a const of another type", sends({ type: "string", const: 5 }), /schema\/const: does not match the type of its schema/],
  [
    "a default of another type",
    sends({ type: "object", properties: { a: { type: "integer", default: "5" } } }),
    /properties\/a\/default: does not match the type/,
  ],
  [
    "a limit that is not a number",
    sends({ type: "string", minLength: "1" }),
    /schema\/minLength: Expected type `integer` but got `string`/,
  ],
  ["no type at all", sends({ type: [] }), /schema\/type: is empty/],
  [
    "an unknown keyword beside $ref",
    sends({ $ref: "#/components/schemas/A", minLenght: 5 }),
    /schema\/minLenght: Property `minLenght` is not expected here/,
    { components: { schemas: { A: { type: "string" } } } },
  ],
  [
    "a limit beside $ref that is not a number",
    sends({ $ref: "#/components/schemas/A", properties: { b: { minLength: "5" } } }),
    /schema\/properties\/b\/minLength: Expected type `integer`/,
    { components: { schemas: { A: { type: "object" } } } },
  ],
  ["null in place of a schema", sends({ type: "object", properties: { a: null } }), /properties\/a: Expected type `Schema`/],
  ["parameters that are not a list", { parameters: {} }, /post\/parameters: Expected type `ParameterList`/],
  ["null in place of responses", { responses: null }, /responses/],
  [
    "two schema names that become one type name",
    gives({}),
    /components\/schemas\/AB: becomes the type AB, which components\/schemas\/a-b has already/,
    { components: { schemas: { "a-b": { type: "string" }, AB: { type: "string" } } } },
  ],
  [
    "a schema that contains itself",
    sends({ $ref: "#/components/schemas/A" }),
    /components\/schemas\/A: contains itself, so a check of it would never end/,
    { components: { schemas: { A: { anyOf: [{ type: "null" }, { allOf: [{ $ref: "#/components/schemas/A" }] }] } } } },
  ],
  [
    "an invalid pattern of names",
    sends({ patternProperties: { "[": {} } }),
    /patternProperties\/\[: is not a regular expression/,
  ],
  ["a step of 0", sends({ type: "integer", multipleOf: 0 }), /multipleOf: must be more than 0/],
  [
    "a secret number",
    gives({ type: "object", properties: { pin: { type: "integer", format: "password" } } }),
    /properties\/pin: is a secret, and so must have `type: string`/,
  ],
  [
    "a secret without a type",
    gives({ type: "object", properties: { pin: { format: "password" } } }),
    /properties\/pin: is a secret, and so must have/,
  ],
  [
    "a secret with known values",
    gives({ type: "object", properties: { pin: { ...secret, enum: ["1"] } } }),
    /properties\/pin: is a secret, .* no fixed values/,
  ],
];
