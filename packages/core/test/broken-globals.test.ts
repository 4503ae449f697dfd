// What becomes of a call if other code breaks what every program uses.
import { failureOf, json, stubFetch } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test, vi } from "vitest";
import { createClient, type Fetch, type FlexFactorEvent } from "../src/index.ts";
import { orThrow } from "../src/internal.ts";

const baseUrl = "https://api.example/v1";
const body = { mid: "mid_1", name: "Checkout", type: "secret" } as const;
const key = () => json(201, { id: "key_1", value: "v-secret" });
const create = (fetch: Fetch) =>
  orThrow(createClient({ baseUrl, auth: "token-1", fetch, maxAttempts: 1 }).POST("/api-keys", { body }));

describe("a create that was carried out", () => {
  test.each<[string, object, string]>([
    ["`Set`", globalThis, "Set"],
    ["`trim`", String.prototype, "trim"],
  ])("ends in an error of ours if other code breaks %s", async (_, holder, name) => {
    const original = Object.getOwnPropertyDescriptor(holder, name) as PropertyDescriptor;
    const broken = () => {
      throw new Error("broken");
    };
    const fetch = stubFetch(() => {
      Object.defineProperty(holder, name, { ...original, value: broken });
      return key();
    });
    const error = await failureOf(create(fetch)).finally(() => Object.defineProperty(holder, name, original));
    expect(error).toMatchObject({ outcome: expect.stringMatching(/^(unknown|created_answer_lost)$/), attempts: 1 });
  });

  test("is returned even if other code breaks what the call does at its end", async () => {
    const broken = () => {
      throw new Error("broken");
    };
    const fetch = stubFetch(() => {
      vi.stubGlobal("clearTimeout", broken);
      return key();
    });
    const made = await create(fetch).finally(() => vi.unstubAllGlobals());
    expect(made).toMatchObject({ status: 201 });
  });

  test("is returned even if other code breaks the clock that measures how long the call took", async () => {
    const fetch = stubFetch(() => {
      vi.spyOn(performance, "now").mockImplementation(() => {
        throw new Error("broken");
      });
      return key();
    });
    const made = await create(fetch).finally(() => vi.restoreAllMocks());
    expect(made).toMatchObject({ status: 201 });
  });

  test("is reported as created if this runtime cannot pass its answer on", async () => {
    const fetch = stubFetch(() => {
      const answer = key();
      vi.stubGlobal("Response", undefined);
      return answer;
    });
    const error = await failureOf(create(fetch)).finally(() => vi.unstubAllGlobals());
    expect(error).toMatchObject({ code: "config", outcome: "created_answer_lost", attempts: 1 });
  });
});

test("a create that other code breaks after its answer came is unknown", async () => {
  const { get } = Headers.prototype;
  const onEvent = ({ type }: FlexFactorEvent): void => {
    if (type !== "settled") return;
    Headers.prototype.get = () => {
      throw new Error("broken");
    };
  };
  const client = createClient({ baseUrl, auth: "token-1", fetch: stubFetch(key), onEvent });
  const error = await failureOf(client.POST("/api-keys", { body })).finally(() => {
    Headers.prototype.get = get;
  });
  expect(error).toMatchObject({ code: "config", outcome: "unknown", reason: "Error: broken" });
  expect((error as Error).message).toBe("This POST failed unexpectedly (Error: broken).");
});

describe("a request that this runtime cannot prepare", () => {
  test.each(["TextEncoder", "Headers", "Response", "AbortController", "setTimeout"])(
    "because it has no %s is not sent, and the error says so",
    async (name) => {
      const fetch = stubFetch(key);
      vi.stubGlobal(name, undefined);
      const error = await failureOf(create(fetch)).finally(() => vi.unstubAllGlobals());
      expect(error).toMatchObject({
        code: "config",
        outcome: "not_sent",
        attempts: 0,
        reason: expect.stringContaining(name),
      });
      expect(fetch.sent).toEqual([]);
    },
  );

  test("because other code broke what openapi-fetch uses is not sent", async () => {
    const fetch = stubFetch(key);
    Object.defineProperty(Object.prototype, "return", { value: "x", configurable: true });
    const error = await failureOf(create(fetch)).finally(() => Reflect.deleteProperty(Object.prototype, "return"));
    expect(error).toMatchObject({ code: "config", outcome: "not_sent", attempts: 0 });
    expect(fetch.sent).toEqual([]);
  });
});
