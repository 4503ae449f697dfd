import { test } from "vitest";
import { type CheckCase, expectVerdicts } from "./check-case.ts";

const PET = { type: "object", required: ["kind"], properties: { kind: { type: "string" } } };
const CAT = { ...PET, required: ["kind", "lives"], properties: { kind: { const: "cat" }, lives: { type: "integer" } } };
const DOG = { ...PET, properties: { kind: { const: "dog" }, name: { type: "string", minLength: 1 } } };
const MAPPING = { cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog" };
const TREE = {
  type: "object",
  properties: { name: { type: "string" }, children: { type: "array", items: { $ref: "#/components/schemas/Tree" } } },
};

// Schemas that combine other schemas.
const UNIONS: CheckCase[] = [
  [
    "allOf",
    {
      allOf: [
        { type: "object", required: ["a"] },
        { type: "object", required: ["b"] },
      ],
    },
    [{ a: 1, b: 1 }],
    [[{}, "body.a is required", "body.b is required"]],
  ],
  [
    "allOf, closed",
    { allOf: [{ properties: { a: {} } }], properties: { b: {} }, unevaluatedProperties: false },
    [{ a: 1, b: 1 }],
    [[{ c: 1 }, "body.c is not a field of this request"]],
  ],
  [
    "anyOf with null",
    { anyOf: [{ type: "object", required: ["a"], properties: { a: { type: "string" } } }, { type: "null" }] },
    [{ a: "" }, null],
    [
      [{}, "body.a is required"],
      [{ a: 1 }, "body.a must be a string"],
      [5, "body has none of the documented forms"],
    ],
  ],
  [
    "anyOf of equals",
    { anyOf: [{ required: ["a"] }, { required: ["b"] }], type: "object" },
    [{ a: 1 }],
    [[{}, "body has none of the documented forms"]],
  ],
  [
    "anyOf of a list and an object",
    { anyOf: [{ type: "array", items: { type: "string" } }, { type: "object" }] },
    [["a"], {}],
    [[["a", 1], "body.1 must be a string"]],
  ],
  [
    "anyOf within anyOf",
    {
      anyOf: [
        { type: "integer" },
        { type: "array", items: { anyOf: [{ type: "integer" }, { type: "object", required: ["a"] }] } },
      ],
    },
    [1, [1, { a: 1 }]],
    [[[1, {}], "body.1.a is required"]],
  ],
  [
    "oneOf",
    {
      oneOf: [
        { type: "number", multipleOf: 2 },
        { type: "number", multipleOf: 3 },
      ],
    },
    [2, 3],
    [
      [6, "body has none, or more than one, of the documented forms"],
      [5, "body has none, or more than one, of the documented forms"],
    ],
  ],
  [
    "a discriminator",
    { oneOf: [{ $ref: MAPPING.cat }, { $ref: MAPPING.dog }], discriminator: { propertyName: "kind", mapping: MAPPING } },
    [{ kind: "cat", lives: 9 }, { kind: "dog" }],
    [
      [{ kind: "cat" }, "body.lives is required"],
      [{ kind: "dog", name: "" }, "body.name must not be empty"],
      [{ kind: "cow" }, "body.kind must be one of cat, dog"],
      [{}, "body.kind is required"],
    ],
    { Cat: CAT, Dog: DOG },
  ],
  [
    "beside $ref",
    { $ref: "#/components/schemas/Name", maxLength: 3 },
    ["abc"],
    [
      ["", "body must not be empty"],
      ["abcd", "body must have at most 3 characters"],
    ],
    { Name: { type: "string", minLength: 1 } },
  ],
  [
    "recursion",
    { $ref: "#/components/schemas/Tree" },
    [{ name: "a", children: [{ children: [] }] }],
    [[{ children: [{ children: [{ name: 1 }] }] }, "body.children.0.children.0.name must be a string"]],
    { Tree: TREE },
  ],
  [
    "readOnly",
    {
      type: "object",
      required: ["id", "name"],
      properties: { id: { type: "string", readOnly: true }, name: { type: "string" } },
    },
    [{ name: "" }],
    [[{ id: "1", name: "" }, "body.id is not a field of this request"]],
  ],
  [
    "readOnly through allOf",
    { allOf: [{ $ref: "#/components/schemas/Base" }], required: ["id"] },
    [{}],
    [[{ id: 1 }, "body.id is not a field of this request"]],
    { Base: { type: "object", properties: { id: { readOnly: true } } } },
  ],
  ["writeOnly", { type: "object", properties: { pin: { type: "string", writeOnly: true } } }, [{ pin: "1" }], []],
  [
    "a field with a default, which may be left out",
    { type: "object", properties: { size: { type: "integer", default: 5 } } },
    [{}, { size: 1 }],
    [],
  ],
];

for (const one of UNIONS) test(`a request check honours ${one[0]}`, () => expectVerdicts(one));
