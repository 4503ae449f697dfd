import { isToken, operationTable, Secret } from "@flexfactor/core/internal";
import type { Exchange, Token } from "./exchange.js";

/** What processes share a token through, like Redis. Every value is a string; `lifeMs` is how long it is to be kept. */
export interface TokenStore {
  /** Its value, or nothing when there is none or its life is over. */
  get(key: string): Promise<string | null | undefined>;
  /** Sets it, whatever was there. */
  set(key: string, value: string, lifeMs: number): Promise<unknown>;
  /** Sets it only if there is none, and says whether it did. Redis: `SET key value NX PX lifeMs`. */
  add(key: string, value: string, lifeMs: number): Promise<boolean>;
  /** Deletes it only if it has this value. Redis: a script that compares and deletes. */
  remove(key: string, value: string): Promise<unknown>;
}

/** Puts an exchange behind something shared; `name` is of the credentials and the server, and need not be secret. */
export type Share = (name: string, exchange: Exchange) => Exchange;

/** The longest wait for one answer of the store: a store that is slow or down must not be felt. */
const STORE_WAIT_MS = 250;

/** How long one process may hold the lock, and the others wait for its token. */
const LOCK_MS = 10_000;
const LOOK_AGAIN_MS = 50;

/**
 * Shares tokens between processes: one of them exchanges, the others wait for its token. What the store does wrong (down, slow,
 * full, corrupt, foreign or stale entries) costs an exchange and never a call.
 *
 * The store holds the token as it is: one that others can read wants an adapter that encrypts.
 *
 * @param onError told of each failure of the store; what it throws is dropped
 */
export function shareThrough(store: TokenStore, onError: (error: unknown) => unknown = () => {}): Share {
  const ask = async <T>(question: () => Promise<T>): Promise<T | undefined> => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`The token store took longer than ${STORE_WAIT_MS} ms.`)), STORE_WAIT_MS);
    });
    try {
      return await Promise.race([question(), late]);
    } catch (error) {
      new Promise((resolve) => resolve(onError(error))).catch(() => {});
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  };

  return (name, exchange) => async (signal, rejected) => {
    const key = `flexfactor:token:${await hash(name)}`;
    const lock = `${key}:lock`;
    const owner = crypto.randomUUID();
    const waitUntil = performance.now() + LOCK_MS;
    while (!signal.aborted && performance.now() < waitUntil) {
      const found = read(await ask(() => store.get(key)));
      if (found && found.accessToken.reveal() !== rejected) return found;
      // A store that does not answer gives no lock, and no reason to wait for one.
      const locked = await ask(() => store.add(lock, owner, LOCK_MS));
      if (locked || locked === undefined) break;
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
    try {
      const token = await exchange(signal, rejected);
      const entry = { accessToken: token.accessToken.reveal(), endsAt: Date.now() + token.lifeMs };
      await ask(() => store.set(key, JSON.stringify(entry), token.lifeMs));
      return token;
    } finally {
      await ask(() => store.remove(lock, owner));
    }
  };
}

/** So that a store tells nobody which credentials are in use. */
async function hash(name: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(name)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function read(entry: unknown): Token | undefined {
  try {
    const { accessToken, endsAt } = JSON.parse(String(entry));
    const lifeMs = Math.min(endsAt - Date.now(), operationTable["POST /oauth2/token"].lifetimeMs);
    return isToken(accessToken) && lifeMs > 0 ? { accessToken: new Secret(accessToken), lifeMs } : undefined;
  } catch {
    return undefined;
  }
}
