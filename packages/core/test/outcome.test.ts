import { failureOf, json, nodeError, stubFetch } from "@flexfactor/testing/stub-fetch";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createClient, type FlexFactorEvent } from "../src/index.ts";
import { orThrow } from "../src/internal.ts";

beforeEach(() => {
  vi.useFakeTimers();
  vi.setTimerTickMode("nextTimerAsync");
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const answers = {
  unsent: () => {
    throw nodeError("ECONNREFUSED", "connect");
  },
  rejected: () => json(429, {}),
  unknown: () => json(500, {}),
  keyless: () => json(201, { id: "key_1" }),
  key: () => json(201, { id: "key_1", value: "v-secret" }),
  list: () => json(200, { keys: [] }),
};
type Answer = keyof typeof answers;

/** A client that gets these answers in order, and the outcome in the last event of its calls. */
function given(...names: Answer[]) {
  const outcomes: string[] = [];
  const answer = (index: number) => answers[names[index] as Answer]();
  // The runtime's own, because only of that one it is known that its error is about the request.
  vi.stubGlobal(
    "fetch",
    stubFetch(
      (_, index) => answer(index),
      (index) => names[index] === "unsent" && answer(index),
    ),
  );
  const onEvent = ({ outcome }: FlexFactorEvent) => outcomes.push(outcome);
  const client = createClient({ baseUrl: "https://api.example/v1", auth: "t", maxAttempts: names.length, onEvent });
  return {
    outcome: () => outcomes.at(-1),
    get: () => orThrow(client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_1" } } })),
    create: () => orThrow(client.POST("/api-keys", { body: { mid: "mid_1", name: "Checkout", type: "secret" } })),
  };
}

test.each<[Answer, Answer, string]>([
  ["unsent", "unsent", "not_sent"],
  ["unsent", "rejected", "rejected"],
  ["rejected", "unsent", "rejected"],
  ["unsent", "unknown", "unknown"],
  ["unknown", "unsent", "unknown"],
  ["rejected", "unknown", "unknown"],
  ["unknown", "rejected", "unknown"],
])("a call whose attempts were %s and %s ends as %s", async (first, second, outcome) => {
  const { get } = given(first, second);
  expect(await failureOf(get())).toMatchObject({ outcome, attempts: 2 });
});

test.each<[Answer]>([["unsent"], ["rejected"], ["unknown"]])("a call that succeeds after it was %s is done", async (first) => {
  const { get, outcome } = given(first, "list");
  expect(await get()).toMatchObject({ attempts: 2 });
  expect(outcome()).toBe("done");
});

test.each<[Answer]>([["unsent"], ["rejected"]])("a create whose key is lost after it was %s was carried out", async (first) => {
  const { create } = given(first, "keyless");
  expect(await failureOf(create())).toMatchObject({ outcome: "created_answer_lost", attempts: 2 });
});
