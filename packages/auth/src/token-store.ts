// The store that processes share, and a way to ask it that never throws or hangs.
import { storeError, type TokenStoreError, type TokenStoreStep } from "./token-store-error.js";

/** The store through which processes share a token, like Redis. All values are strings. `lifeMs` is how long to keep a value, in ms. */
export interface TokenStore {
  /** Returns the value; null or undefined if there is none or its life is over. */
  get(key: string): Promise<string | null | undefined>;
  /** Sets the value, and replaces an old one. Redis: `SET key value PX lifeMs`. */
  set(key: string, value: string, lifeMs: number): Promise<unknown>;
  /** Sets the value only if there is none, and returns whether it did. Redis: `SET key value NX PX lifeMs`. */
  add(key: string, value: string, lifeMs: number): Promise<boolean>;
  /** Deletes the key only if it has this value. Redis: a script that compares and deletes. */
  remove(key: string, value: string): Promise<unknown>;
}

/** How long to wait for one answer of the store, in ms. It is short, because the call waits too. */
const STORE_WAIT_MS = 150;

/** How long the store is not asked after a failure, in ms. */
const REST_MS = 10_000;

/** Asks the store. It never throws, and has its answer in time. After a failure it does not ask for a while. */
export interface StoreAsker {
  /** The store's answer; undefined when it gave none in time. `sent` has the secrets that must not appear in an error. */
  ask<T>(step: TokenStoreStep, question: () => Promise<T>, ...sent: string[]): Promise<{ answer: T } | undefined>;
  /** Calls `onError`, and ignores what it throws. */
  report(error: TokenStoreError): void;
}

export function createStoreAsker(onError: (error: TokenStoreError) => unknown): StoreAsker {
  let asksAgainAt = Number.NEGATIVE_INFINITY;

  const report = (error: TokenStoreError): void => {
    // A promise, so that a later rejection of `onError` is ignored too.
    new Promise((resolve) => resolve(onError(error))).catch(() => {});
  };
  return {
    report,
    async ask(step, question, ...sent) {
      if (performance.now() < asksAgainAt) return undefined;
      try {
        return { answer: await inTime(question) };
      } catch (error) {
        asksAgainAt = performance.now() + REST_MS;
        report(storeError(step, error, sent));
        return undefined;
      }
    },
  };
}

async function inTime<T>(question: () => Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${STORE_WAIT_MS} ms`)), STORE_WAIT_MS);
  });
  try {
    return await Promise.race([question(), late]);
  } finally {
    clearTimeout(timer);
  }
}
