import { type CallOptions, type Client, serverTime, unreadable } from "@flexfactor/core";
import { type ApiKey, toApiKey } from "./api-key.js";

/** Lists a merchant's keys, and says when by the server's clock, in ms since 1970. */
export async function listKeys(
  client: Client,
  mid: string,
  options?: CallOptions,
): Promise<{ keys: ApiKey[]; listedAt: number | undefined }> {
  const reply = await client.call("getApiKeys", { path: { idOrMid: mid } }, options);
  const records = Array.isArray(reply.data) ? reply.data : "keys" in reply.data && reply.data.keys;
  if (!Array.isArray(records) || !records.every((record) => Object(record) === record))
    throw unreadable(reply, "not a list of keys", "unknown");
  return { keys: records.map((record) => toApiKey(record)), listedAt: serverTime(reply.headers) };
}
