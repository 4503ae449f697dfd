// Every name that our code reads, put on `Object.prototype`. The mutation run leaves this file out, because it takes long.
import { clean, everyName, everyNameInFlight, namesThatChange, type Poison } from "@flexfactor/testing/pollution";
import { failureOf, json, never, nodeError, type StubFetch, stubFetch } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test } from "vitest";
import { createClient, type FlexFactorError } from "../src/index.ts";
import { orThrow } from "../src/internal.ts";

const body = { mid: "mid_1", name: "Checkout", type: "secret" } as const;
const wrong = { mid: "", name: "Checkout", type: "q" } as never;

const clientWith = (fetch: StubFetch) => createClient({ baseUrl: "https://api.example/v1", auth: "token-1", fetch });

const fail = (): never => {
  throw new Error("a getter on Object.prototype");
};

describe("no word of the sources, put on `Object.prototype`,", () => {
  test("changes a key that is created meanwhile", async () => {
    const create = async (set: () => void) => {
      const fetch = stubFetch(() => {
        const answer = json(201, { id: "key_1", value: "v-secret" });
        set();
        return answer;
      });
      const { data } = await orThrow(clientWith(fetch).POST("/api-keys", { body }));
      return [data.id, data.value?.reveal(), fetch.sent.length];
    };
    expect(await namesThatChange(everyNameInFlight(), [{ value: true }], create)).toEqual([]);
  });

  const refused = (status: number) => (set: () => void) =>
    stubFetch(() => {
      const answer = json(status, { errors: ["is taken"] });
      set();
      return answer;
    });
  const notConnected = (set: () => void) => {
    const error = nodeError("ECONNREFUSED", "connect");
    return stubFetch(never, () => {
      set();
      throw error;
    });
  };
  const failures: [string, (set: () => void) => StubFetch, Poison[]][] = [
    ["400", refused(400), [{ value: "x" }, { get: fail }]],
    ["500", refused(500), [{ value: "x" }]],
    ["401", refused(401), [{ value: true }]],
    ["429", refused(429), [{ value: true }]],
    ["no connection", notConnected, [{ value: true }]],
  ];
  test.each(failures)("changes a failure that comes meanwhile: %s", async (_, fetchWith, poisons) => {
    const create = async (set: () => void) => {
      const fetch = fetchWith(set);
      const error = await failureOf(orThrow(clientWith(fetch).POST("/api-keys", { body, maxAttempts: 1 })));
      const { code, outcome, messages } = error as FlexFactorError;
      // With `return` on `Object.prototype`, Vitest fails to make a readable stack, and that changes the code.
      return [fetchWith === notConnected || code, outcome, messages, fetch.sent.length];
    };
    expect(await namesThatChange(everyNameInFlight(), poisons, create)).toEqual([]);
  });

  test("lets a wrong input pass", async () => {
    const create = async (set: () => void) => {
      const fetch = stubFetch(() => json(201, {}));
      const client = clientWith(fetch);
      set();
      const error = await failureOf(client.POST("/api-keys", { body: wrong }));
      return [(error as FlexFactorError).outcome, fetch.sent.length];
    };
    expect(await namesThatChange(everyNameInFlight(), [{ value: true }, { value: -1 }], create)).toEqual([]);
  });

  test("changes what a client sends that is made meanwhile", async () => {
    const send = async (set: () => void) => {
      const fetch = stubFetch(() => json(201, { id: "key_1", value: "v-secret" }));
      set();
      const client = clientWith(fetch);
      for (const name of Object.keys(Object.prototype)) clean(name);
      await client.POST("/api-keys", { body });
      return fetch.sent.map(({ method, url, headers, body: sent }) => [method, url, [...headers], sent]);
    };
    expect(await namesThatChange(everyName(), [{ value: { a: 1 } }], send)).toEqual([]);
  });
});
