import { Secret } from "@flexfactor/core";
import { afterEach, describe, expect, test, vi } from "vitest";
import { sharedToken } from "../src/index.ts";
import { fakeTime } from "./fake-time.ts";
import { count, exchangesSoFar, memory, processOn } from "./processes.ts";

afterEach(() => vi.useRealTimers());

describe("a shared token", () => {
  test("is exchanged once for eight processes at once, and no lock is left", { tags: ["eight-processes"] }, async () => {
    const store = memory();
    const processes = Array.from({ length: 8 }, () => processOn(store));
    expect(await count(() => Promise.all(processes.map(({ list }) => list())))).toBe(1);
    expect(new Set(processes.map(({ used }) => used())).size).toBe(1);
    expect([...store.entries.keys()]).toEqual([expect.stringMatching(/^flexfactor:token:[0-9a-f]{64}$/)]);
  });

  test("that is refused is not read from the store again", async () => {
    fakeTime();
    const store = memory();
    const [one, other] = [processOn(store), processOn(store)];
    await one.list();
    const token = one.used() as string;
    one.revoked.add(token);
    expect(await count(() => one.list())).toBe(1);
    other.revoked.add(token);
    expect(await count(() => other.list())).toBe(0);
    expect(other.used()).toBe(one.used());
  });

  test("is refreshed before it expires, and no call waits for it", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const store = memory();
    const one = processOn(store);
    await one.list();
    const old = one.used();
    await vi.advanceTimersByTimeAsync(550_000);
    expect(await count(() => one.list())).toBe(0);
    expect(one.used()).toBe(old);
    await vi.waitUntil(() => store.entries.size === 1 && ![...store.entries.values()][0]?.includes(`${old}`.slice(7)));
    expect(await count(() => one.list())).toBe(0);
    expect(one.used()).toBe(`Bearer token-${exchangesSoFar()}`);
  });

  test("makes a call wait while another process has the lock, whatever the store returns for no", async () => {
    let looks = 0;
    const entry = JSON.stringify({ accessToken: "theirs", endsAt: Date.now() + 60_000 });
    const one = processOn({ ...memory(), add: async () => null as never, get: async () => (looks++ ? entry : null) });
    expect(await count(() => one.list())).toBe(0);
    expect(one.used()).toBe("Bearer theirs");
  });

  test("is not shared with other credentials or another server", { tags: ["two-credentials"] }, async () => {
    const store = memory();
    const others = [
      processOn(store),
      processOn(store, { appKey: "other" }),
      processOn(store, { baseUrl: "https://other.example" }),
    ];
    expect(await count(() => Promise.all(others.map(({ list }) => list())))).toBe(3);
  });

  test("is not given to a process with the wrong secret", async () => {
    const store = memory();
    await processOn(store).list();
    const wrong = processOn(store, { appSecret: "wrong-secret" });
    expect(await count(() => wrong.list())).toBe(1);
    expect([...store.entries.keys()].join()).not.toMatch(/app-|wrong|secret/);
  });

  test("is kept under its own name, and its lock beside it", async () => {
    const store = memory();
    const names: string[] = [];
    const add = (name: string, value: string, lifeMs: number) => {
      names.push(name);
      return store.add(name, value, lifeMs);
    };
    const exchange = async () => ({ accessToken: new Secret("ours"), lifeMs: 60_000 });
    for (const name of ["one", "two"]) await sharedToken({ ...store, add })(name, exchange)(new AbortController().signal);
    expect(names).toEqual(["flexfactor:token:one:lock", "flexfactor:token:two:lock"]);
    await vi.waitFor(() => expect([...store.entries.keys()]).toEqual(["flexfactor:token:one", "flexfactor:token:two"]));
  });

  test("is exchanged under the lock, and a process without the lock does not release it", async () => {
    const store = memory();
    const { signal } = new AbortController();
    const held: string[][] = [];
    const exchange = async () => {
      held.push([...store.entries.keys()]);
      return { accessToken: new Secret("ours"), lifeMs: 60_000 };
    };
    await sharedToken(store)("one", exchange)(signal);
    expect(held).toEqual([["flexfactor:token:one:lock"]]);
    const released: string[] = [];
    const remove = async (name: string) => released.push(name);
    const another = sharedToken({ ...store, add: async () => false, remove });
    await another("two", exchange)(signal, { neededBefore: 0 });
    await vi.waitFor(() => expect(store.entries.has("flexfactor:token:two")).toBe(true));
    await new Promise(setImmediate);
    expect(released).toEqual([]);
  });

  test("that was stored just before we got the lock is used, and the lock is released", async () => {
    const store = memory();
    const entry = JSON.stringify({ accessToken: "theirs", endsAt: Date.now() + 60_000 });
    let looks = 0;
    const one = processOn({ ...store, get: async () => (looks++ ? entry : null) });
    expect(await count(() => one.list())).toBe(0);
    expect(one.used()).toBe("Bearer theirs");
    expect([...store.entries.keys()]).toEqual([]);
  });

  test("is exchanged again when the exchange of the process with the lock fails", async () => {
    const store = memory();
    const { signal } = new AbortController();
    const share = sharedToken(store);
    await expect(share("name", () => Promise.reject(new Error("refused")))(signal)).rejects.toThrow("refused");
    await vi.waitFor(() => expect(store.entries.size).toBe(0));
    const token = await share("name", async () => ({ accessToken: new Secret("ours"), lifeMs: 60_000 }))(signal);
    expect(token.accessToken.reveal()).toBe("ours");
  });

  test("is not read from `Object.prototype`", async () => {
    const polluted = Object.prototype as { token?: unknown };
    const stuck = sharedToken({ ...memory(), add: async () => false });
    const down = sharedToken({ ...memory(), add: () => Promise.reject(new Error("down")) });
    const exchange = async () => ({ accessToken: new Secret("ours"), lifeMs: 60_000 });
    const options = { neededBefore: 0 };
    polluted.token = { accessToken: new Secret("evil"), lifeMs: 60_000 };
    try {
      for (const share of [stuck, down]) {
        const token = await share("name", exchange)(new AbortController().signal, options);
        expect(token.accessToken.reveal()).toBe("ours");
      }
    } finally {
      delete polluted.token;
    }
  });

  test("does not release the lock of another process", async () => {
    const store = memory();
    await processOn(store).list();
    const [key] = store.entries.keys();
    const lock = `${key}:lock`;
    const slow = { ...store, set: async () => store.entries.set(lock, "another") };
    await processOn({ ...slow, get: async () => null }).list();
    expect(store.entries.get(lock)).toBe("another");
  });
});

test("a shared token is used no longer than the documented life", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const one = processOn({ ...memory(), get: async () => '{"accessToken":"old","endsAt":1e300}' });
  await one.list();
  expect(one.used()).toBe("Bearer old");
  await vi.advanceTimersByTimeAsync(550_000);
  const before = exchangesSoFar();
  await one.list();
  await vi.waitUntil(() => exchangesSoFar() === before + 1);
});
