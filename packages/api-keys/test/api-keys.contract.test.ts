import { inspect } from "node:util";
import { commonRefusals, contract, type Expectation } from "@flexfactor/contract";
import { type Client, createClient, type Schema } from "@flexfactor/core";
import { orThrow, serverTime } from "@flexfactor/core/internal";
import { expect } from "vitest";
import { type ApiKey, apiKeys, type CreatedApiKey } from "../src/index.ts";

const scopes = ["customers:read", "charges:read"];
const create: Schema.CreateApiKey = { mid: "mid_123456", name: "My API Key", type: "secret", scopes };

const rejected = (code: string, ...messages: string[]): Expectation => ({ refusal: { code, outcome: "rejected", messages } });
const invalid = (messages: string[], fields: Record<string, string[]>): Expectation => ({
  refusal: { code: "validation", outcome: "rejected", messages, fields },
});
const created = (value: string, key: Partial<CreatedApiKey>): Expectation => ({
  value(result) {
    expect(result).toMatchObject(key);
    expect((result as CreatedApiKey).value.reveal()).toBe(value);
    expect(inspect(result)).not.toContain(value);
  },
});
const got = (key: ApiKey): Expectation => ({ value: (result) => expect(result).toEqual(key) });
// `reconcile` compares times with the `Date` of the list.
const listed = (...keys: ApiKey[]): Expectation<Client> => ({
  async call(client, options) {
    const { headers } = await orThrow(
      client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_123456" } }, ...options }),
    );
    return { keys: await apiKeys(client).list("mid_123456", options), serverTime: serverTime(headers) };
  },
  value: (result) => expect(result).toEqual({ keys, serverTime: Date.parse("2100-01-01T00:05:00Z") }),
});
const wrongScopeAndNoType = ["Invalid scope value.", "Missing required field: type."];
const nothing: Expectation = { value: (result) => expect(result).toBeUndefined() };

const listedKey: ApiKey = {
  name: "My API Key",
  type: "secret",
  createdAt: "2024-11-16T12:00:00Z",
  lastUsedAt: null,
  lastFour: "7dc0",
};
const gotKey: ApiKey = { ...listedKey, id: "key_abc123", scopes, lastUsedAt: "2024-11-18T10:00:00Z" };

contract({
  createClient,
  tag: "api-keys",
  calls: {
    createApiKey: (client, options) => apiKeys(client).create(create, options),
    getApiKeys: (client, options) => apiKeys(client).get("key_abc123", options),
    deleteApiKey: (client, options) => apiKeys(client).delete("key_abc123", options),
  },
  cells: {
    "createApiKey 200 created": created("example-secret-key-value", { ...create, createdAt: "2024-11-16T12:00:00Z" }),
    "createApiKey 200 refused": rejected("validation", ...wrongScopeAndNoType),
    "createApiKey 201 created": created("example-secret-key-value", {
      ...create,
      id: "key_abc123",
      createdAt: "2024-11-16T12:00:00.3179186Z",
    }),
    "createApiKey 201 public": created("example-public-key-value", {
      id: "key_abc123",
      mid: "mid_123456",
      name: "Frontend Key",
      type: "public",
      scopes: null,
      createdAt: "2024-11-16T12:00:00Z",
    }),
    "createApiKey 400 errorList": rejected("validation", "Invalid scope value."),
    "createApiKey 400 nullFields": rejected("validation", ...wrongScopeAndNoType),
    "createApiKey 400 problemDetails": invalid(["name: The name field is required.", "scopes.0: Invalid scope value."], {
      name: ["The name field is required."],
      "scopes.0": ["Invalid scope value."],
    }),
    "createApiKey 400 stringStatus": invalid(["Name: The Name field is required."], { Name: ["The Name field is required."] }),
    "createApiKey 400 modelState": invalid(["Name: The Name field is required."], { Name: ["The Name field is required."] }),
    "createApiKey 400 tuples": rejected("validation", "Invalid scope value."),
    "createApiKey 409 conflict": rejected("conflict", "The request is still in progress."),
    ...commonRefusals("createApiKey", { code: "uncertain_create", outcome: "unknown" }),

    "getApiKeys 200 key": got(gotKey),
    "getApiKeys 200 keyAsInTheTable": got({ ...gotKey, type: "tokenization", scopes: [], lastUsedAt: null }),
    "getApiKeys 200 list": listed(
      { ...listedKey, lastUsedAt: "2024-11-18T10:00:00Z" },
      { name: "Frontend Key", type: "public", createdAt: "2024-11-10T08:30:00Z", lastUsedAt: null, lastFour: "3abc" },
    ),
    "getApiKeys 200 emptyList": listed(),
    "getApiKeys 200 bareArray": listed(listedKey),
    "getApiKeys 200 failed": rejected("validation", "API key not found."),
    "getApiKeys 400 invalidId": rejected("validation", "Invalid id."),
    "getApiKeys 404 unknownKey": rejected("not_found", "API key not found."),
    ...commonRefusals("getApiKeys", { code: "server", outcome: "unknown" }),

    "deleteApiKey 200 deleted": nothing,
    "deleteApiKey 200 failed": rejected("validation", "API key not found.", "You do not have permission to delete this key."),
    "deleteApiKey 202": nothing,
    "deleteApiKey 204": nothing,
    "deleteApiKey 400 invalidId": rejected("validation", "Invalid id."),
    "deleteApiKey 404 unknownKey": rejected("not_found", "API key not found."),
    ...commonRefusals("deleteApiKey", { code: "server", outcome: "unknown" }),
  },
});
