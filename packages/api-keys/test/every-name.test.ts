// Every name that our code reads, put on `Object.prototype`. The mutation run leaves this file out, because it takes long.
import { createClient, type FlexFactorError } from "@flexfactor/core";
import { everyNameInFlight, namesThatChange } from "@flexfactor/testing/pollution";
import { failureOf, json, stubFetch } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test } from "vitest";
import { apiKeys, reconcile } from "../src/index.ts";

const clientWith = (answer: () => Response) =>
  createClient({ baseUrl: "https://api.example/v1", auth: "token-1", fetch: stubFetch(answer) });

const now = Date.now();
const lost = {
  mid: "mid_1",
  keyName: "n",
  firstSentAt: now - 200_000,
  mayAppearUntil: now - 100_000,
  outcome: "unknown",
} as const;

describe("no word of the sources, put on `Object.prototype`,", () => {
  test("changes a key that is created meanwhile, with its id in `Location`", async () => {
    const create = async (set: () => void) => {
      const client = clientWith(() => {
        const answer = json(201, { name: "n", type: "secret", value: "v-secret" }, { location: "/v1/api-keys/key_1" });
        set();
        return answer;
      });
      const key = await apiKeys(client).create({ mid: "mid_1", name: "n", type: "secret" });
      return [key.id, key.name, key.value.reveal()];
    };
    expect(await namesThatChange(everyNameInFlight(), [{ value: true }], create)).toEqual([]);
  });

  test("makes a key of an answer that is none", async () => {
    const get = async (set: () => void) => {
      const client = clientWith(() => {
        const answer = json(200, {});
        set();
        return answer;
      });
      const { code } = (await failureOf(apiKeys(client).get("key_1"))) as FlexFactorError;
      return code;
    };
    expect(await namesThatChange(everyNameInFlight(), [{ value: "x" }], get)).toEqual([]);
  });

  test.each([
    ["a key of that name", { keys: [{ name: "n" }] }, {}, "maybe_created"],
    ["a key without a name", { keys: [{ lastFour: "1234" }] }, {}, "undecided"],
    ["a field that speaks of more", { keys: [], hasMore: true }, {}, "undecided"],
    ["a link to the next part", { keys: [] }, { link: '<x>; rel="next"' }, "undecided"],
    ["a copy", { keys: [] }, { "x-cache": "HIT" }, "undecided"],
  ])("makes `reconcile` say `not_created` for a list with %s", async (_, list, headers, usual) => {
    const verdicts = new Set<string>();
    const look = async (set: () => void) => {
      const client = clientWith(() => {
        const answer = json(200, list, headers);
        set();
        return answer;
      });
      const { verdict } = await reconcile(client, lost);
      verdicts.add(verdict);
      return verdict;
    };
    expect(await namesThatChange(everyNameInFlight(), [{ value: true }], look)).toEqual([]);
    expect([...verdicts]).toEqual([usual]);
  });
});
