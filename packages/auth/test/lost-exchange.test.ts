import { afterEach, describe, expect, test, vi } from "vitest";
import { fakeTime } from "./fake-time.ts";
import { after } from "./token-server.ts";
import { LIFE_MS, source, warm } from "./token-source.ts";

afterEach(() => {
  // First the spies, because they restore the fake function that they replaced.
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("a lost exchange", () => {
  /** Ends a request as workerd does: its timers stop, and its promises never settle. */
  const cutOff = () => vi.spyOn(globalThis, "setInterval").mockReturnValueOnce(0 as never);

  test("that cannot start, because other code broke the signals, leaves no timer", async () => {
    vi.useFakeTimers();
    vi.spyOn(EventTarget.prototype, "addEventListener").mockImplementationOnce(() => {
      throw new TypeError("broken");
    });
    const { get, exchanges } = source();
    await expect(get()).rejects.toThrow("broken");
    expect({ exchanges: exchanges(), timers: vi.getTimerCount() }).toEqual({ exchanges: 0, timers: 0 });
  });

  test("that shows no sign of life is started again by a waiting caller", async () => {
    fakeTime();
    cutOff();
    const { get, exchanges, answer } = source();
    get().catch(() => {});
    const waiting = get();
    expect(exchanges()).toBe(1);
    while (exchanges() < 2) await after(100);
    answer(2);
    expect(await waiting).toBe("token-2");
  });

  test("in the background is started again when the token has expired", async () => {
    const { get, exchanges, answer } = await warm();
    await after(LIFE_MS - 30_000);
    cutOff();
    expect(await get()).toBe("token-1");
    expect(exchanges()).toBe(2);
    await after(30_000);
    const waiting = get();
    while (exchanges() < 3) await after(100);
    answer(3);
    expect(await waiting).toBe("token-3");
  });

  test("in the background that cannot start, because other code broke the signals, leaves the old token in use", async () => {
    const { get, exchanges } = await warm();
    await after(LIFE_MS - 30_000);
    vi.spyOn(EventTarget.prototype, "addEventListener").mockImplementationOnce(() => {
      throw new TypeError("broken");
    });
    expect(await get()).toBe("token-1");
    await after(0);
    expect(exchanges()).toBe(1);
  });

  test("in the background that hangs is not started again when nobody needs it", async () => {
    const { get, exchanges } = await warm();
    await after(LIFE_MS - 30_000);
    expect(await get()).toBe("token-1");
    await after(300_000);
    expect(exchanges()).toBe(2);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("that takes too long is started again", async () => {
    fakeTime();
    await after(60_000);
    const { get, exchanges, answer } = source();
    const startedAt = performance.now();
    const waiting = get();
    while (exchanges() < 2) await after(100);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(30_000);
    answer(2);
    expect(await waiting).toBe("token-2");
  });

  test("that still ends does not replace a newer token", async () => {
    fakeTime();
    cutOff();
    const { get, exchanges, answer } = source();
    get().catch(() => {});
    const waiting = get();
    while (exchanges() < 2) await after(100);
    answer(2);
    await waiting;
    answer(1);
    await after(1);
    expect(await get()).toBe("token-2");
  });

  test("is not the same as one in a process that was busy", async () => {
    const { get, exchanges, answer } = source();
    // Node fires all late timers of one duration together, so these take the checks of the caller along, before the late beat.
    setTimeout(() => {}, 500);
    await after(250);
    setTimeout(() => {}, 250);
    await after(200);
    const waiting = get();
    const busyUntil = performance.now() + 700;
    while (performance.now() < busyUntil);
    await after(600);
    answer(1);
    expect(await waiting).toBe("token-1");
    expect(exchanges()).toBe(1);
  });

  test("is not the same as a slow one, for which callers keep waiting", async () => {
    fakeTime();
    const { get, exchanges, answer } = source();
    const callers = [get(), get()];
    await after(20_000);
    answer(1);
    expect(await Promise.all(callers)).toEqual(["token-1", "token-1"]);
    expect(exchanges()).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
