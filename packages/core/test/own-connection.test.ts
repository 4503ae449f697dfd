import { json, stubFetch } from "@flexfactor/testing/stub-fetch";
import { afterEach, expect, test, vi } from "vitest";
import { createClient, type Fetch } from "../src/index.ts";

const params = { path: { idOrMid: "key_1" } };
const body = { mid: "mid_1", name: "Checkout", type: "secret" } as const;
const client = { own: "client" };

afterEach(() => vi.unstubAllGlobals());

/** The options that the runtime's `fetch` gets for a create, another create and a list. */
async function optionsIn(globals: Record<string, unknown>, custom = false) {
  const given: { keepalive?: unknown; client?: unknown }[] = [];
  const answer = stubFetch(() => json(200, { id: "key_1", value: "v-secret" }));
  const fetch: Fetch = (url, init) => {
    const { keepalive, client: own } = init as unknown as Record<string, unknown>;
    given.push({ keepalive, client: own });
    return answer(url, init as RequestInit);
  };
  for (const [name, value] of Object.entries({ ...globals, fetch })) vi.stubGlobal(name, value);
  const http = createClient({ baseUrl: "https://api.example/v1", auth: "t", ...(custom && { fetch }) });
  await http.POST("/api-keys", { body });
  await http.POST("/api-keys", { body });
  await http.GET("/api-keys/{idOrMid}", { params });
  return given;
}
const nothing = { keepalive: undefined, client: undefined };
const deno = (createHttpClient?: unknown) => ({ Deno: { version: { deno: "2.9.6" }, createHttpClient } });

test("on Bun, the connection of a create is not kept", async () => {
  const own = { ...nothing, keepalive: false };
  expect(await optionsIn({ Bun: {} })).toEqual([own, own, nothing]);
});

test("on Deno, all creates use one client, which keeps no idle connection", async () => {
  const createHttpClient = vi.fn(() => client);
  const own = { ...nothing, client };
  expect(await optionsIn(deno(createHttpClient))).toEqual([own, own, nothing]);
  expect(createHttpClient.mock.calls).toEqual([[{ poolMaxIdlePerHost: 0 }]]);
});

test.each<[string, Record<string, unknown>]>([
  ["Node", {}],
  ["Node with something that is called Deno", { Deno: { createHttpClient: () => client } }],
  ["Workers", { WebSocketPair: class {} }],
  ["a Deno that has no such client", deno()],
  [
    "a Deno that does not allow one",
    deno(() => {
      throw new Error("unstable");
    }),
  ],
])("%s is told nothing", async (_, globals) => {
  expect(await optionsIn(globals)).toEqual([nothing, nothing, nothing]);
});

test("a custom `fetch` gets neither option, because it may have its own client", async () => {
  expect(await optionsIn({ Bun: {} }, true)).toEqual([nothing, nothing, nothing]);
});
