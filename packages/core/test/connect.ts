// A client whose `fetch` creates a key, for tests of wrong input.
import { json, stubFetch } from "@flexfactor/testing/stub-fetch";
import { createClient } from "../src/index.ts";

export const baseUrl = "https://api.example/v1";
export const body = { mid: "mid_1", name: "Checkout", type: "secret" } as const;
export const params = { path: { idOrMid: "key_1" } };

export function connect() {
  const fetch = stubFetch(() => json(201, { id: "key_1", value: "v-secret" }));
  return { fetch, client: createClient({ baseUrl, auth: "token-1", fetch }) };
}
