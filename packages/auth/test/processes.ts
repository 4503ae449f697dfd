// Processes that share a store. Each has its own client.
import { createClient } from "@flexfactor/core";
import { orThrow } from "@flexfactor/core/internal";
import { json, stubFetch } from "@flexfactor/testing/stub-fetch";
import { clientCredentials, type Share, sharedToken, type TokenStore, type TokenStoreError } from "../src/index.ts";

/** A store that works like Redis. */
export function memory(): TokenStore & { entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    get: async (key) => entries.get(key),
    set: async (key, value) => entries.set(key, value),
    add: async (key, value) => !entries.has(key) && Boolean(entries.set(key, value)),
    remove: async (key, value) => entries.get(key) === value && entries.delete(key),
  };
}

interface ProcessOptions {
  appKey?: string;
  appSecret?: string;
  baseUrl?: string;
  timeoutMs?: number;
  onError?: (error: TokenStoreError) => unknown;
}

let exchanges = 0;

/** How many exchanges all processes have made. This is also the number of the newest token. */
export const exchangesSoFar = (): number => exchanges;

/** Counts the exchanges during `work`. */
export async function count(work: () => Promise<unknown>): Promise<number> {
  const before = exchanges;
  await work();
  return exchanges - before;
}

/** A process that shares its token through a store, or in a way of its own. */
export function processOn(store: TokenStore | Share, options: ProcessOptions = {}) {
  const {
    appKey = "app-key",
    appSecret = "app-secret",
    baseUrl = "https://api.example/v1",
    timeoutMs = 30_000,
    onError,
  } = options;
  const revoked = new Set<string>();
  const fetch = stubFetch(({ url, headers }) => {
    if (url.endsWith("/oauth2/token")) return json(200, { accessToken: `token-${++exchanges}`, expires: Date.now() + 600_000 });
    return revoked.has(headers.get("authorization") ?? "") ? json(401, {}) : json(200, { keys: [] });
  });
  const share = typeof store === "function" ? store : sharedToken(store, { onError });
  const auth = clientCredentials({ appKey, appSecret }, { share });
  const client = createClient({ baseUrl, auth, fetch, timeoutMs });
  const list = (options: { timeoutMs?: number } = {}) =>
    orThrow(client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_1" } }, ...options }));
  return { list, revoked, used: () => fetch.sent.at(-1)?.headers.get("authorization") };
}
