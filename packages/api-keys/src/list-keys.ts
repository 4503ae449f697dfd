// Lists a merchant's keys, and says whether the list is complete.
import type { CallOptions, Client, Schema } from "@flexfactor/core";
import { orThrow, type Reply, serverTime, unusableReply } from "@flexfactor/core/internal";
import { type ApiKey, toApiKey } from "./api-key.js";

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
  if (!Array.isArray(records) || !records.every(isRecord)) throw unusableReply(reply, "not a list of keys", "unknown");
  const keys = records.map((record) => toApiKey(record));
  return { keys, listedAt: serverTime(reply.headers), isComplete: isComplete(reply, keys.length) };
}

/** Names of fields with which APIs say that there is more: `hasMore`, `nextCursor`, `total`, `pagination`. */
const PAGING = /next|more|cursor|page|pagination|truncated|total|continuation/i;

/**
 * A part of a list has the status 206 (RFC 9110, 15.3.7), a range, a link to the next part (RFC 8288), or a field that says so. A copy from a
 * cache has an `Age` (RFC 9111, 5.1).
 */
function isComplete({ status, headers, data }: Reply<object>, count: number): boolean {
  const hasNext = /\brel\s*=\s*"?[^",;=]*\bnext\b/i.test(headers.get("link") ?? "");
  const isCopy = /[1-9]/.test(headers.get("age") ?? "");
  const isPart = status === 206 || headers.has("content-range") || hasNext;
  const body: Record<string, unknown> = Array.isArray(data) ? {} : { ...data };
  const saysMore = Object.keys(body).some((name) => PAGING.test(name) && Boolean(body[name]) && body[name] !== count);
  return !isPart && !isCopy && !saysMore;
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
