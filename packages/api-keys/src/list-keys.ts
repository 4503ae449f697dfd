import type { CallOptions, Client } from "@flexfactor/core";
import { orThrow, serverTime, unusableReply } from "@flexfactor/core/internal";
import { type ApiKey, toApiKey } from "./api-key.js";

/** A merchant's keys at one time. */
export interface ListedKeys {
  readonly keys: ApiKey[];
  /** When the server made the list, by its own clock, in ms since 1970. */
  readonly listedAt: number | undefined;
}

/**
 * Lists a merchant's keys (`getApiKeys`).
 *
 * @throws {ResponseError} when the answer is no list of keys
 */
export async function listKeys(client: Client, mid: string, options: CallOptions): Promise<ListedKeys> {
  const reply = await orThrow(client.GET("/api-keys/{idOrMid}", { ...options, params: { path: { idOrMid: mid } } }));
  const records = Array.isArray(reply.data) ? reply.data : "keys" in reply.data && reply.data.keys;
  if (!Array.isArray(records) || !records.every(isRecord)) throw unusableReply(reply, "not a list of keys", "unknown");
  return { keys: records.map((record) => toApiKey(record)), listedAt: serverTime(reply.headers) };
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
