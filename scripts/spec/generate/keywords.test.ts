import { test } from "vitest";
import { type CheckCase, expectVerdicts } from "./check-case.ts";

// The keywords of single values, lists and objects.
const KEYWORDS: CheckCase[] = [
  [
    "a string",
    { type: "string" },
    ["", "a", "😀"],
    [
      [1, "body must be a string"],
      [null, "body must be a string"],
    ],
  ],
  ["a number", { type: "number" }, [0, -0.5], [["1", "body must be a number"]]],
  [
    "an integer",
    { type: "integer" },
    [0, -7, 2],
    [
      [1.5, "body must be an integer"],
      ["1", "body must be an integer"],
    ],
  ],
  ["a boolean", { type: "boolean" }, [true, false], [[0, "body must be true or false"]]],
  ["null", { type: "null" }, [null], [[0, "body must be null"]]],
  [
    "a nullable",
    { type: ["string", "null"], minLength: 1 },
    ["a", null],
    [
      [1, "body must be a string or null"],
      ["", "body must not be empty"],
    ],
  ],
  [
    "an enum",
    { type: "string", enum: ["a.b", "c|d"] },
    ["a.b", "c|d"],
    [
      ["axb", "body must be one of a.b, c|d"],
      [1, "body must be one of a.b, c|d"],
    ],
  ],
  ["an enum of numbers", { type: "integer", enum: [1, 2] }, [1, 2], [[3, "body must be one of 1, 2"]]],
  ["a const", { const: "v2" }, ["v2"], [["v1", "body must be v2"]]],
  ["a const that is an object", { const: { a: [1] } }, [{ a: [1] }], [[{ a: [2] }, 'body must be {"a":[1]}']]],
  [
    "lengths",
    { type: "string", minLength: 2, maxLength: 3 },
    ["ab", "😀😀😀", "\n\n"],
    [
      ["😀", "body must have at least 2 characters"],
      ["abcd", "body must have at most 3 characters"],
    ],
  ],
  ["a pattern", { type: "string", pattern: "^a/?b$" }, ["ab", "a/b"], [["ab\n", "body does not have the documented form"]]],
  [
    "a pattern in words",
    { type: "string", pattern: "^[^<>]*$", "x-pattern-description": "must not contain < or >" },
    ["a"],
    [["<a>", "body must not contain < or >"]],
  ],
  [
    "limits",
    { type: "number", minimum: 0.5, maximum: 1 },
    [0.5, 1],
    [
      [0.4, "body must be at least 0.5"],
      [1.1, "body must be at most 1"],
    ],
  ],
  [
    "exclusive limits",
    { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 },
    [0.5],
    [
      [0, "body must be more than 0"],
      [1, "body must be less than 1"],
    ],
  ],
  ["a step", { type: "integer", multipleOf: 5 }, [0, 10], [[7, "body must be a multiple of 5"]]],
  [
    "a list",
    { type: "array", items: { type: "integer" } },
    [[], [1]],
    [
      [[1, 1.5], "body.1 must be an integer"],
      [{}, "body must be an array"],
    ],
  ],
  [
    "limits of a list",
    { type: "array", minItems: 1, maxItems: 2, uniqueItems: true },
    [[1], [1, "1"]],
    [
      [[], "body must not be empty"],
      [[1, 2, 3], "body must have at most 2 items"],
      [[1, 1], "body must not hold the same item twice"],
    ],
  ],
  [
    "a list that must contain an item of one kind",
    { type: "array", contains: { const: 1 } },
    [[1], [...Array(50).fill(0), 1]],
    [[Array(50).fill(0), "body lacks an item that the document asks for"]],
  ],
  [
    "a tuple",
    { type: "array", prefixItems: [{ type: "string" }, { type: "integer" }], items: false, minItems: 2 },
    [["a", 1]],
    [
      [["a", "b"], "body.1 must be an integer"],
      [["a", 1, 2], "body has more items than are allowed"],
    ],
  ],
  [
    "an object",
    { type: "object", required: ["a"], properties: { a: { type: "string" } } },
    [{ a: "", b: 1 }],
    [
      [{ b: 1 }, "body.a is required"],
      [[], "body must be an object"],
      [null, "body must be an object"],
    ],
  ],
  [
    "a closed object",
    { type: "object", additionalProperties: false },
    [{}],
    [[{ a: 1 }, "body.a is not a field of this request"]],
  ],
  [
    "a map",
    { type: "object", additionalProperties: { type: "integer" }, minProperties: 1, maxProperties: 2 },
    [{ a: 1 }],
    [
      [{ a: "b" }, "body.a must be an integer"],
      [{}, "body must not be empty"],
      [{ a: 1, b: 2, c: 3 }, "body must have at most 2 fields"],
    ],
  ],
  [
    "names of a map",
    { type: "object", propertyNames: { maxLength: 3 }, patternProperties: { "^x": { type: "integer" } } },
    [{ abc: "", x: 1 }],
    [
      [{ long: 1 }, "body.long must have at most 3 characters"],
      [{ xa: "" }, "body.xa must be an integer"],
    ],
  ],
  [
    "fields that belong together",
    { type: "object", dependentRequired: { a: ["b"] }, dependentSchemas: { c: { required: ["d"] } } },
    [{ a: 1, b: 1 }],
    [
      [{ a: 1 }, "body.b is required beside the other fields"],
      [{ c: 1 }, "body.d is required"],
    ],
  ],
  [
    "a condition",
    {
      type: "object",
      if: { properties: { a: { const: 1 } }, required: ["a"] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ["b"] },
      else: { required: ["c"] },
    },
    [{ a: 1, b: 1 }, { c: 1 }],
    [
      [{ a: 1 }, "body.b is required"],
      [{}, "body.c is required"],
    ],
  ],
  ["a negated schema", { type: "string", not: { enum: ["a"] } }, ["b"], [["a", "body has a form that is not allowed"]]],
  ["anything", {}, [null, 1, [], { a: {} }], []],
  ["anything, as true", true, [null, 1], []],
];

for (const one of KEYWORDS) test(`a request check honours ${one[0]}`, () => expectVerdicts(one));
