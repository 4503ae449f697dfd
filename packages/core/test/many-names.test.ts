import { failureOf, stubFetch } from "@flexfactor/testing/stub-fetch";
import { expect, test } from "vitest";
import { type CallOptions, createClient } from "../src/index.ts";

const names = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`x${at}`, "a"]));
const million = names(1_000_000);

/** Gets a key, with more in these options. */
function get(options: { params?: object; headers?: object }) {
  const fetch = stubFetch(() => Response.json({ id: "key_1" }));
  const client = createClient({ baseUrl: "https://api.example", auth: "t", fetch });
  const params = { path: { idOrMid: "key_1" }, ...options.params };
  const call = client.GET("/api-keys/{idOrMid}", { ...(options as CallOptions), params });
  return { call, sent: fetch.sent };
}

test.each<[string, object]>([
  ["params.path", { params: { path: million } }],
  ["params.query", { params: { query: million } }],
  ["headers", { headers: million }],
])("a million names in %s are refused because there are too many", async (place, options) => {
  const { call, sent } = get(options);
  const error = await failureOf(call);
  expect(error).toMatchObject({ code: "validation", fields: { [place]: ["has more than 1000 fields"] } });
  expect(sent).toEqual([]);
});

test("a thousand headers are sent, and a thousand and one are not", async () => {
  const { call, sent } = get({ headers: names(1_000) });
  await call;
  expect(sent[0]?.headers.get("x999")).toBe("a");
  for (const given of [names(1_001), new Headers(names(1_001))])
    expect(await failureOf(get({ headers: given }).call)).toMatchObject({ fields: { headers: ["has more than 1000 fields"] } });
});
