import { failureOf, stubFetch } from "@flexfactor/testing/stub-fetch";
import { expect, test } from "vitest";
import { createClient } from "../src/index.ts";

const names = Object.fromEntries(Array.from({ length: 1_000_000 }, (_, at) => [`x${at}`, "a"]));

test.each(["path", "query"])("a million names in params.%s are refused because there are too many", async (place) => {
  const fetch = stubFetch(() => Response.json({}));
  const client = createClient({ baseUrl: "https://api.example", auth: "t", fetch });
  const params = { path: { idOrMid: "key_1" }, [place]: names };
  const error = await failureOf(client.GET("/api-keys/{idOrMid}", { params }));
  expect(error).toMatchObject({ code: "validation", fields: { [`params.${place}`]: ["has more than 1000 fields"] } });
  expect(fetch.sent).toEqual([]);
});
