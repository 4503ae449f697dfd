import { hasFunction, must, readOptions } from "@flexfactor/core/internal";
import type { Exchange, Token } from "./exchange.js";
import { pause } from "./pause.js";
import { readEntry, writeEntry } from "./shared-entry.js";
import { type CarefulStore, carefulStore, type TokenStore } from "./token-store.js";
import { TokenStoreError } from "./token-store-error.js";

/**
 * Makes an exchange that shares its token with other processes; {@link sharedToken} returns such a function. `name` names the token. It is
 * different for each server and each pair of credentials, and it is no secret.
 */
export type Share = (name: string, exchange: Exchange) => Exchange;

/** Options of {@link sharedToken}. */
export interface SharedTokenOptions {
  /** Called after each failure of the store, with an error that holds no token. Exceptions that it throws are ignored. @default nobody is told */
  onError?: ((error: TokenStoreError) => unknown) | undefined;
}

/** How long a lock holds if the process that took it has died, in ms. */
const LOCK_LIFE_MS = 10_000;

/** How long a process waits at most for the token of the process that has the lock, in ms. Then it exchanges without the lock. */
const MAX_LOCK_WAIT_MS = 2_000;

/** It waits for no more than this fraction of the time that its caller has: the exchange and the call itself need the rest. */
const LOCK_WAIT_FRACTION = 0.25;

/** How often it looks, in ms. */
const LOOK_AGAIN_MS = 50;

/**
 * Shares a token between processes through a store, like Redis. One process exchanges the credentials. The others wait for its token, for a
 * quarter of the time that their call has left, and for two seconds at most. No call fails because of the store: if it is down, slow or full, or
 * holds something else, the process exchanges the credentials itself.
 *
 * The store holds the token as it is. Whoever can read the store can use the token, and whoever can write to it can replace the token.
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
  const shelf: Shelf = { store, careful: carefulStore(onError), waitsAgainAt: Number.NEGATIVE_INFINITY };

  return (name, exchange) =>
    async (signal, options = {}) => {
      const { rejected, neededBefore = Infinity } = options;
      const key = `flexfactor:token:${name}`;
      const waitUntil = performance.now() + lockWaitMs(shelf, neededBefore);
      const place: Place = { shelf, key, lock: `${key}:lock`, owner: crypto.randomUUID(), rejected, waitUntil };
      const { token, locked } = await waitForToken(place, signal);
      if (token) return token;
      const fresh = exchange(signal, options);
      // Nobody waits for this.
      publish(place, fresh, locked);
      return fresh;
    };
}

/** What all exchanges through one store have in common. */
interface Shelf {
  readonly store: TokenStore;
  readonly careful: CarefulStore;
  /** No waiting for a lock before this instant: one did not come free. */
  waitsAgainAt: number;
}

/** Where one exchange looks for its token, and how long. `owner` marks a lock as its own. */
interface Place {
  readonly shelf: Shelf;
  readonly key: string;
  readonly lock: string;
  readonly owner: string;
  readonly rejected: string | undefined;
  /** Another's lock is waited for until this instant. */
  readonly waitUntil: number;
}

/** What the store had: a token of another process, or the lock, or neither. */
interface Found {
  readonly token: Token | undefined;
  readonly locked: boolean;
}

// Both fields are given: one that is left out would be taken from `Object.prototype`.
const NOTHING: Found = { token: undefined, locked: false };

/** How long to wait for a lock: not at all for a while after one that did not come free. */
function lockWaitMs({ waitsAgainAt }: Shelf, neededBefore: number): number {
  const now = performance.now();
  return now < waitsAgainAt ? 0 : Math.min(MAX_LOCK_WAIT_MS, (neededBefore - now) * LOCK_WAIT_FRACTION);
}

/** Waits for another process's token, or until this one may exchange: with the lock, or without it if the store or the lock cannot be had. */
async function waitForToken(place: Place, signal: AbortSignal): Promise<Found> {
  const { shelf, lock, owner, waitUntil } = place;
  for (;;) {
    const token = await look(place);
    if (token) return { token, locked: false };
    const added = await shelf.careful.ask("add", () => shelf.store.add(lock, owner, LOCK_LIFE_MS));
    if (!added) return NOTHING;
    if (added.answer) return afterLocking(place);
    if (signal.aborted || performance.now() + LOOK_AGAIN_MS > waitUntil) break;
    await pause(LOOK_AGAIN_MS, signal);
  }
  // The next exchanges do not wait for this lock again: their callers may have even less time.
  shelf.waitsAgainAt = performance.now() + LOCK_LIFE_MS;
  if (!signal.aborted)
    shelf.careful.report(
      new TokenStoreError("lock", "Another process kept the lock too long, so this one exchanges without it."),
    );
  return NOTHING;
}

/** Between our look and our lock, another process may have left its token and released its lock. */
async function afterLocking(place: Place): Promise<Found> {
  const token = await look(place);
  if (token) release(place);
  return { token, locked: !token };
}

async function look({ shelf, key, rejected }: Place): Promise<Token | undefined> {
  const got = await shelf.careful.ask("get", () => shelf.store.get(key), rejected ?? "");
  const token = got && readEntry(got.answer);
  return token?.accessToken.reveal() === rejected ? undefined : token;
}

/** Leaves the token for the others, and then releases the lock, so that everybody finds one of the two. */
async function publish(place: Place, fresh: Promise<Token>, locked: boolean): Promise<void> {
  const { store, careful } = place.shelf;
  try {
    const token = await fresh;
    const entry = writeEntry(token);
    await careful.ask("set", () => store.set(place.key, entry, token.lifeMs), entry, token.accessToken.reveal());
  } catch {
    // The exchange failed. Its caller knows.
  }
  if (locked) await release(place);
}

async function release({ shelf, lock, owner }: Place): Promise<void> {
  await shelf.careful.ask("remove", () => shelf.store.remove(lock, owner));
}
