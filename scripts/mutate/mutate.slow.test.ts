import { readSpec, SPEC_FILE } from "@flexfactor/spec";
import { beforeAll, describe, expect, test } from "vitest";
import { type Judged, judge } from "./judge.ts";
import { type Mutant, mutantsOf } from "./mutants.ts";
import { report } from "./mutate.ts";

const mutants = mutantsOf(readSpec(SPEC_FILE));
const mutant = (operator: string, place: string): Mutant => {
  const found = mutants.find((one) => one.operator === operator && one.place === place);
  if (!found) throw new Error(`No mutant: ${operator} at ${place}`);
  return found;
};

test("every operator applies somewhere, and each mutant differs from the spec", () => {
  const operators = new Set(mutants.map(({ operator }) => operator));
  expect([...operators]).toEqual(
    expect.arrayContaining([
      ...["field removed", "field renamed", "retyped", "made required", "made optional", "made nullable", "made not nullable"],
      ...["enum value added", "enum value removed", "pattern changed", "minLength removed", "additionalProperties removed"],
      ...["status removed", "status renamed", "header removed", "header renamed", "example removed", "example changed"],
      ...["path removed", "path renamed", "method renamed", "retry rule changed", "secret mark added", "secret mark removed"],
      ...["server removed", "server changed", "security changed", "x-lifetime-ms changed", "x- key misspelt"],
      ...["security scheme unknown", "security made optional", "header made required", "constraint added", "format removed"],
      ...["media type changed", "media type changed to text", "media type removed", "order changed", "allOf nested"],
    ]),
  );
  const unchanged = JSON.stringify(readSpec(SPEC_FILE));
  expect(mutants.filter(({ spec }) => JSON.stringify(spec) === unchanged)).toEqual([]);
});

describe("a changed fact is", () => {
  const judged = new Map<string, Judged>();
  const lastFour = "paths//api-keys/{idOrMid}/get/responses/200/content/application/json/examples/key/value/lastFour";
  const planted = (place: string, follows: string[], change: (text: string) => string): Mutant => {
    const text = JSON.stringify(readSpec(SPEC_FILE));
    return { operator: "planted", place, follows, spec: JSON.parse(change(text)) };
  };
  beforeAll(async () => {
    const some = [
      mutant("field removed", "components/schemas/ApiKeyRecord/properties/last_four"),
      mutant("retry rule changed", "paths//api-keys/post/x-retry"),
      mutant("secret mark added", "components/schemas/ProblemDetails/properties/title"),
      mutant("header removed", "paths//api-keys/post/responses/201/headers/Location"),
      mutant("status removed", "paths//api-keys/post/responses/409"),
      mutant("example changed", lastFour),
      mutant("constraint added", "components/schemas/ApiKeyRecord/properties/last_four/maxLength"),
      mutant("constraint added", "components/schemas/Scopes/maxItems"),
      mutant("media type changed", "components/responses/NotFound/content/application/json"),
      mutant("order changed", "servers/1"),
      planted("planted schema", [], (text) =>
        text.replace('"schemas":{', '"schemas":{"Unused":{"description":"x","type":"string"},'),
      ),
      planted("planted title", [], (text) => text.replace("FlexFactor API", "Another API")),
      planted("planted pattern", ["operations.ts", "types.ts"], (text) => text.replace("[^<>]*", "[^<]*")),
    ];
    for (const one of await judge(some)) judged.set(one.place, one);
  }, 60_000);

  test.each([
    ["carried by the types", "components/schemas/ApiKeyRecord/properties/last_four", "carried", "types.ts"],
    ["carried by the table", "paths//api-keys/post/x-retry", "carried", "operations.ts"],
    ["caught by generate", "components/schemas/ProblemDetails/properties/title", "caught", /is marked as a secret/],
    ["caught by a cell", "paths//api-keys/post/responses/201/headers/Location", "caught", "createApiKey 201 public"],
    ["caught by the matrix", "paths//api-keys/post/responses/409", "caught", /has no expectation for a cell/],
    ["caught by an example", lastFour, "caught", "getApiKeys 200 key"],
    ["caught by the linter", "planted schema", "caught", "spec:lint"],
    [
      "caught by an example that a limit refuses",
      "components/schemas/ApiKeyRecord/properties/last_four/maxLength",
      "caught",
      "getApiKeys 200 list",
    ],
    ["carried by the check of a request", "components/schemas/Scopes/maxItems", "carried", "operations.ts"],
    [
      "carried by the media types in the table",
      "components/responses/NotFound/content/application/json",
      "carried",
      "operations.ts",
    ],
    ["carried by the order of the servers", "servers/1", "carried", "operations.ts"],
    ["lost when nothing notices", "planted title", "lost", "nothing"],
    ["lost when only some of the generated files change", "planted pattern", "lost", "only some of the generated files"],
  ])("%s", (_, place, verdict, by) => {
    expect(judged.get(place)).toMatchObject({ verdict, by: expect.stringMatching(by) });
  });
});

describe("the report", () => {
  const lost: Judged = {
    operator: "header removed",
    place: "x/headers/Date",
    follows: [],
    spec: {},
    verdict: "lost",
    by: "nothing",
  };
  const reason = { operator: "header removed", places: /Date$/, reason: "the packages do not read it" };

  test("names a lost fact, and is not good", () => {
    const { text, good } = report([lost], []);
    expect(good).toBe(false);
    expect(text).toContain("lost: header removed at x/headers/Date, noticed by nothing");
  });
  test("is good when each lost fact has a reason", () => {
    const { text, good } = report([lost], [reason]);
    expect(good).toBe(true);
    expect(text).toContain("explained: 1 × header removed, the packages do not read it");
  });
  test("is not good when a reason is no longer needed", () => {
    const { text, good } = report([{ ...lost, verdict: "caught" }], [reason]);
    expect(good).toBe(false);
    expect(text).toContain("stale: header removed at /Date$/ is no longer lost");
  });
});
