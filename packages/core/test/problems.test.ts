import { expect, test } from "vitest";
import { type Check, problemsOf } from "../src/internal.ts";

type CheckError = NonNullable<Check["errors"]>[number];

/** The problems of an input, in words, for these errors of a generated check. */
function wordsFor(...errors: CheckError[]): string[] {
  const check: Check = Object.assign(() => false, { errors });
  return problemsOf(check, { path: {}, query: {}, header: {} }).map(({ field, problem }) => `${field} ${problem}`);
}
const at = (instancePath: string, message: string, params: CheckError["params"] = {}): CheckError => ({
  instancePath,
  message,
  params,
});
/** The errors for a value that has none of several forms: those of each form, then one for all. */
const formsAt = (instancePath: string, ...forms: CheckError[][]): CheckError[] => {
  const ends = forms.map((_, index) => forms.slice(0, index + 1).flat().length);
  return [...forms.flat(), at(instancePath, "must have one of the forms", { inner: forms.flat().length, ends })];
};
const required = (instancePath: string, field: string) => at(instancePath, "is required", { field });

test.each<[string, CheckError, string]>([
  ["the body by its name", at("/body/mid", "must be a string"), "mid must be a string"],
  ["a list by its number", at("/body/scopes/1", "must be a string"), "scopes.1 must be a string"],
  ["the path by its name", at("/path/idOrMid", "must not be empty"), "idOrMid must not be empty"],
  ["a header with `header`", at("/header/x-id", "must be a string"), "header.x-id must be a string"],
  ["the whole body", at("/body", "must be an object"), "body must be an object"],
  ["an object by the field that it lacks", required("/body", "mid"), "mid is required"],
  ["the whole input by the part that it lacks", required("", "body"), "body is required"],
  ["an object by its wrong name", { ...at("/body", "is too long"), propertyName: "nme" }, "nme is too long"],
  ["a name with slashes and tildes", at("/body/a~1b~0c~01", "must be a string"), "a/b~c~1 must be a string"],
])("a problem names %s", (_, error, words) => {
  expect(wordsFor(error)).toEqual([words]);
});

test("a value that has none of several forms gets the problems of the closest form", () => {
  const far = [required("/body", "a"), required("/body", "b")];
  const close = [at("/body/c", "must be a string")];
  for (const forms of [[far, close], [close, far], [far, close, far]]) // biome-ignore format: one line says it
    expect(wordsFor(...formsAt("/body", ...forms))).toEqual(["c must be a string"]);
  expect(wordsFor(required("/body", "first"), ...formsAt("/body", far, close))).toEqual([
    "first is required",
    "c must be a string",
  ]);
});

test("a value that is equally close to two forms gets one problem for all", () => {
  const forms = [[required("/body", "a")], [required("/body", "b")]];
  expect(wordsFor(...formsAt("/body", ...forms))).toEqual(["body must have one of the forms"]);
});

test("many wrong fields are closer than a value of another kind", () => {
  const text = [at("/body/x", "must be a string")];
  const fields = Array.from({ length: 19 }, (_, n) => at(`/body/x/${n}`, "must be a number"));
  expect(wordsFor(...formsAt("/body/x", text, fields))).toHaveLength(19);
  expect(wordsFor(...formsAt("/body/x", [...text, required("/body/x", "y")], fields))).toHaveLength(19);
  const missing = [required("/body/x", "a"), required("/body/x", "b")];
  expect(wordsFor(...formsAt("/body/x", text, missing))).toEqual(["x.a is required", "x.b is required"]);
});

test("a value that has too many forms gets a problem that says so", () => {
  expect(wordsFor(...formsAt("/body", [], [required("/body", "a")]))).toEqual(["body must have one of the forms"]);
});

test("forms within forms are compared in the same way", () => {
  const within = formsAt("/body/x", [at("/body/x/a", "must be a string")], [required("/body/x", "b"), required("/body/x", "c")]);
  const other = Array.from({ length: 3 }, (_, n) => required("/body", `f${n}`));
  expect(wordsFor(...formsAt("/body", other, within))).toEqual(["x.a must be a string"]);
});

test("an error with details is not reported twice, and the others keep their order", () => {
  const errors = [
    required("/body", "a"),
    at("/body/b", "must be a string"),
    at("/body", "must fit a rule", { inner: 1, said: true }),
    required("/body", "c"),
  ];
  expect(wordsFor(...errors)).toEqual(["a is required", "c is required"]);
  expect(wordsFor(required("/body", "a"), required("/body", "a"))).toEqual(["a is required"]);
});

test("at most twenty problems are reported", () => {
  expect(wordsFor(...Array.from({ length: 50 }, (_, n) => required("/body", `f${n}`)))).toHaveLength(20);
});

test("a check without errors has no problems", () => {
  expect(
    problemsOf(
      Object.assign(() => false, { errors: null }),
      { path: {}, query: {}, header: {} },
    ),
  ).toEqual([]);
});

test("half a surrogate pair is found in values and names at any depth, at most twenty times", () => {
  const check: Check = () => true;
  const problemsIn = (body: unknown) => problemsOf(check, { path: {}, query: {}, header: {}, body });
  const broken = "\ud800";
  const problem = "must be well-formed Unicode";
  expect(problemsIn({ a: "good", "b/~c": [1, null, { d: broken }] })).toEqual([{ field: "b/~c.2.d", problem }]);
  expect(problemsIn({ a: { [broken]: 1 } })).toEqual([{ field: `a.${broken}`, problem }]);
  expect(problemsIn(Array(30).fill(broken))).toHaveLength(20);
  expect(problemsIn(["good"])).toEqual([]);
});
