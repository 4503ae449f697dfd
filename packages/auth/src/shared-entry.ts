import { isToken, operationTable, Secret } from "@flexfactor/core/internal";
import type { Token } from "./exchange.js";

/** A token as the store keeps it. `endsAt` is a wall-clock time, the only clock that processes share. */
export function writeEntry({ accessToken, lifeMs }: Token): string {
  return JSON.stringify({ accessToken: accessToken.reveal(), endsAt: Date.now() + lifeMs });
}

/** The token of an entry, or nothing if the entry is corrupt, foreign, forged or old. No token is believed to live longer than documented. */
export function readEntry(entry: unknown): Token | undefined {
  if (typeof entry !== "string") return undefined;
  try {
    const { accessToken, endsAt } = JSON.parse(entry);
    if (!isToken(accessToken) || !Number.isFinite(endsAt)) return undefined;
    const lifeMs = Math.min(endsAt - Date.now(), operationTable["POST /oauth2/token"].lifetimeMs);
    return lifeMs > 0 ? { accessToken: new Secret(accessToken), lifeMs } : undefined;
  } catch {
    return undefined;
  }
}
