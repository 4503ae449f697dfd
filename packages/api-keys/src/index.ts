// What `@flexfactor/api-keys` exports: the calls for API keys, their types, and `reconcile`.
import type { CallOptions, Client } from "@flexfactor/core";
import { hasFunction, must, orThrow, own, readCallOptions, unusableReplyError } from "@flexfactor/core/internal";
import { type ApiKey, type CreateApiKey, type CreatedApiKey, toApiKey } from "./api-key.js";
import { createKey } from "./create-key.js";
import { isList, listKeys } from "./list-keys.js";

export type { CallOptions, Client } from "@flexfactor/core";
export type { ApiKey, CreateApiKey, CreatedApiKey } from "./api-key.js";
export { type LostCreate, type Reconciliation, reconcile, type Verdict } from "./reconcile.js";
export { isUncertainCreateError, UncertainCreateError } from "./uncertain-create-error.js";

/**
 * The calls for the API keys of merchants. All keys have the same shape, {@link ApiKey}. Besides the errors below, each call can throw
 * every other `FlexFactorError`, like `AuthenticationError`, `RateLimitError` or `NetworkError`.
 */
export interface ApiKeys {
  /**
   * Creates a key (`createApiKey`, `POST /api-keys`). Store `value` at once: the API shows the value of a secret key only here. Give each
   * key its own name, so that you can find it if the answer is lost.
   *
   * @throws {ValidationError} when a field is wrong; `fields` names it
   * @throws {UncertainCreateError} when the key may exist: call {@link reconcile} before you create again
   *
   * @example
   * const key = await apiKeys(client).create({ mid, name: "Checkout 2026-11-26", type: "secret", scopes: ["customers:read"] });
   * await vault.put(`${mid}/${key.name}`, key.value.reveal());
   */
  create(key: CreateApiKey, options?: CallOptions): Promise<CreatedApiKey>;
  /**
   * Gets a key by its id (`getApiKeys`, `GET /api-keys/{idOrMid}`), without its value.
   *
   * @param id the key's id, like `key_abc123`
   *
   * @throws {NotFoundError} when there is no key with this id
   * @throws {ResponseError} when the answer is a list, because `id` is a merchant's id
   */
  get(id: string, options?: CallOptions): Promise<ApiKey>;
  /**
   * Lists a merchant's keys (`getApiKeys`, `GET /api-keys/{idOrMid}`). The API lists no ids and no values.
   *
   * @param mid the merchant's id, like `mid_123456`
   *
   * @throws {ResponseError} when the answer is one key, because `mid` is a key's id
   */
  list(mid: string, options?: CallOptions): Promise<ApiKey[]>;
  /**
   * Deletes a key (`deleteApiKey`, `DELETE /api-keys/{idOrMid}`). This cannot be undone.
   *
   * @param id the key's id, like `key_abc123`
   *
   * @throws {NotFoundError} when there is no key with this id
   */
  delete(id: string, options?: CallOptions): Promise<void>;
}

/**
 * Makes the calls for API keys from a client. It sends nothing itself.
 *
 * @param client what `createClient` returned
 *
 * @throws {ConfigError} when `client` is not what `createClient` returned
 *
 * @example
 * const key = await apiKeys(client).create({ mid, name: "Checkout", type: "secret" });
 */
export function apiKeys(client: Client): ApiKeys {
  must(hasFunction(client, "POST"), "client", "what createClient(…) returns");
  return {
    async create(key, options) {
      return createKey(client, key, readCallOptions("create", options));
    },

    async get(id, options) {
      const params = { path: { idOrMid: id } };
      const reply = await orThrow(client.GET("/api-keys/{idOrMid}", { ...readCallOptions("get", options), params }));
      if (isList(reply.data)) throw unusableReplyError(reply, "a list of keys", "unknown");
      const key = toApiKey(reply.data, id);
      if (!own(key, "name") && !own(key, "type")) throw unusableReplyError(reply, "not a key", "unknown");
      return key;
    },

    async list(mid, options) {
      return (await listKeys(client, mid, readCallOptions("list", options))).keys;
    },

    async delete(id, options) {
      const params = { path: { idOrMid: id } };
      await orThrow(client.DELETE("/api-keys/{idOrMid}", { ...readCallOptions("delete", options), params }));
    },
  };
}
