// A token as an entry of the shared store.
import { bare, isToken, operationTable, Secret } from "@flexfactor/core/internal";
import type { Token } from "./exchange.js";

/** A token as text for the store. `endsAt` is a wall-clock time, because processes share no other clock. */
export function writeEntry({ accessToken, lifeMs }: Token): string {
  return JSON.stringify({ accessToken: accessToken.reveal(), endsAt: Date.now() + lifeMs });
}

/** The longest entry that is read. A token has at most 16,384 characters, and JSON can double each. */
const MAX_ENTRY_LENGTH = 33_000;

/** The token of an entry; undefined if the entry is over or not one of ours. No token lives longer than the documented time. */
export function readEntry(entry: unknown): Token | undefined {
  if (typeof entry !== "string" || entry.length > MAX_ENTRY_LENGTH) return undefined;
  try {
    const { accessToken, endsAt } = bare(JSON.parse(entry));
    if (!isToken(accessToken) || !Number.isFinite(endsAt)) return undefined;
    const lifeMs = Math.min(endsAt - Date.now(), operationTable["POST /oauth2/token"].lifetimeMs);
    return lifeMs > 0 ? { accessToken: new Secret(accessToken), lifeMs } : undefined;
  } catch {
    return undefined;
  }
}
