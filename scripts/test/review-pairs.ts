// Pairs of specs whose verdict is known: each is the fixture with one text replaced, made by hand and judged by hand.

export interface Pair {
  title: string;
  breaking: boolean;
  /** What is replaced by what; each text is in the fixture once. */
  edits: [from: string, to: string][];
}

const pair =
  (breaking: boolean) =>
  (title: string, from: string, to: string, ...edits: Pair["edits"]): Pair => ({
    title,
    breaking,
    edits: [[from, to], ...edits],
  });
const breaks = pair(true);
const harmless = pair(false);

const DELETE = `    delete:
      operationId: deletePet
      tags: [pets]
      parameters:
        - { name: id, in: path, required: true, schema: { type: string, minLength: 1 } }
      responses:
        "204": { description: Deleted. }
        "401": { $ref: "#/components/responses/Failed" }
`;
const KIND = "Kind: { type: string, enum: [cat, dog, bird] }";
const NAME = 'name: { type: string, pattern: "^[a-z]+$", maxLength: 40 }';
const NOTE = '        note: { type: [string, "null"] }\n';
const LIMIT = "{ name: limit, in: query, schema: { type: integer, maximum: 100 } }";
const SECOND = "  - { url: https://two.example/v1, x-environment: two }\n";
const PET_HEAD = `      type: object
      allOf:
        - $ref: "#/components/schemas/Named"
      required: [id]
      properties:
`;

export const REMOVED_ENDPOINT = breaks("an endpoint is removed", `  /pets/{id}:\n${DELETE}`, "");

export const PAIRS: Pair[] = [
  REMOVED_ENDPOINT,
  breaks("an operation changes its method", "    delete:\n", "    put:\n"),
  breaks("an operation changes its id", "operationId: deletePet", "operationId: removePet"),
  breaks(
    "a path parameter is renamed",
    `  /pets/{id}:\n${DELETE}`,
    `  /pets/{petId}:\n${DELETE.replace("name: id", "name: petId")}`,
  ),
  breaks("an optional request property is removed", NOTE, ""),
  breaks("a request property is renamed", "        note: {", "        remark: {"),
  breaks("a required request property is added", NOTE, `${NOTE}        owner: { type: string }\n`, [
    "required: [name, kind]",
    "required: [name, kind, owner]",
  ]),
  breaks("an optional request property becomes required", "required: [name, kind]", "required: [name, kind, note]"),
  breaks("a request property can no longer be null", NOTE, "        note: { type: string }\n"),
  breaks("a request property changes its type", NOTE, "        note: { type: integer }\n"),
  breaks("a value of a request enum is removed", KIND, KIND.replace(", bird", "")),
  breaks("a request pattern is tightened", NAME, NAME.replace("[a-z]+", "[a-f]+")),
  breaks("a request length is shortened", NAME, NAME.replace("40", "20")),
  breaks("a query parameter is removed", `        - ${LIMIT}\n`, ""),
  breaks("a query parameter becomes required", LIMIT, LIMIT.replace("in: query", "in: query, required: true")),
  breaks("the maximum of a query parameter is lowered", LIMIT, LIMIT.replace("100", "50")),
  breaks("a required response property may be missing", "required: [id]", "required: []"),
  breaks("an optional response property is removed", "        tag: { type: string }\n", ""),
  breaks("a response property is renamed", "        tag: {", "        label: {"),
  breaks("a response property may be null", "        age: { type: integer }", '        age: { type: [integer, "null"] }'),
  breaks("a response property changes its type", "        age: { type: integer }", "        age: { type: string }"),
  breaks("a closed response enum gets a value", "enum: [good, bad]", "enum: [good, bad, sleepy]"),
  breaks(
    "a list becomes an object",
    '{ type: array, items: { $ref: "#/components/schemas/Pet" } }',
    '{ $ref: "#/components/schemas/Pet" }',
  ),
  breaks(
    "a response property becomes a secret",
    "        tag: { type: string }",
    "        tag: { type: string, format: password }",
  ),
  breaks(
    "a response header is removed",
    "            X-Total: { description: How many., schema: { type: integer } }\n",
    "            X-Other: { description: How many., schema: { type: integer } }\n",
  ),
  breaks("a success status changes", '        "201":\n', '        "200":\n'),
  breaks("a discriminator's value is renamed", "mapping: { person:", "mapping: { human:"),
  breaks("a property of one member of a union changes its type", "town: { type: string }", "town: { type: integer }"),
  breaks("a response format changes", "format: date-time", "format: date"),
  breaks("a request must be in a format", NAME, NAME.replace("pattern", "format: uuid, pattern")),
  breaks(
    "a request takes one of its overlapping forms only",
    "        size:\n          anyOf:",
    "        size:\n          oneOf:",
  ),
  breaks("an integer in a response may be any number", "        age: { type: integer }", "        age: { type: number }"),
  breaks("an error property is removed", "        trace: { type: string }\n", ""),
  breaks("a server is removed", SECOND, ""),
  breaks("a second credential is asked for", "security: [{ bearer: [] }]", "security: [{ bearer: [], second: [] }]", [
    "  responses:\n    Failed:",
    "    second: { type: http, scheme: basic }\n  responses:\n    Failed:",
  ]),

  harmless(
    "an operation is added",
    "    delete:\n",
    `    get:\n${DELETE.split("\n").slice(1).join("\n").replace("deletePet", "getPet")}    delete:\n`,
  ),
  harmless("an optional request property is added", NOTE, `${NOTE}        color: { type: string }\n`),
  harmless("a required request property becomes optional", "required: [name, kind]", "required: [name]"),
  harmless(
    "a request property may be null",
    '        kind: { $ref: "#/components/schemas/Kind" }\n        note',
    '        kind: { anyOf: [{ $ref: "#/components/schemas/Kind" }, { type: "null" }] }\n        note',
  ),
  harmless("a request length is longer", NAME, NAME.replace("40", "80")),
  harmless("a request pattern is dropped", NAME, NAME.replace(' pattern: "^[a-z]+$",', "")),
  harmless(
    "an optional query parameter is added",
    `        - ${LIMIT}\n`,
    `        - ${LIMIT}\n        - { name: page, in: query, schema: { type: integer } }\n`,
  ),
  harmless("a value is added to an enum that is open in responses", KIND, KIND.replace("bird", "bird, fish")),
  harmless(
    "a response property is added",
    "        tag: { type: string }\n",
    "        tag: { type: string }\n        size: { type: number }\n",
  ),
  harmless("an optional response property is always there", "required: [id]", "required: [id, tag]"),
  harmless("a response property is no longer null", 'born: { type: [string, "null"], format', "born: { type: string, format"),
  harmless(
    "an error status is added",
    '        "409": { $ref',
    '        "429": { $ref: "#/components/responses/Failed" }\n        "409": { $ref',
  ),
  harmless("a server is added", SECOND, `${SECOND}  - { url: https://three.example/v1, x-environment: three }\n`),
  harmless("a description is reworded", "What it is called.", "The name it answers to."),

  harmless(
    "refactoring: allOf is written out",
    PET_HEAD,
    "      type: object\n      required: [id, name]\n      properties:\n        name: { type: string, description: What it is called. }\n",
  ),
  harmless(
    "refactoring: a schema gets a name",
    '{ type: array, items: { $ref: "#/components/schemas/Pet" } }',
    '{ $ref: "#/components/schemas/Pets" }',
    [
      "    Failure:\n      type",
      '    Pets: { type: array, items: { $ref: "#/components/schemas/Pet" } }\n    Failure:\n      type',
    ],
  ),
  harmless(
    "refactoring: a named schema is written out",
    '        kind: { $ref: "#/components/schemas/Kind" }\n        note',
    "        kind: { type: string, enum: [cat, dog, bird] }\n        note",
  ),
  harmless(
    "refactoring: null in a union of types becomes a branch",
    NOTE,
    '        note: { anyOf: [{ type: string }, { type: "null" }] }\n',
  ),
  harmless(
    "refactoring: an enum becomes constants",
    KIND,
    "Kind: { oneOf: [{ type: string, const: cat }, { type: string, const: dog }, { type: string, const: bird }] }",
  ),
  harmless(
    "refactoring: a reference within allOf",
    '        kind: { $ref: "#/components/schemas/Kind" }\n        note',
    '        kind: { allOf: [{ $ref: "#/components/schemas/Kind" }] }\n        note',
  ),
  harmless("refactoring: anyOf instead of oneOf", "    ReportedKind:\n      anyOf:\n", "    ReportedKind:\n      oneOf:\n"),
  harmless("refactoring: the values of an enum in another order", KIND, KIND.replace("cat, dog", "dog, cat")),
  harmless("a request takes another type too", NOTE, '        note: { type: [string, integer, "null"] }\n'),
  harmless(
    "refactoring: constraints move into allOf",
    NAME,
    'name: { allOf: [{ type: string, pattern: "^[a-z]+$" }, { maxLength: 40 }] }',
  ),
];
