import { inspect } from "node:util";
import { expect } from "vitest";
import { commonRefusals, contract, type Expectation } from "../../../scripts/contract.ts";
import { type ApiKey, apiKeys, type CreatedApiKey } from "../src/index.ts";

const rejected = (code: string): Expectation => ({ refusal: { code, outcome: "rejected" } });
const created = (value: string, key: Partial<CreatedApiKey>): Expectation => ({
  value(result) {
    expect(result).toMatchObject(key);
    expect((result as CreatedApiKey).value.reveal()).toBe(value);
    expect(inspect(result)).not.toContain(value);
  },
});
const got = (key: ApiKey): Expectation => ({ value: (result) => expect(result).toEqual(key) });
const listed = (...keys: ApiKey[]): Expectation => ({
  call: (client, options) => apiKeys(client).list("mid_123456", options),
  value: (result) => expect(result).toEqual(keys),
});
const nothing: Expectation = { value: (result) => expect(result).toBeUndefined() };

const scopes = ["customers:read", "charges:read"];
const listedKey: ApiKey = {
  name: "My API Key",
  type: "secret",
  createdAt: "2024-11-16T12:00:00Z",
  lastUsedAt: null,
  lastFour: "7dc0",
};
const gotKey: ApiKey = { ...listedKey, id: "key_abc123", scopes, lastUsedAt: "2024-11-18T10:00:00Z" };

contract({
  tag: "api-keys",
  calls: {
    createApiKey: (client, options) =>
      apiKeys(client).create({ mid: "mid_123456", name: "My API Key", type: "secret", scopes }, options),
    getApiKeys: (client, options) => apiKeys(client).get("key_abc123", options),
    deleteApiKey: (client, options) => apiKeys(client).delete("key_abc123", options),
  },
  cells: {
    "createApiKey 200 created": created("example-secret-key-value", {
      mid: "mid_123456",
      name: "My API Key",
      type: "secret",
      scopes,
      createdAt: "2024-11-16T12:00:00Z",
    }),
    "createApiKey 200 refused": rejected("validation"),
    "createApiKey 201 created": created("example-secret-key-value", {
      id: "key_abc123",
      createdAt: "2024-11-16T12:00:00.3179186Z",
    }),
    "createApiKey 201 public": created("example-public-key-value", { id: "key_abc123", type: "public", scopes: null }),
    "createApiKey 400 errorList": rejected("validation"),
    "createApiKey 400 nullFields": rejected("validation"),
    "createApiKey 400 problemDetails": rejected("validation"),
    "createApiKey 400 stringStatus": rejected("validation"),
    "createApiKey 400 modelState": rejected("validation"),
    "createApiKey 400 tuples": rejected("validation"),
    "createApiKey 409 conflict": rejected("conflict"),
    ...commonRefusals("createApiKey", { code: "uncertain_create", outcome: "unknown" }),

    "getApiKeys 200 key": got(gotKey),
    "getApiKeys 200 keyAsInTheTable": got({ ...gotKey, type: "tokenization", scopes: [], lastUsedAt: null }),
    "getApiKeys 200 list": listed(
      { ...listedKey, lastUsedAt: "2024-11-18T10:00:00Z" },
      { name: "Frontend Key", type: "public", createdAt: "2024-11-10T08:30:00Z", lastUsedAt: null, lastFour: "3abc" },
    ),
    "getApiKeys 200 emptyList": listed(),
    "getApiKeys 200 bareArray": listed(listedKey),
    "getApiKeys 200 failed": rejected("validation"),
    "getApiKeys 400 invalidId": rejected("validation"),
    "getApiKeys 404 unknownKey": rejected("not_found"),
    ...commonRefusals("getApiKeys", { code: "server", outcome: "unknown" }),

    "deleteApiKey 200 deleted": nothing,
    "deleteApiKey 200 failed": rejected("validation"),
    "deleteApiKey 202": nothing,
    "deleteApiKey 204": nothing,
    "deleteApiKey 400 invalidId": rejected("validation"),
    "deleteApiKey 404 unknownKey": rejected("not_found"),
    ...commonRefusals("deleteApiKey", { code: "server", outcome: "unknown" }),
  },
});
