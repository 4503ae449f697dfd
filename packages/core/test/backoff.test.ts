import { failureOf, json, stubFetch } from "@flexfactor/testing/stub-fetch";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createClient, type FlexFactorEvent } from "../src/index.ts";
import { orThrow } from "../src/internal.ts";

beforeEach(() => {
  vi.useFakeTimers();
  vi.setTimerTickMode("nextTimerAsync");
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** The waits of a call if every attempt gets this answer. */
async function waitsOf(answer: () => Response, timeoutMs = 600_000): Promise<number[]> {
  const waits: number[] = [];
  const onEvent = ({ type, durationMs }: FlexFactorEvent) => type === "wait" && waits.push(durationMs);
  const options = { auth: "t", fetch: stubFetch(answer), onEvent, timeoutMs, maxAttempts: 10 };
  const client = createClient({ baseUrl: "https://api.example/v1", ...options });
  await failureOf(orThrow(client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_1" } } })));
  return waits;
}
const failed = () => json(500, {});
const throttled = (retryAfter: string) => () => json(429, {}, { "retry-after": retryAfter });

test.each([
  ["the least", 0, [125, 250, 500, 1000, 2000, 4000, 4000, 4000, 4000]],
  ["the most", 1, [250, 500, 1000, 2000, 4000, 8000, 8000, 8000, 8000]],
])("waits are 250 ms, doubled up to 8 s, and up to half is left out at random: %s", async (_, random, waits) => {
  vi.spyOn(Math, "random").mockReturnValue(random);
  expect(await waitsOf(failed)).toEqual(waits);
});

test("no wait ends too late for another request", async () => {
  vi.spyOn(Math, "random").mockReturnValue(1);
  // A call sends nothing in the last tenth of its time.
  expect(await waitsOf(failed, 277)).toEqual([]);
  expect(await waitsOf(failed, 278)).toEqual([250]);
});

test("a call waits for a minute if the server asks for it, but not for a second more", async () => {
  expect(await waitsOf(throttled("60"))).toEqual(Array(9).fill(60_000));
  expect(await waitsOf(throttled("61"))).toEqual([]);
});

test("a pause of 0 seconds is not a wait", async () => {
  expect(await waitsOf(throttled("0"))).toEqual(Array(9).fill(0));
});
