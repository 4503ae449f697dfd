// Source mutation leaves this file out: a thousand callers for each mutant would take too long.
import { failureOf, json } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test } from "vitest";
import { after, server } from "./token-server.ts";

describe("a token", () => {
  test("is exchanged once for 1,000 callers at a cold start", { tags: ["no-token-yet"] }, async () => {
    const { list, exchanges } = server();
    await Promise.all(Array.from({ length: 1_000 }, () => list()));
    expect(exchanges()).toBe(1);
  });

  test("is exchanged once more for 1,000 callers when it is revoked and their 401s are spread over two seconds", async () => {
    const { list, exchanges, revoke, refuseWith } = server();
    await list();
    revoke(1);
    let refused = 0;
    refuseWith(async () => {
      await after((refused++ % 100) * 20);
      return json(401, {});
    });
    const replies = await Promise.all(Array.from({ length: 1_000 }, () => list()));
    expect(exchanges()).toBe(2);
    expect(replies.filter(({ attempts }) => attempts <= 2)).toHaveLength(1_000);
  });
});

describe("an exchange", () => {
  test.each([400, 401])(
    "that is answered %i fails once, for every caller, and is not repeated",
    { tags: ["credentials-refused"] },
    async (status) => {
      const { list, exchanges, fetch } = server(() => json(status, { errors: ["Invalid credentials."] }));
      const errors = await Promise.all(Array.from({ length: 1_000 }, () => failureOf(list())));
      expect(exchanges()).toBe(1);
      expect(fetch.sent).toHaveLength(1);
      expect(new Set(errors).size).toBe(1_000);
      for (const error of errors)
        expect(error).toMatchObject({ code: "authentication", status, outcome: "not_sent", operation: "exchangeCredentials" });
    },
  );
});
