import { expect, test } from "vitest";
import * as is from "../src/check.ts";

const problemsOf = (check: is.Check, value: unknown): Record<string, string> => {
  const problems: Record<string, string> = {};
  check(value, (problem, at = "") => {
    problems[at] = problem;
  });
  return problems;
};

// Those that no operation of the spec uses yet are for the next resource.
test.each<[string, is.Check, unknown[], [unknown, string][]]>([
  ["a string", is.string(), ["", "a"], [[1, "must be a string"]]],
  ["a length", is.string(is.minLength(2), is.maxLength(3)), ["ab", "abc"], [["a", "must not be shorter than 2"]]],
  ["a longest length", is.string(is.maxLength(3)), ["abc"], [["abcd", "must not be longer than 3"]]],
  ["a number", is.number(is.minimum(0.5), is.maximum(1)), [0.5, 1], [["1", "must be a number"]]],
  ["a least number", is.number(is.minimum(0.5)), [0.5], [[0.4, "must be at least 0.5"]]],
  ["a largest number", is.number(is.maximum(1)), [1], [[1.1, "must be at most 1"]]],
  ["an integer", is.integer(), [0, -7], [1.5, "1", 2 ** 53].map((value) => [value, "must be an integer"])],
  ["a boolean", is.boolean(), [true, false], [[0, "must be a boolean"]]],
  ["an array of anything", is.array(), [[], [1, "a"]], [[{}, "must be an array"]]],
  [
    "an object",
    is.object([], {}),
    [{}, { more: 1 }, { constructor: 1 }, Object.create(null)],
    [[], null, "a"].map((value) => [value, "must be an object"]),
  ],
  ["one of some", is.string(is.oneOf("a", "b")), ["a"], [["c", "must be one of a, b"]]],
])("%s", (_, check, good, bad) => {
  for (const value of good) expect(problemsOf(check, value)).toEqual({});
  for (const [value, problem] of bad) expect(problemsOf(check, value)).toEqual({ "": problem });
});

test("names the place within", () => {
  const check = is.object(["id"], { list: is.array(is.object([], { n: is.integer() }, false)) });
  expect(problemsOf(check, { list: [{ n: 1 }, { n: "1", m: 1 }] })).toEqual({
    id: "is required",
    "list.1.n": "must be an integer",
    "list.1.m": "is not a field of this request",
  });
});

test("writes a query, a list by repeating its name, and leaves out what is not given", () => {
  expect(is.search({ limit: 10, state: ["a b", "c&d"], none: undefined })).toBe("?limit=10&state=a+b&state=c%26d");
  expect(is.search({ none: undefined })).toBe("");
});
