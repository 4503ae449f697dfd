import { describe, expect, test } from "vitest";
import type { Parameter, Schema } from "../spec.ts";
import { type Takes, tryCheck } from "./try-check.ts";

const parameter = (where: string, name: string, schema: object, required = false): Partial<Parameter> => ({
  in: where,
  name,
  schema,
  required,
});

describe("a check of parameters", () => {
  test("accepts any text that is one safe segment of a path", async () => {
    const problemsOf = await tryCheck({ parameters: [parameter("path", "id", { type: "string" }, true)] });
    for (const id of ["key_1", "a b", "%2e", "...", "é", "a:b"]) expect(problemsOf({ path: { id } })).toEqual([]);
    expect(problemsOf({ path: { id: "" } })).toEqual(["id must not be empty"]);
    for (const id of [".", "..", "a/b", "a\\b", "a\nb", "\u0085"])
      expect(problemsOf({ path: { id } })).toEqual([
        "id must be one segment of a path: not . or .., and without slashes and control characters",
      ]);
    expect(problemsOf({ path: {} })).toEqual(["id is required"]);
    expect(problemsOf({ path: { id: 1 } })).toEqual(["id must be a string"]);
  });

  test("refuses unknown names in every part of the input", async () => {
    const problemsOf = await tryCheck({ parameters: [parameter("query", "limit", { type: "integer", maximum: 100 })] });
    expect(problemsOf({ query: { limit: 100 } })).toEqual([]);
    expect(problemsOf({ path: { a: 1 }, query: { limt: 1 }, header: { "x-b": 1 }, body: {} })).toEqual([
      "a is not a field of this request",
      "limt is not a field of this request",
      "header.x-b is not a field of this request",
      "body is not a field of this request",
    ]);
  });

  test("accepts what a header can carry", async () => {
    const problemsOf = await tryCheck({ parameters: [parameter("header", "x-name", { type: "string" })] });
    for (const value of ["", "a b", "é", "%0a"]) expect(problemsOf({ header: { "x-name": value } })).toEqual([]);
    for (const value of [" a", "a ", "a\r\nb: c", "€", "\0"])
      expect(problemsOf({ header: { "x-name": value } })).toEqual([
        "header.x-name must be one line of Latin-1 characters without space at its ends",
      ]);
  });

  test("accepts what a query can carry, in lists and in objects", async () => {
    const filter = { type: "object", additionalProperties: true };
    const problemsOf = await tryCheck({
      parameters: [parameter("query", "ids", { type: "array" }), parameter("query", "filter", filter)],
    });
    expect(problemsOf({ query: { ids: ["a&b", 1, true], filter: { "created-at": "a&b" } } })).toEqual([]);
    expect(problemsOf({ query: { ids: [null], filter: { a: [1], "b&c": 1 } } })).toEqual([
      "ids.0 must be a string, a number or true or false",
      "filter.b&c must be a name that needs no escape in a query",
      "filter.a must be a string, a number or true or false",
    ]);
  });
});

describe("a check reports problems", () => {
  test("in at most 500 characters, however many values an enum has", async () => {
    const values = Array.from({ length: 1000 }, (_, index) => `value-${index}`);
    const problemsOf = await tryCheck({ body: { type: "string", enum: values } });
    const [problem = ""] = problemsOf({ body: "another" });
    expect(problem).toMatch(/^body must be one of value-0, value-1, .*…$/);
    expect(problem).toHaveLength("body ".length + 500);
  });

  test("with broken Unicode, in strings and names at any depth", async () => {
    const problemsOf = await tryCheck({ body: {} });
    expect(problemsOf({ body: { a: [{ b: "\ud800" }], c: "😀" } })).toEqual(["a.0.b must be well-formed Unicode"]);
    expect(problemsOf({ body: { "\udfff": 1 } })).toEqual([expect.stringContaining("must be well-formed Unicode")]);
  });

  test("without reading Object.prototype, which cannot add fields to a request", async () => {
    const problemsOf = await tryCheck({ body: { type: "object", required: ["polluted"] } });
    const prototype = Object.prototype as unknown as Record<string, unknown>;
    prototype["polluted"] = 1;
    try {
      expect(problemsOf({ body: {} })).toEqual(["polluted is required"]);
    } finally {
      delete prototype["polluted"];
    }
  });

  const MANY = 1_000_000;
  const many: [title: string, takes: Takes, body: unknown][] = [
    ["items", { body: { type: "array", items: { type: "string" } } }, Array(MANY).fill(1)],
    [
      "fields",
      { body: { type: "object", additionalProperties: false } },
      Object.fromEntries(Array.from({ length: MANY / 10 }, (_, n) => [n, n])),
    ],
    [
      "values of a map",
      { body: { type: "object", additionalProperties: { type: "string" } } },
      Object.fromEntries(Array.from({ length: MANY / 10 }, (_, n) => [n, n])),
    ],
    [
      "items of items",
      { body: { type: "array", items: { type: "array", items: { type: "string" } } } },
      Array(1000).fill(Array(1000).fill(1)),
    ],
    ["strings of broken Unicode", { body: {} }, Array(MANY).fill("\ud800")],
  ];
  test.each(many)(
    "at most twenty times: a million wrong %s take less time than two JSON.stringify calls on them",
    async (_, takes, body) => {
      const problemsOf = await tryCheck(takes);
      const writtenMs = timeOf(() => JSON.stringify(body));
      let problems: string[] = [];
      const checkedMs = timeOf(() => {
        problems = problemsOf({ body });
      });
      expect(problems).toHaveLength(20);
      expect(checkedMs).toBeLessThan(2 * writtenMs);
    },
  );

  // A branch that checked nothing after the twenty errors of another one would accept everything.
  test("in each form of a union, even after twenty errors in another form", async () => {
    const lists = ["string", "boolean"].map((type) => ({ type: "array", items: { type } }));
    const problemsOf = await tryCheck({ body: { anyOf: lists } as Schema });
    expect(problemsOf({ body: Array(50).fill(1) })).toEqual(["body has none of the documented forms"]);
  });
});

function timeOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
