import { failureOf, stubFetch } from "@flexfactor/testing/stub-fetch";
import { expect, test } from "vitest";
import { createClient } from "../src/index.ts";

/** Lists the keys of a merchant with these parameters. */
function list(params: object) {
  const fetch = stubFetch(() => Response.json({ keys: [] }));
  const client = createClient({ baseUrl: "https://api.example", auth: "t", fetch });
  return { fetch, call: client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_1" }, ...params } }) };
}

test.each(["path", "query", "header"])("params.%s must be an object", async (place) => {
  for (const value of ["text", null, ["a"]]) {
    const { fetch, call } = list({ [place]: value });
    expect(await failureOf(call)).toMatchObject({ code: "validation", fields: { [`params.${place}`]: ["must be an object"] } });
    expect(fetch.sent).toEqual([]);
  }
});

test("params have no other parts", async () => {
  const message = "`cookie` is not an option of params. Its options: path, query, header.";
  expect(await failureOf(list({ cookie: {} }).call)).toMatchObject({ code: "config", message });
});

test.each([
  [1000, "x0", "is not a field of this request"],
  [1001, "params.query", "has more than 1000 fields"],
])("%i unknown names in params.query are refused in the field `%s`", async (count, field, problem) => {
  const query = Object.fromEntries(Array.from({ length: count }, (_, at) => [`x${at}`, "a"]));
  expect(await failureOf(list({ query }).call)).toMatchObject({ code: "validation", fields: { [field]: [problem] } });
});
