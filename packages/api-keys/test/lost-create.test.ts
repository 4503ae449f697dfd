// What `reconcile` takes.
import { clean, pollute } from "@flexfactor/testing/pollution";
import { failureOf, json, never, stubFetch } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test } from "vitest";
import { reconcile } from "../src/index.ts";
import { boom, clientOf, unreadable } from "./clients.ts";

describe("reconcile", () => {
  test.each(unreadable)("refuses an error that cannot be read: %s", async (_, error) => {
    const message = "`error` must be the UncertainCreateError of a create, or its JSON after `JSON.parse`.";
    expect(await failureOf(reconcile(clientOf(stubFetch(never)), error as never))).toMatchObject({ code: "config", message });
  });

  test("reads the error once", async () => {
    let reads = 0;
    const kept = { keyName: "Checkout", outcome: "unknown", firstSentAt: 1, mayAppearUntil: 1 } as const;
    const error = Object.defineProperty({ ...kept, mid: "" }, "mid", { get: () => (reads++ === 0 ? "mid_1" : boom()) });
    const fetch = stubFetch(() => json(200, { keys: [] }));
    expect(await reconcile(clientOf(fetch), error)).toEqual({ verdict: "not_created", candidates: [] });
    expect(fetch.sent[0]?.url).toMatch(/\/mid_1$/);
  });

  const stored = { mid: "mid_1", keyName: "Checkout", outcome: "unknown", firstSentAt: 1, mayAppearUntil: 1 } as const;

  test("is read with null for the uptime that a stored error lacks", async () => {
    const row = { ...stored, uptimeAtFailureMs: null } as never;
    expect(await reconcile(clientOf(stubFetch(() => json(200, { keys: [] }))), row)).toMatchObject({ verdict: "not_created" });
  });

  test("is read without the uptime that other code put on `Object.prototype`", async () => {
    pollute("uptimeAtFailureMs", { value: 1e9 });
    const reconciled = reconcile(clientOf(stubFetch(() => json(200, { keys: [] }))), stored);
    expect((await reconciled.finally(() => clean("uptimeAtFailureMs"))).verdict).toBe("not_created");
  });

  test("is read from a prototype that is not `Object.prototype`, and without its other fields", async () => {
    const row = Object.defineProperty(Object.create(stored), "log", { enumerable: true, get: boom });
    expect(await reconcile(clientOf(stubFetch(() => json(200, { keys: [] }))), row)).toMatchObject({ verdict: "not_created" });
  });

  test.each(["mid", "keyName", "firstSentAt", "mayAppearUntil", "outcome"] as const)(
    "is not completed by what other code put on `Object.prototype`: %s",
    async (name) => {
      const { [name]: value, ...damaged } = stored;
      pollute(name, { value });
      const failed = failureOf(reconcile(clientOf(stubFetch(never)), damaged as never));
      expect(await failed.finally(() => clean(name))).toMatchObject({ code: "config", outcome: "not_sent" });
    },
  );

  test.each([
    undefined,
    null,
    new Error("other"),
    { mid: "mid_1" },
    { mid: "mid_1", keyName: "Checkout", outcome: "created_answer_l", firstSentAt: 1, mayAppearUntil: 1 },
    { mid: "mid_1", keyName: "Checkout", outcome: "rejected", firstSentAt: 1, mayAppearUntil: 1 },
    { mid: 7, keyName: "Checkout", outcome: "unknown", firstSentAt: 1, mayAppearUntil: 1 },
    { mid: "mid_1", keyName: null, outcome: "unknown", firstSentAt: 1, mayAppearUntil: 1 },
    { mid: "mid_1", keyName: "Checkout", outcome: "unknown", firstSentAt: Number.NaN, mayAppearUntil: 1 },
    { mid: "mid_1", keyName: "Checkout", outcome: "unknown", firstSentAt: 1, mayAppearUntil: null },
    { mid: "mid_1", keyName: "Checkout", outcome: "unknown", firstSentAt: 1, mayAppearUntil: 1, uptimeAtFailureMs: "5" },
    {
      mid: "mid_1",
      keyName: "Checkout",
      outcome: "unknown",
      firstSentAt: 1,
      mayAppearUntil: 1,
      uptimeAtFailureMs: { valueOf: boom },
    },
  ])("refuses %j, which is no error of a create", async (error) => {
    const fetch = stubFetch(never);
    const message = "`error` must be the UncertainCreateError of a create, or its JSON after `JSON.parse`.";
    expect(await failureOf(reconcile(clientOf(fetch), error as never))).toMatchObject({ code: "config", message });
    expect(fetch.sent).toEqual([]);
  });
});
