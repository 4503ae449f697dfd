import { createClient } from "@flexfactor/core";
import { orThrow } from "@flexfactor/core/internal";
import { afterEach, describe, expect, test, vi } from "vitest";
import { json, never, stubFetch } from "../../../scripts/stub-fetch.ts";
import { clientCredentials, shareThrough, type TokenStore } from "../src/index.ts";

const credentials = { appKey: "app-key", appSecret: "app-secret" };

/** A store as Redis is one. */
function memory(): TokenStore & { entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    get: async (key) => entries.get(key),
    set: async (key, value) => entries.set(key, value),
    add: async (key, value) => !entries.has(key) && Boolean(entries.set(key, value)),
    remove: async (key, value) => entries.get(key) === value && entries.delete(key),
  };
}

afterEach(() => vi.useRealTimers());

let exchanges = 0;
/** One process: a client of its own on the shared store. Tokens are numbered over all of them. */
function processOn(
  store: TokenStore,
  {
    appKey = "app-key",
    baseUrl = "https://api.example/v1",
    onError,
  }: { appKey?: string; baseUrl?: string; onError?: (error: unknown) => void } = {},
) {
  const revoked = new Set<string>();
  const fetch = stubFetch(({ url, headers }) => {
    if (url.endsWith("/oauth2/token")) return json(200, { accessToken: `token-${++exchanges}`, expires: Date.now() + 600_000 });
    return revoked.has(headers.get("authorization") ?? "") ? json(401, {}) : json(200, { keys: [] });
  });
  const auth = clientCredentials({ ...credentials, appKey, share: shareThrough(store, onError) });
  const client = createClient({ baseUrl, auth, fetch });
  const list = () => orThrow(client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_1" } } }));
  return { list, revoked, used: () => fetch.sent.at(-1)?.headers.get("authorization") };
}
const count = async (work: () => Promise<unknown>): Promise<number> => {
  const before = exchanges;
  await work();
  return exchanges - before;
};

describe("a shared token", () => {
  test("is exchanged once for eight processes at once, and no lock is left [K23]", async () => {
    const store = memory();
    const processes = Array.from({ length: 8 }, () => processOn(store));
    expect(await count(() => Promise.all(processes.map(({ list }) => list())))).toBe(1);
    expect(new Set(processes.map(({ used }) => used())).size).toBe(1);
    expect([...store.entries.keys()]).toEqual([expect.stringMatching(/^flexfactor:token:[0-9a-f]{64}$/)]);
  });

  test("that is refused is not taken from the store again", async () => {
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

  test("is renewed ahead of its end, and no call waits for it", async () => {
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
    expect(one.used()).toBe(`Bearer token-${exchanges}`);
  });

  test("is waited for when the lock is another's, whatever the store says no with", async () => {
    let looks = 0;
    const entry = JSON.stringify({ accessToken: "theirs", endsAt: Date.now() + 60_000 });
    const one = processOn({ ...memory(), add: async () => null as never, get: async () => (looks++ ? entry : null) });
    expect(await count(() => one.list())).toBe(0);
    expect(one.used()).toBe("Bearer theirs");
  });

  test("is not shared with other credentials or another server [K21]", async () => {
    const store = memory();
    const others = [
      processOn(store),
      processOn(store, { appKey: "other" }),
      processOn(store, { baseUrl: "https://other.example" }),
    ];
    expect(await count(() => Promise.all(others.map(({ list }) => list())))).toBe(3);
  });

  test("does not release the lock of another", async () => {
    const store = memory();
    await processOn(store).list();
    const [key] = store.entries.keys();
    const lock = `${key}:lock`;
    const slow = { ...store, set: async () => store.entries.set(lock, "another") };
    await processOn({ ...slow, get: async () => null }).list();
    expect(store.entries.get(lock)).toBe("another");
  });
});

describe("a store that fails costs an exchange and no call [K24]", () => {
  const broken = (part: Partial<TokenStore>): TokenStore => ({ ...memory(), ...part });
  const fails = () => Promise.reject(new Error("READONLY"));
  test.each<[string, TokenStore]>([
    ["is down", broken({ get: fails, set: fails, add: fails, remove: fails })],
    [
      "throws",
      broken({
        get: () => {
          throw new Error("not connected");
        },
      }),
    ],
    ["hangs", broken({ get: never as never, add: never as never, set: never, remove: never })],
    ["cannot be written", broken({ set: fails, add: fails })],
    ...[
      ["corrupt JSON", '{"accessToken":'],
      ["__proto__", '{"__proto__":{"accessToken":"x"}}'],
      ["another type", 7 as unknown as string],
      ["a token that is none", '{"accessToken":"a\\nb","endsAt":9e15}'],
      ["an expired token", '{"accessToken":"old","endsAt":1}'],
      ["a token without an end", '{"accessToken":"old"}'],
    ].map(([what, entry]): [string, TokenStore] => [`holds ${what}`, broken({ get: async () => entry })]),
  ])("when it %s [K24]", async (_, store) => {
    const one = processOn(store);
    expect(await count(() => one.list())).toBe(1);
    expect(one.used()).toBe(`Bearer token-${exchanges}`);
  });

  test("and is told to the hook", async () => {
    const errors: unknown[] = [];
    await processOn(broken({ get: fails }), { onError: (error) => errors.push(error) }).list();
    expect(errors).toEqual([new Error("READONLY")]);
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error("no logger");
      },
    ],
    ["rejects", () => Promise.reject(new Error("no logger"))],
  ])("even when that hook %s", async (_, onError) => {
    await processOn(broken({ get: fails, set: fails }), { onError }).list();
  });
});

test("a shared token is believed no longer than one lives", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const one = processOn({ ...memory(), get: async () => '{"accessToken":"old","endsAt":1e300}' });
  await one.list();
  expect(one.used()).toBe("Bearer old");
  await vi.advanceTimersByTimeAsync(550_000);
  const before = exchanges;
  await one.list();
  await vi.waitUntil(() => exchanges === before + 1);
});
