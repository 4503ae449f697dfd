import {
  type CallOptions,
  type Client,
  ConfigError,
  type CreateApiKey,
  isFlexFactorError,
  type Reply,
  type Secret,
  serverTime,
  unreadable,
} from "@flexfactor/core";
import { type ApiKey, type CreatedApiKey, toApiKey } from "./api-key.js";
import { UncertainCreateError } from "./uncertain-create-error.js";

export type { ApiKey, CreatedApiKey } from "./api-key.js";
export { type Reconciliation, UncertainCreateError } from "./uncertain-create-error.js";

/** The API keys of merchants. */
export interface ApiKeys {
  /**
   * Creates a key (`createApiKey`, `POST /api-keys`). Store `value` at once: for a secret key it is visible only here. Give each
   * key a name of its own, so that a create whose answer was lost can be found again.
   *
   * @throws {ValidationError} when a field is wrong, named in `fields`
   * @throws {UncertainCreateError} when the key may exist: see its `reconcile()`
   */
  create(key: CreateApiKey, options?: CallOptions): Promise<CreatedApiKey>;
  /**
   * Gets a key by its id (`getApiKeys`, `GET /api-keys/{idOrMid}`), without its value.
   *
   * @throws {NotFoundError} when there is none
   * @throws {ResponseError} when the answer is a list: the id was a merchant's
   */
  get(id: string, options?: CallOptions): Promise<ApiKey>;
  /**
   * Lists a merchant's keys (`getApiKeys`, `GET /api-keys/{idOrMid}`), without their ids and values.
   *
   * @throws {ResponseError} when the answer is one key: the mid was a key's id
   */
  list(mid: string, options?: CallOptions): Promise<ApiKey[]>;
  /**
   * Deletes a key (`deleteApiKey`, `DELETE /api-keys/{idOrMid}`). It cannot be undone.
   *
   * @throws {NotFoundError} when there is none
   */
  delete(id: string, options?: CallOptions): Promise<void>;
}

/**
 * The calls of API keys.
 *
 * @throws {ConfigError} when `client` is not one
 *
 * @example
 * const key = await apiKeys(client).create({ mid, name: "Checkout", type: "secret" });
 */
export function apiKeys(client: Client): ApiKeys {
  if (typeof client?.call !== "function") throw new ConfigError("`client` must come from createClient(…).");

  const listReply = async (mid: string, options?: CallOptions) => {
    const reply = await client.call("getApiKeys", { path: { idOrMid: mid } }, options);
    const records = Array.isArray(reply.data) ? reply.data : "keys" in reply.data ? reply.data.keys : undefined;
    if (!Array.isArray(records) || !records.every((record) => record !== null && typeof record === "object"))
      throw notWhatWasAsked(reply, "not a list of keys");
    return { keys: records.map(toApiKey), serverTime: serverTime(reply.headers) };
  };

  return {
    async create(key, options) {
      const startedAt = performance.now();
      // Read once: what is sent is what a lost create is looked for by.
      const body = { ...key };
      try {
        const { data, headers } = await client.call("createApiKey", { body }, options);
        const { value, ...record } = data;
        const id = headers.get("location")?.split("/").pop();
        // That the value is there was checked with the answer.
        return { ...(id && { id }), ...toApiKey(record), value: value as Secret };
      } catch (error) {
        if (!isFlexFactorError(error) || error.outcome === "not_sent" || error.outcome === "rejected") throw error;
        throw new UncertainCreateError(error, { mid: body.mid, name: body.name, startedAt, list: listReply });
      }
    },

    async get(id, options) {
      const reply = await client.call("getApiKeys", { path: { idOrMid: id } }, options);
      if (Array.isArray(reply.data) || "keys" in reply.data) throw notWhatWasAsked(reply, "a list of keys");
      const key = toApiKey(reply.data);
      if (key.name === undefined && key.type === undefined) throw notWhatWasAsked(reply, "not a key");
      return { ...key, id: key.id ?? id };
    },

    async list(mid, options) {
      const { keys } = await listReply(mid, options);
      return keys;
    },

    async delete(id, options) {
      await client.call("deleteApiKey", { path: { idOrMid: id } }, options);
    },
  };
}

function notWhatWasAsked({ status, requestId, attempts }: Reply<"getApiKeys">, reason: string): Error {
  return unreadable({ operation: "getApiKeys", status, requestId, attempts }, reason, "unknown");
}
