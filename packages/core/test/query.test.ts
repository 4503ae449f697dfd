import { expect, test } from "vitest";
import { type QueryStyle, writeQuery } from "../src/query.ts";

// No operation of the spec has a query yet. `generate` writes these styles once an operation has one.
const styles: Record<string, QueryStyle> = {
  ids: { array: { style: "form", explode: false } },
  words: { array: { style: "spaceDelimited", explode: false } },
  filter: { object: { style: "form", explode: true } },
  path: { allowReserved: true },
};

test.each<[string, Record<string, unknown>, string]>([
  ["nothing", {}, ""],
  ["a text", { q: "a b&c" }, "q=a%20b%26c"],
  ["a list", { tags: ["a", "b"] }, "tags=a&tags=b"],
  ["an object", { page: { size: 2 } }, "page[size]=2"],
  ["a list of the form style", { ids: [1, 2] }, "ids=1,2"],
  ["a list that spaces delimit", { words: ["a", "b"] }, "words=a%20b"],
  ["an object of the form style", { filter: { name: "n" } }, "name=n"],
  ["reserved characters that are allowed", { path: "a/b" }, "path=a/b"],
  ["several, each in its own style", { ids: [1, 2], tags: ["a"], q: "x" }, "ids=1,2&tags=a&q=x"],
  ["one that is left out between two", { a: 1, b: undefined, c: 3 }, "a=1&c=3"],
  ["a name that all objects have", { toString: "x" }, "toString=x"],
])("a query of %s is written in the style of the spec", (_, query, written) => {
  expect(writeQuery(query, styles)).toBe(written);
});

test("a query has openapi-fetch's default style if the spec names none", () => {
  expect(writeQuery({ tags: ["a", "b"], page: { size: 2 } })).toBe("tags=a&tags=b&page[size]=2");
});
