import { expect, test } from "vitest";
import { array, type Check, is, object, string } from "../src/check.ts";

const problemsOf = (check: Check, value: unknown): Record<string, string> => {
  const problems: Record<string, string> = {};
  check(value, (problem, place) => {
    problems[place] = problem;
  });
  return problems;
};
const integer = is("an integer", Number.isSafeInteger);

// Those that no operation of the spec uses yet are for the next resource.
test.each<[string, Check, unknown[], [unknown, string][]]>([
  ["a string", string(), ["", "a", "😀"], [1, "\ud800"].map((value) => [value, "must be a string of well-formed Unicode"])],
  [
    "a string of a shape",
    string(/^a/, /b$/),
    ["ab"],
    [
      ["b", "must match ^a"],
      ["a", "must match b$"],
    ],
  ],
  ["a number", integer, [0, -7], [1.5, "1", 2 ** 53].map((value) => [value, "must be an integer"])],
  ["an array of anything", array(), [[], [1, "a"]], [[{}, "must be an array"]]],
  [
    "an object",
    object([], {}),
    [{}, { more: 1 }, { constructor: 1 }, Object.create(null)],
    [[], null, "a"].map((value) => [value, "must be an object"]),
  ],
])("%s", (_, check, good, bad) => {
  for (const value of good) expect(problemsOf(check, value)).toEqual({});
  for (const [value, problem] of bad) expect(problemsOf(check, value)).toEqual({ "": problem });
});

test("names the place within", () => {
  const check = object(["id"], { list: array(object([], { n: integer }, false)) });
  expect(problemsOf(check, { list: [{ n: 1 }, { n: "1", m: 1 }] })).toEqual({
    ".id": "is required",
    ".list.1.n": "must be an integer",
    ".list.1.m": "is not a field of this request",
  });
});
