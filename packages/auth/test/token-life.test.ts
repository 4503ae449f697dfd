import { afterEach, describe, expect, test, vi } from "vitest";
import { fakeTime } from "./fake-time.ts";
import { after, LIFE_MS, server, token } from "./token-server.ts";

afterEach(() => vi.useRealTimers());

describe("the life of a token", () => {
  const life = async (answer: (n: number) => Response) => {
    fakeTime();
    const { list, exchanges } = server(answer);
    await list();
    for (let seconds = 0; seconds < 700; seconds++) {
      if (exchanges() > 1) return seconds;
      await after(1_000);
      await list();
    }
    return 700;
  };
  const HOUR = 3_600_000;
  const dated = (skewMs: number) => (n: number) => {
    const now = Math.floor((Date.now() + skewMs) / 1000) * 1000;
    return token(n, now + LIFE_MS, { date: new Date(now).toUTCString() });
  };

  test.each([-24, -1, 0, 1, 24])(
    "is told by the server's clock when ours is %i hours off",
    { tags: ["clock-ahead", "clock-behind"] },
    async (hours) => {
      expect(await life(dated(hours * HOUR))).toBe(540);
    },
  );

  test("that is short leads to a refresh a tenth before its end", async () => {
    const now = Math.floor(Date.now() / 1000) * 1000;
    expect(await life((n) => token(n, now + 100_000, { date: new Date(now).toUTCString() }))).toBe(90);
  });

  test.each<[string, (now: number) => unknown]>([
    ["past", (now) => now - HOUR],
    ["this very moment", (now) => now],
    ["in seconds", (now) => Math.floor(now / 1000) + 600],
    ["a day ahead", (now) => now + 24 * HOUR],
    ["too far", () => 1e20],
    ["a string", (now) => String(now + 100_000)],
    ["a list", (now) => [now + 100_000]],
    ["missing", () => undefined],
    ["null", () => null],
    ["negative", () => -1],
    ["zero", () => 0],
    ["a fraction", (now) => now + 100_000.5],
  ])("is the documented ten minutes when `expires` is %s", { tags: ["implausible-expiry"] }, async (_, expires) => {
    const answer = (n: number) => {
      const now = Math.floor(Date.now() / 1000) * 1000;
      return token(n, expires(now), { date: new Date(now).toUTCString() });
    };
    expect(await life(answer)).toBe(540);
  });
});
