// Shares a token between processes through a store, with a lock so that one of them exchanges.
import { hasFunction, must, readOptions } from "@flexfactor/core/internal";
import type { Exchange, ExchangeOptions, Token } from "./exchange.js";
import { pause } from "./pause.js";
import { readEntry, writeEntry } from "./shared-entry.js";
import { createStoreAsker, type StoreAsker, type TokenStore } from "./token-store.js";
import { TokenStoreError } from "./token-store-error.js";

/**
 * Makes an exchange that shares its token with other processes; {@link sharedToken} returns such a function. `name` is the name of the token.
 * Each server and each pair of credentials has its own name. It is not secret.
 */
export type Share = (name: string, exchange: Exchange) => Exchange;

/** Options of {@link sharedToken}. */
export interface SharedTokenOptions {
  /** Called after each failure of the store, with an error without words that look like a token. Exceptions that it throws are ignored. @default no report */
  onError?: ((error: TokenStoreError) => unknown) | undefined;
}

/** The life of a lock, in ms. If its process dies, the lock ends after this time. */
const LOCK_LIFE_MS = 10_000;

/** How long a process waits for the token of the process that has the lock, in ms. Then it exchanges without the lock. */
const MAX_LOCK_WAIT_MS = 2_000;

/** It waits at most for this fraction of the time that its caller has, because the exchange and the call need the rest. */
const LOCK_WAIT_FRACTION = 0.25;

/** How often it looks for the token meanwhile, in ms. */
const LOOK_AGAIN_MS = 50;

/**
 * Shares a token between processes through a store, like Redis. One process exchanges the credentials. The others wait for its token, for a
 * quarter of the time that their call has left, and for two seconds at most. If the store is down, slow or full, or has something else, the
 * process exchanges the credentials itself.
 *
 * The SDK waits at most 150 ms for each answer of the store. So a store that hangs can cost a call up to a few hundred milliseconds, and a call
 * with a very short `timeoutMs` can fail because of that.
 *
 * The store holds the token as it is. Everyone who can read the store can use the token, and everyone who can write to it can replace the token.
 *
 * @throws {ConfigError} when the store lacks a function, or `onError` is not a function
 *
 * @example
 * const share = sharedToken(store, { onError: ({ message }) => logger.warn(message) });
 * const client = createClient({ environment: "sandbox", auth: clientCredentials(fromEnv(), { share }) });
 */
export function sharedToken(store: TokenStore, options: SharedTokenOptions = {}): Share {
  const { onError = () => {} } = readOptions("sharedToken", options, ["onError"]) as SharedTokenOptions;
  for (const name of ["get", "set", "add", "remove"] as const)
    must(hasFunction(store, name), "store", `an object with the functions get, set, add and remove; it has no \`${name}\``);
  must(typeof onError === "function", "onError", "a function");
  const shared: SharedStore = { store, asker: createStoreAsker(onError), noLockWaitBefore: Number.NEGATIVE_INFINITY };

  return (name, exchange) =>
    async (signal, exchangeOptions = {}) => {
      const key = `flexfactor:token:${name}`;
      const startedAt = performance.now();
      const lookup: Lookup = {
        shared,
        key,
        lock: `${key}:lock`,
        owner: crypto.randomUUID(),
        startedAt,
        options: exchangeOptions,
      };
      const { token, locked } = await waitForToken(lookup, signal);
      if (token) return token;
      const fresh = exchange(signal, exchangeOptions);
      // The caller does not wait for the store.
      publish(lookup, fresh, locked);
      return fresh;
    };
}

/** What all exchanges through one store share. */
interface SharedStore {
  readonly store: TokenStore;
  readonly asker: StoreAsker;
  /** Until this instant no exchange waits for a lock, because a lock was not released in time. */
  noLockWaitBefore: number;
}

/** Where one exchange looks for its token, and for whom. `owner` is the value of its own lock. */
interface Lookup {
  readonly shared: SharedStore;
  readonly key: string;
  readonly lock: string;
  readonly owner: string;
  readonly startedAt: number;
  readonly options: ExchangeOptions;
}

/** What the store gave: a token of another process, or the lock, or neither. */
interface Found {
  readonly token: Token | undefined;
  readonly locked: boolean;
}

// Both fields are given, because a missing one could be inherited from `Object.prototype`.
const NOTHING: Found = { token: undefined, locked: false };

/** The instant until which an exchange waits for another process's lock: its start for a while after a lock was not released in time. */
function lockWaitEnd({ shared, startedAt, options: { neededBefore = Infinity } }: Lookup): number {
  if (startedAt < shared.noLockWaitBefore) return startedAt;
  return startedAt + Math.min(MAX_LOCK_WAIT_MS, (neededBefore - startedAt) * LOCK_WAIT_FRACTION);
}

/** Waits for the token of another process or for the lock. It gives up when the store fails or the wait is over. */
async function waitForToken(lookup: Lookup, signal: AbortSignal): Promise<Found> {
  const { shared, lock, owner } = lookup;
  for (;;) {
    const token = await readToken(lookup);
    if (token) return { token, locked: false };
    const added = await shared.asker.ask("add", () => shared.store.add(lock, owner, LOCK_LIFE_MS));
    if (!added) return NOTHING;
    if (added.answer) return afterLocking(lookup);
    // Asked each time, because a caller with less time can have joined.
    if (signal.aborted || performance.now() + LOOK_AGAIN_MS > lockWaitEnd(lookup)) break;
    await pause(LOOK_AGAIN_MS, signal);
  }
  const now = performance.now();
  // An earlier exchange has waited for this lock, so this one did not.
  if (now < shared.noLockWaitBefore) return NOTHING;
  // The next exchanges do not wait for this lock again, because their callers may have even less time.
  shared.noLockWaitBefore = now + LOCK_LIFE_MS;
  if (!signal.aborted)
    shared.asker.report(new TokenStoreError("lock", "Another process kept the lock too long, so this one exchanges without it."));
  return NOTHING;
}

/** Looks again: just before we got the lock, another process may have stored its token and released its lock. */
async function afterLocking(lookup: Lookup): Promise<Found> {
  const token = await readToken(lookup);
  if (token) release(lookup);
  return { token, locked: !token };
}

async function readToken({ shared, key, options: { rejected } }: Lookup): Promise<Token | undefined> {
  // The refused token can be in the store, and an error must not quote it.
  const got = await shared.asker.ask("get", () => shared.store.get(key), rejected ?? "");
  const token = got && readEntry(got.answer);
  return token?.accessToken.reveal() === rejected ? undefined : token;
}

/** Stores the token for the others, and then releases the lock. In this order, the others always find one of the two. */
async function publish(lookup: Lookup, fresh: Promise<Token>, locked: boolean): Promise<void> {
  const { store, asker } = lookup.shared;
  try {
    const token = await fresh;
    const entry = writeEntry(token);
    await asker.ask("set", () => store.set(lookup.key, entry, token.lifeMs), entry, token.accessToken.reveal());
  } catch {
    // The exchange failed, and its caller gets the error.
  }
  if (locked) await release(lookup);
}

async function release({ shared, lock, owner }: Lookup): Promise<void> {
  await shared.asker.ask("remove", () => shared.store.remove(lock, owner));
}
