// Parameters in the path, in the query and in headers.
import { OBJECT, query, strings, type WorkingKind } from "./kind.ts";

export const PARAMETERS: WorkingKind[] = [
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
];
