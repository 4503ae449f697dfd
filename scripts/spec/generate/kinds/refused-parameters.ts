// Parameters, servers and credentials that `generate` refuses.
import { gives, OBJECT, query, type RefusedKind, secret, strings } from "./kind.ts";

export const REFUSED_PARAMETERS: RefusedKind[] = [
  [
    "a cookie",
    { parameters: [{ in: "cookie", name: "sid", schema: { type: "string" } }] },
    /parameters: sid is a cookie, which the packages do not send: use a header/,
  ],
  [
    "a parameter as JSON",
    { parameters: [{ in: "query", name: "q", content: { "application/json": { schema: OBJECT } } }] },
    /parameters: q has `content`, which is not supported: use `schema`/,
  ],
  [
    "reserved characters in a query",
    { parameters: [query("q", { type: "string" }, { allowReserved: true })] },
    /parameters: q has allowReserved, which would let a value add parameters/,
  ],
  [
    "a list of lists in a query",
    { parameters: [query("q", { type: "array", items: strings })] },
    /parameters: q holds something other than strings, numbers and booleans: a query has only one level/,
  ],
  [
    "an object in an object in a query",
    { parameters: [query("q", { type: "object", properties: { o: OBJECT } }, { style: "deepObject" })] },
    /q holds something other than strings, numbers and booleans/,
  ],
  [
    "null in a query",
    { parameters: [query("q", { type: ["string", "null"] })] },
    /q may be null, which a query cannot express: make it optional/,
  ],
  ["anything in a query", { parameters: [query("q", {})] }, /parameters: q/],
  [
    "an object with pipes",
    { parameters: [query("q", OBJECT, { style: "pipeDelimited" })] },
    /q is an object, which the style pipeDelimited cannot write: use form or deepObject/,
  ],
  [
    "a list in brackets",
    { parameters: [query("q", strings, { style: "deepObject" })] },
    /q is a list, which the style deepObject cannot write: use form/,
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
    /id has the style matrix, which is not supported: leave it out/,
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
    /securitySchemes\/key: is a kind of credential that the packages do not send: use `type: http` with `scheme: bearer`/,
    { components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "x-key" } } } },
  ],
  [
    "two credentials at once",
    { security: [{ a: [], b: [] }] },
    /security: needs a and b together: the packages send one bearer token/,
  ],
  [
    "a credential that the document does not have",
    { security: [{ nobody: [] }] },
    /security: nobody is not among components\/securitySchemes/,
  ],
  [
    "a secret in a query",
    { parameters: [query("q", secret)] },
    /is marked as a secret, but the packages can keep secrets only in request bodies/,
  ],
  ["a secret by itself", gives(secret), /is a secret without a name: put it into a field of an object/],
  [
    "a field that is named like a secret",
    gives({ type: "object", properties: { nextPageToken: { type: "string" } } }),
    /nextPageToken has the name of a secret: mark it `format: password`, or rename it/,
  ],
  [
    "a parameter twice",
    { parameters: [query("q", { type: "string" }), query("q", { type: "integer" })] },
    /parameters: q occurs twice/,
  ],
  [
    "a header twice",
    { parameters: ["X-A", "x-a"].map((name) => ({ in: "header", name, schema: { type: "string" } })) },
    /parameters: x-a occurs twice/,
  ],
  ["a path without a slash", {}, /paths\/refused: Property `refused` is not expected here/, { path: "refused" }],
  ["an operationId that is not a name", { operationId: "__proto__" }, /must have an operationId of letters, digits/],
];
