// The kinds of operations that a JSON API can have, and what becomes of each: it works, from the spec to a call of the real client, or
// it is refused. `kinds.test.ts` goes through them.

/** A kind that works: a call of it, the request that is sent, and what an answer becomes. */
export interface WorkingKind {
  title: string;
  method?: string;
  /** Its path; `/kind3` by default. */
  path?: string;
  /** What the spec says of it, beside what all operations have. */
  operation?: object;
  /** Parameters of the path. */
  parameters?: object[];
  schemas?: Record<string, object>;
  /** What the call is given, as TypeScript. */
  init?: string;
  /** What is sent: the address behind the host, headers, and the body. */
  sent?: { url?: string; headers?: Record<string, string>; body?: string };
  answer?: { status?: number; text?: string; type?: string };
  /** What the call gives, with secrets in angle brackets. */
  data?: unknown;
  /** The type of what it gives. */
  type?: string;
  /** What is wrong with another input, as the error says it. */
  refuses?: [init: string, message: string];
}

const OBJECT = { type: "object", properties: { a: { type: "string" } } };
const json = (schema: object, type = "application/json") => ({ description: "Yes.", content: { [type]: { schema } } });
const sends = (schema: object, more: object = {}, type = "application/json") => ({
  requestBody: { required: true, content: { [type]: { schema } }, ...more },
});
const gives = (schema: object, status = "200", type = "application/json") => ({ responses: { [status]: json(schema, type) } });
const query = (name: string, schema: object, more: object = {}) => ({ in: "query", name, schema, ...more });
const strings = { type: "array", items: { type: "string" } };
const secret = { type: "string", format: "password" };

/** The kinds that work. */
export const WORKING: WorkingKind[] = [
  // Bodies that are sent.
  {
    title: "an object as body",
    method: "post",
    operation: sends({ type: "object", required: ["n"], properties: { n: { type: "integer" } } }),
    init: "{ body: { n: 1 } }",
    sent: { body: '{"n":1}', headers: { "content-type": "application/json", "content-length": "7" } },
    refuses: ["{ body: {} }", "n is required"],
  },
  {
    title: "a list as body",
    method: "post",
    operation: sends({ type: "array", items: { type: "integer" }, maxItems: 2 }),
    init: "{ body: [1, 2] }",
    sent: { body: "[1,2]" },
    refuses: ["{ body: [1, 2, 3] }", "body must have at most 2 items"],
  },
  {
    title: "a string as body",
    method: "put",
    operation: sends({ type: "string", minLength: 1 }),
    init: '{ body: "a" }',
    sent: { body: '"a"' },
    refuses: ['{ body: "" }', "body must not be empty"],
  },
  { title: "a number as body", method: "put", operation: sends({ type: "number" }), init: "{ body: 0 }", sent: { body: "0" } },
  {
    title: "false as body",
    method: "put",
    operation: sends({ type: "boolean" }),
    init: "{ body: false }",
    sent: { body: "false" },
  },
  {
    title: "null as body",
    method: "put",
    operation: sends({ type: ["object", "null"] }),
    init: "{ body: null }",
    sent: { body: "null" },
  },
  {
    title: "a body that may be left out, and is",
    method: "post",
    operation: sends(OBJECT, { required: false }),
    sent: { body: "", headers: { "content-type": "" } },
  },
  {
    title: "a body that may be left out, and is not",
    method: "post",
    operation: sends(OBJECT, { required: false }),
    init: '{ body: { a: "b" } }',
    sent: { body: '{"a":"b"}' },
    refuses: ["{ body: { a: 1 } }", "a must be a string"],
  },
  {
    title: "a body by reference",
    method: "post",
    operation: { requestBody: { $ref: "#/components/requestBodies/Shared" } },
    init: '{ body: { a: "b" } }',
    sent: { body: '{"a":"b"}' },
  },
  {
    title: "PATCH with a merge patch",
    method: "patch",
    operation: sends({ type: "object", additionalProperties: { type: ["string", "null"] } }, {}, "application/merge-patch+json"),
    init: "{ body: { a: null } }",
    sent: { body: '{"a":null}', headers: { "content-type": "application/merge-patch+json" } },
  },
  {
    title: "a vendor's media type with parameters",
    method: "post",
    operation: sends(OBJECT, {}, "application/vnd.acme.v2+json; charset=utf-8"),
    init: "{ body: {} }",
    sent: { body: "{}", headers: { "content-type": "application/vnd.acme.v2+json; charset=utf-8" } },
  },
  { title: "DELETE with a body", method: "delete", operation: sends(strings), init: '{ body: ["a"] }', sent: { body: '["a"]' } },
  {
    title: "one of several forms, by a discriminator",
    method: "post",
    operation: sends({
      oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }],
      discriminator: { propertyName: "kind", mapping: { cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog" } },
    }),
    schemas: {
      Cat: { type: "object", required: ["kind", "lives"], properties: { kind: { type: "string" }, lives: { type: "integer" } } },
      Dog: { type: "object", required: ["kind"], properties: { kind: { type: "string" } } },
    },
    init: '{ body: { kind: "cat", lives: 9 } }',
    sent: { body: '{"kind":"cat","lives":9}' },
    refuses: ['{ body: { kind: "cat" } }', "lives is required"],
  },
  {
    title: "a field with a default, which may be left out",
    method: "post",
    operation: sends({ type: "object", properties: { size: { type: "integer", default: 5 } } }),
    init: "{ body: {} }",
    sent: { body: "{}" },
  },
  {
    title: "a tree",
    method: "post",
    operation: sends({ $ref: "#/components/schemas/Tree" }),
    schemas: { Tree: { type: "object", properties: { kids: { type: "array", items: { $ref: "#/components/schemas/Tree" } } } } },
    init: "{ body: { kids: [{ kids: [] }] } }",
    sent: { body: '{"kids":[{"kids":[]}]}' },
  },
  {
    title: "one schema in both directions, with a secret, readOnly and writeOnly",
    method: "put",
    operation: { ...sends({ $ref: "#/components/schemas/Hook" }), ...gives({ $ref: "#/components/schemas/Hook" }) },
    schemas: {
      Hook: {
        type: "object",
        required: ["id", "signingSecret"],
        properties: { id: { type: "string", readOnly: true }, signingSecret: secret, pin: { type: "string", writeOnly: true } },
      },
    },
    init: '{ body: { signingSecret: "s-1234567", pin: "1" } }',
    sent: { body: '{"signingSecret":"s-1234567","pin":"1"}' },
    answer: { text: '{"id":"1","signingSecret":"s-1234567"}' },
    data: { id: "1", signingSecret: "<s-1234567>" },
    refuses: ['{ body: { id: "1", signingSecret: "s" } }', "id is not a field of this request"],
  },
  // Parameters.
  {
    title: "a parameter of the path that the operation overrides",
    path: "/overridden/{id}",
    parameters: [{ in: "path", name: "id", required: true, schema: { type: "string" } }],
    operation: { parameters: [{ in: "path", name: "id", required: true, schema: { type: "integer", minimum: 1 } }] },
    init: "{ params: { path: { id: 5 } } }",
    sent: { url: "/overridden/5" },
    refuses: ["{ params: { path: { id: 0 } } }", "id must be at least 1"],
  },
  {
    title: "two parameters in a path, with anything in them",
    path: "/a/{one}/b/{two}.json",
    parameters: ["one", "two"].map((name) => ({ in: "path", name, required: true, schema: { type: "string" } })),
    init: '{ params: { path: { one: "x y?", two: "ü" } } }',
    sent: { url: "/a/x%20y%3F/b/%C3%BC.json" },
    refuses: ['{ params: { path: { one: "..", two: "a/b" } } }', "one must be one segment of a path"],
  },
  {
    title: "single values in a query",
    operation: {
      parameters: [
        query("q", { type: "string" }, { required: true }),
        query("n", { type: "integer" }),
        query("all", { type: "boolean" }),
      ],
    },
    init: '{ params: { query: { q: "a&b=c", n: 0, all: false } } }',
    sent: { url: "?q=a%26b%3Dc&n=0&all=false" },
    refuses: ["{ params: { query: { n: 1.5 } } }", "q is required"],
  },
  {
    title: "a list in a query, by repeating its name",
    operation: { parameters: [query("ids", strings)] },
    init: '{ params: { query: { ids: ["a", "b,c"] } } }',
    sent: { url: "?ids=a&ids=b%2Cc" },
  },
  {
    title: "lists in a query in every other style",
    operation: {
      parameters: [
        query("comma", strings, { explode: false }),
        query("space", strings, { style: "spaceDelimited" }),
        query("pipe", strings, { style: "pipeDelimited", explode: false }),
        query("each", strings),
      ],
    },
    init: '{ params: { query: { comma: ["a", "b,c"], space: ["a", "b"], pipe: ["a", "b"], each: ["a", "b"] } } }',
    sent: { url: "?comma=a,b%2Cc&space=a%20b&pipe=a|b&each=a&each=b" },
  },
  {
    title: "an object in a query, as parameters of its own",
    operation: { parameters: [query("filter", OBJECT)] },
    init: '{ params: { query: { filter: { a: "b c" } } } }',
    sent: { url: "?a=b%20c" },
  },
  {
    title: "an object in a query, in brackets",
    operation: {
      parameters: [query("filter", { type: "object", additionalProperties: { type: "integer" } }, { style: "deepObject" })],
    },
    init: "{ params: { query: { filter: { min: 1, max: 2 } } } }",
    sent: { url: "?filter[min]=1&filter[max]=2" },
    refuses: ['{ params: { query: { filter: { "a]&b": 1 } } } }', "filter.a]&b must be a name that needs no escape"],
  },
  {
    title: "an object in a query, with commas",
    operation: { parameters: [query("filter", OBJECT, { explode: false })] },
    init: '{ params: { query: { filter: { a: "b,c" } } } }',
    sent: { url: "?filter=a,b%2Cc" },
  },
  {
    title: "headers",
    operation: {
      parameters: [
        { in: "header", name: "Idempotency-Key", required: true, schema: { type: "string", minLength: 1 } },
        { in: "header", name: "x-count", schema: { type: "integer" } },
      ],
    },
    init: '{ params: { header: { "Idempotency-Key": "k 1", "x-count": 0 } } }',
    sent: { headers: { "idempotency-key": "k 1", "x-count": "0" } },
    refuses: ['{ params: { header: { "Idempotency-Key": "a\\nb" } } }', "header.Idempotency-Key must be one line"],
  },
  // Answers.
  { title: "a list as answer", operation: gives(strings), answer: { text: '["a"]' }, data: ["a"], type: "string[]" },
  { title: "a string as answer", operation: gives({ type: "string" }), answer: { text: '"a"' }, data: "a", type: "string" },
  { title: "a number as answer", operation: gives({ type: "number" }), answer: { text: "0" }, data: 0, type: "number" },
  { title: "false as answer", operation: gives({ type: "boolean" }), answer: { text: "false" }, data: false, type: "boolean" },
  {
    title: "null as answer",
    operation: gives({ type: ["string", "null"] }),
    answer: { text: "null" },
    data: null,
    type: "string | null",
  },
  {
    title: "a map as answer",
    operation: gives({ type: "object", additionalProperties: { type: "number" } }),
    answer: { text: '{"a":1}' },
    data: { a: 1 },
    type: "{ [key: string]: number }",
  },
  {
    title: "an object of which nothing is known",
    operation: gives({ type: "object" }),
    answer: { text: '{"a":1}' },
    data: { a: 1 },
    type: "Record<string, unknown>",
  },
  {
    title: "fields beside branches",
    operation: gives({ ...OBJECT, anyOf: [{ required: ["a"] }, { required: ["b"] }] }),
    answer: { text: '{"a":"b"}' },
    data: { a: "b" },
    type: "{ a?: string }",
  },
  {
    title: "a text",
    operation: gives({ type: "string" }, "200", "text/plain; charset=utf-8"),
    sent: { headers: { accept: "text/plain; charset=utf-8" } },
    answer: { text: "{no json", type: "text/plain" },
    data: "{no json",
    type: "string",
  },
  {
    title: "an empty text",
    operation: gives({ type: "string" }, "200", "text/csv"),
    answer: { text: "", type: "text/csv" },
    data: "",
    type: "string",
  },
  {
    title: "a vendor's media type",
    operation: gives(OBJECT, "200", "application/vnd.acme+json"),
    sent: { headers: { accept: "application/vnd.acme+json" } },
    answer: { text: '{"a":"b"}', type: "application/vnd.acme+json" },
    data: { a: "b" },
    type: "{ a?: string }",
  },
  {
    title: "any success as 2XX",
    operation: gives(OBJECT, "2XX"),
    answer: { status: 202, text: '{"a":"b"}' },
    data: { a: "b" },
    type: "{ a?: string }",
  },
  {
    title: "no content",
    method: "delete",
    operation: { responses: { 204: { description: "Gone." } } },
    answer: { status: 204 },
    data: undefined,
    type: "undefined",
  },
  {
    title: "HEAD",
    method: "head",
    operation: { responses: { 200: { description: "There." } } },
    answer: { status: 200 },
    data: undefined,
    type: "undefined",
  },
  {
    title: "problem details as 4XX and default",
    operation: {
      responses: {
        200: json(OBJECT),
        "4XX": json(OBJECT, "application/problem+json"),
        default: json(OBJECT, "application/problem+json"),
      },
    },
    sent: { headers: { accept: "application/json, application/problem+json" } },
    answer: { text: "{}" },
    data: {},
    type: "{ a?: string }",
  },
  {
    title: "secrets in a list and deeper",
    method: "post",
    operation: gives({
      type: "object",
      properties: {
        codes: { type: "array", items: secret },
        hooks: { type: "array", items: { type: "object", properties: { name: { type: "string" }, hookSecret: secret } } },
        keys: { type: "object", additionalProperties: { anyOf: [secret, { type: "null" }] } },
      },
    }),
    answer: { text: '{"codes":["c-1"],"hooks":[{"name":"n","hookSecret":"h-1"}],"keys":{"a":"k-1","b":null}}' },
    data: { codes: ["<c-1>"], hooks: [{ name: "n", hookSecret: "<h-1>" }], keys: { a: "<k-1>", b: null } },
    type: "{ codes?: Secret[]; hooks?: { name?: string; hookSecret?: Secret }[]; keys?: { [key: string]: Secret | null } }",
  },
  {
    title: "schemas whose names are no identifiers",
    operation: gives({ $ref: "#/components/schemas/api-key.v2" }),
    schemas: {
      "api-key.v2": { type: "object", properties: { type: { $ref: "#/components/schemas/string" } } },
      string: { type: "string", enum: ["a"] },
    },
    answer: { text: '{"type":"a"}' },
    data: { type: "a" },
    type: "Schema.ApiKeyV2",
  },
  {
    title: "a tuple as answer",
    operation: gives({ type: "array", prefixItems: [{ type: "string" }, { type: "number" }], items: false, minItems: 2 }),
    answer: { text: '["a",1]' },
    data: ["a", 1],
    type: "[string, number]",
  },
  {
    title: "what stands beside $ref",
    operation: gives({ $ref: "#/components/schemas/Base", properties: { more: { type: "number" } }, required: ["more"] }),
    schemas: { Base: { type: "object", properties: { base: { type: "string" } } } },
    answer: { text: '{"base":"a","more":1}' },
    data: { base: "a", more: 1 },
    type: "{ base?: string } & { more: number }",
  },
  {
    title: "OPTIONS",
    method: "options",
    operation: { responses: { 200: { description: "Allowed." } } },
    answer: { status: 200 },
    data: undefined,
    type: "undefined",
  },
  { title: "an operation that needs no token", operation: { security: [] }, sent: { headers: { authorization: "" } } },
  {
    title: "an operation that may have a token",
    operation: { security: [{}, { bearer: [] }] },
    sent: { headers: { authorization: "Bearer t-12345678" } },
  },
];

/** What all of them share. */
export const SHARED = {
  requestBodies: { Shared: { required: true, content: { "application/json": { schema: OBJECT } } } },
  securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
};

/** What is refused, and what `generate` says; the place is that of the operation, or of what comes first. */
export const REFUSED: [
  title: string,
  operation: object,
  message: RegExp,
  more?: { method?: string; path?: string; components?: object },
][] = [
  [
    "a form with files",
    sends(OBJECT, {}, "multipart/form-data"),
    /post\/requestBody\/content\/multipart\/form-data: is not supported; the packages send no files or forms/,
  ],
  [
    "a form",
    sends(OBJECT, {}, "application/x-www-form-urlencoded"),
    /requestBody\/content\/application\/x-www-form-urlencoded: is not supported; the packages send no forms: take a JSON body/,
  ],
  [
    "XML that is sent",
    sends(OBJECT, {}, "application/xml"),
    /requestBody\/content\/application\/xml: is not supported; the packages do not write or read XML/,
  ],
  [
    "bytes that are sent",
    sends({ type: "string" }, {}, "application/octet-stream"),
    /content\/application\/octet-stream: is not supported; the packages carry JSON, and text in answers/,
  ],
  [
    "a text that is sent",
    sends({ type: "string" }, {}, "text/plain"),
    /requestBody\/content\/text\/plain: is not supported; the packages carry JSON/,
  ],
  [
    "a choice of media types",
    { requestBody: { content: { "application/json": {}, "application/vnd.a+json": {} } } },
    /requestBody\/content: has 2 media types: keep the one/,
  ],
  ["a body without content", { requestBody: { content: {} } }, /requestBody\/content: is empty: add application\/json/],
  [
    "GET with a body",
    sends(OBJECT),
    /get\/requestBody: is not possible, because a GET has no body: use query parameters/,
    { method: "get" },
  ],
  ["HEAD with a body", sends(OBJECT), /head\/requestBody: is not possible/, { method: "head" }],
  [
    "HEAD with content",
    gives(OBJECT),
    /head\/responses\/200\/content: is not possible, because an answer to HEAD has no body: remove it/,
    { method: "head" },
  ],
  ["204 with content", gives(OBJECT, "204"), /responses\/204\/content: is not possible, because a 204 has no body/],
  [
    "bytes as answer",
    gives({ type: "string", format: "binary" }, "200", "application/pdf"),
    /responses\/200\/content\/application\/pdf: is not supported; .* with bytes as base64 or as a link/,
  ],
  ["an image as answer", gives({}, "200", "image/png"), /responses\/200\/content\/image\/png: is not supported/],
  [
    "XML as answer",
    gives(OBJECT, "200", "text/xml"),
    /responses\/200\/content\/text\/xml: is not supported; the packages do not write or read XML/,
  ],
  [
    "XML as refusal",
    { responses: { 200: json(OBJECT), 400: json(OBJECT, "application/xml") } },
    /responses\/400\/content\/application\/xml: is not supported/,
  ],
  [
    "a stream of events",
    gives({}, "200", "text/event-stream"),
    /text\/event-stream: is not supported; the packages do not read streams/,
  ],
  [
    "lines of JSON",
    gives({}, "200", "application/x-ndjson"),
    /application\/x-ndjson: is not supported; the packages do not read streams/,
  ],
  ["any media type", gives({}, "200", "*/*"), /content\/\*\/\*: is not supported; name the one media type/],
  [
    "text and JSON as successes",
    { responses: { 200: json(OBJECT), 201: json({ type: "string" }, "text/plain") } },
    /responses: has successes that are JSON and successes that are text/,
  ],
  [
    "a text that is an object",
    gives(OBJECT, "200", "text/plain"),
    /responses: has a text\/plain whose schema is not `type: string`/,
  ],
  ["no success", { responses: { default: json(OBJECT) } }, /responses: has no 2xx: add the status of a success/],
  ["a status that is none", { responses: { 200: json(OBJECT), "2xx": json(OBJECT) } }, /responses\/2xx/],
  [
    "a cookie",
    { parameters: [{ in: "cookie", name: "sid", schema: { type: "string" } }] },
    /parameters: sid is a cookie, which the packages do not send: use a header/,
  ],
  [
    "a parameter as JSON",
    { parameters: [{ in: "query", name: "q", content: { "application/json": { schema: OBJECT } } }] },
    /parameters: q has `content`, which the packages cannot write: use `schema`/,
  ],
  [
    "reserved characters in a query",
    { parameters: [query("q", { type: "string" }, { allowReserved: true })] },
    /parameters: q has allowReserved, which would let a value add parameters/,
  ],
  [
    "a list of lists in a query",
    { parameters: [query("q", { type: "array", items: strings })] },
    /parameters: q holds what is no string, number or boolean: a query has one level only/,
  ],
  [
    "an object in an object in a query",
    { parameters: [query("q", { type: "object", properties: { o: OBJECT } }, { style: "deepObject" })] },
    /q holds what is no string, number or boolean/,
  ],
  [
    "null in a query",
    { parameters: [query("q", { type: ["string", "null"] })] },
    /q may be null, which a query cannot say: make it optional/,
  ],
  ["anything in a query", { parameters: [query("q", {})] }, /parameters: q/],
  [
    "an object with pipes",
    { parameters: [query("q", OBJECT, { style: "pipeDelimited" })] },
    /q is an object, which pipeDelimited cannot write: use form or deepObject/,
  ],
  [
    "a list in brackets",
    { parameters: [query("q", strings, { style: "deepObject" })] },
    /q is a list, which deepObject cannot write: use form/,
  ],
  [
    "a name that a query would have to escape",
    { parameters: [query("a&b", { type: "string" })] },
    /a&b must be a name that needs no escape in a query/,
  ],
  [
    "a list in a path",
    { parameters: [{ in: "path", name: "id", required: true, schema: strings }] },
    /parameters: id must be a string, a number or a boolean, because it is one segment/,
    { path: "/x/{id}" },
  ],
  [
    "a matrix in a path",
    { parameters: [{ in: "path", name: "id", required: true, style: "matrix", schema: { type: "string" } }] },
    /id is written in a way that is not supported, matrix: leave the style out/,
    { path: "/x/{id}" },
  ],
  ["a part of the path that is not declared", {}, /parameters: id of the path is missing/, { path: "/x/{id}" }],
  [
    "a parameter that is not in the path",
    { parameters: [{ in: "path", name: "id", required: true, schema: { type: "string" } }] },
    /id is not part of the path \/refused/,
  ],
  [
    "a list in a header",
    { parameters: [{ in: "header", name: "x-a", schema: strings }] },
    /x-a must be a string, a number or a boolean, because it is one header/,
  ],
  [
    "a header of the connection",
    { parameters: [{ in: "header", name: "Authorization", schema: { type: "string" } }] },
    /Authorization is set by the connection: leave it out/,
  ],
  [
    "servers of an operation",
    { servers: [{ url: "https://other.example" }] },
    /post\/servers: are not supported: all operations use the servers of the document/,
  ],
  ["callbacks", { callbacks: { done: {} } }, /post\/callbacks: are not supported: the packages receive no requests/],
  ["TRACE", {}, /trace: is a method that `fetch` does not send: use another/, { method: "trace" }],
  [
    "an API key as credential",
    { security: [{ key: [] }] },
    /securitySchemes\/key: is a credential that the packages do not send: use `type: http` with `scheme: bearer`/,
    { components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "x-key" } } } },
  ],
  [
    "two credentials at once",
    { security: [{ a: [], b: [] }] },
    /security: needs a and b together: the packages send one bearer token/,
  ],
  ["a credential that is not there", { security: [{ nobody: [] }] }, /security: nobody is not among components\/securitySchemes/],
  ["a secret in a query", { parameters: [query("q", secret)] }, /is marked as a secret, and cannot be kept as one/],
  ["a secret by itself", gives(secret), /is a secret by itself: put it into a field of an object/],
  [
    "a field that is named like a secret",
    gives({ type: "object", properties: { nextPageToken: { type: "string" } } }),
    /nextPageToken has the name of a secret: mark it `format: password`, or rename it/,
  ],
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
    "a limit that is no number",
    sends({ type: "string", minLength: "1" }),
    /schema\/minLength: Expected type `integer` but got `string`/,
  ],
  ["no type at all", sends({ type: [] }), /schema\/type: is empty/],
  [
    "what is no keyword beside $ref",
    sends({ $ref: "#/components/schemas/A", minLenght: 5 }),
    /schema\/minLenght: Property `minLenght` is not expected here/,
    { components: { schemas: { A: { type: "string" } } } },
  ],
  [
    "a limit beside $ref that is no number",
    sends({ $ref: "#/components/schemas/A", properties: { b: { minLength: "5" } } }),
    /schema\/properties\/b\/minLength: Expected type `integer`/,
    { components: { schemas: { A: { type: "object" } } } },
  ],
  ["a schema that is none", sends({ type: "object", properties: { a: null } }), /properties\/a: Expected type `Schema`/],
  ["parameters that are no list", { parameters: {} }, /post\/parameters: Expected type `ParameterList`/],
  ["responses that are none", { responses: null }, /responses/],
  [
    "two names that become one",
    gives({}),
    /components\/schemas\/AB: becomes the type AB, which components\/schemas\/a-b has already/,
    { components: { schemas: { "a-b": { type: "string" }, AB: { type: "string" } } } },
  ],
];
