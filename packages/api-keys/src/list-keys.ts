// Lists a merchant's keys, and says whether the list is complete.
import type { CallOptions, Client, Schema } from "@flexfactor/core";
import { orThrow, serverTime, unusableReplyError } from "@flexfactor/core/internal";
import { type ApiKey, toApiKey } from "./api-key.js";
import { isComplete } from "./complete-list.js";

/** A merchant's keys, and when they were listed. */
export interface ListedKeys {
  readonly keys: ApiKey[];
  /** When the server made the list, by its own clock, in ms since 1970. */
  readonly listedAt: number | undefined;
  /** Whether these are all keys, as they are now. A key that is missing in a part or in a cached copy can exist. */
  readonly isComplete: boolean;
}

/**
 * Lists a merchant's keys (`getApiKeys`).
 *
 * @throws {ResponseError} when the answer is not a list of keys
 */
export async function listKeys(client: Client, mid: string, options: CallOptions): Promise<ListedKeys> {
  const reply = await orThrow(client.GET("/api-keys/{idOrMid}", { ...options, params: { path: { idOrMid: mid } } }));
  const records = recordsOf(reply.data);
  if (!Array.isArray(records) || !records.every(isRecord)) throw unusableReplyError(reply, "not a list of keys", "unknown");
  const keys = records.map((record) => toApiKey(record));
  return { keys, listedAt: serverTime(reply.headers), isComplete: isComplete({ ...reply, count: keys.length }) };
}

type Records = Schema.ApiKeyRecords;

/** Whether an answer is a list of keys: an array, or an object with `keys`. */
export function isList(data: object): data is Records | Schema.ApiKeyList {
  return Array.isArray(data) || Object.hasOwn(data, "keys");
}

function recordsOf(data: object): unknown {
  return Array.isArray(data) || !isList(data) ? data : (data as Schema.ApiKeyList).keys;
}

function isRecord(value: unknown): value is Schema.ApiKeyRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
