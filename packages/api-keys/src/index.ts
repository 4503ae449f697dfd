import {
  type CallOptions,
  type Client,
  type CreateApiKey,
  isFlexFactorError,
  must,
  type Secret,
  unreadable,
} from "@flexfactor/core";
import { type ApiKey, type CreatedApiKey, toApiKey } from "./api-key.js";
import { listKeys } from "./list-keys.js";
import { UncertainCreateError } from "./uncertain-create-error.js";

export type { ApiKey, CreatedApiKey } from "./api-key.js";
export { type Reconciliation, reconcile } from "./reconcile.js";
export { UncertainCreateError } from "./uncertain-create-error.js";

/** The API keys of merchants. */
export interface ApiKeys {
  /**
   * Creates a key (`createApiKey`, `POST /api-keys`). Store `value` at once: for a secret key it is visible only here. Give each
   * key a name of its own, so that a create whose answer was lost can be found again.
   *
   * @throws {ValidationError} when a field is wrong, named in `fields`
   * @throws {UncertainCreateError} when the key may exist: see {@link reconcile}
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
  must(typeof client?.call === "function", "client", "what createClient(…) gives");
  return {
    async create(key, options) {
      const firstSentAt = Date.now();
      // Read once: what is sent is what a lost create is looked for by.
      let body = { ...key };
      try {
        body = JSON.parse(JSON.stringify(body));
      } catch {
        // The connection says what is wrong with it.
      }
      try {
        const { data, headers } = await client.call("createApiKey", { body }, options);
        const { value, ...record } = data;
        // That the value is there was checked with the answer.
        const [, id] = /\/api-keys\/([^/?#]+)$/.exec(headers.get("location") ?? "") ?? [];
        return { ...toApiKey(record, id), value: value as Secret };
      } catch (error) {
        if (!isFlexFactorError(error) || error.outcome === "not_sent" || error.outcome === "rejected") throw error;
        throw new UncertainCreateError(error, body.mid, body.name, firstSentAt);
      }
    },

    async get(id, options) {
      const reply = await client.call("getApiKeys", { path: { idOrMid: id } }, options);
      if (Array.isArray(reply.data) || "keys" in reply.data) throw unreadable(reply, "a list of keys", "unknown");
      const key = toApiKey(reply.data, id);
      if (!key.name && !key.type) throw unreadable(reply, "not a key", "unknown");
      return key;
    },

    async list(mid, options) {
      return (await listKeys(client, mid, options)).keys;
    },

    async delete(id, options) {
      await client.call("deleteApiKey", { path: { idOrMid: id } }, options);
    },
  };
}
