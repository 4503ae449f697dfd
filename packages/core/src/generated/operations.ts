// Made from spec/openapi.yaml by `pnpm generate`. Do not edit: edit the spec.

import { checks } from "./checks.js";

/** The version of the packages, for the User-Agent. */
export const version = "0.0.0" as const;

/** The servers of the spec: name to base URL. */
export const environments = {
  "sandbox": "https://api-sandbox.flexfactor.io/v1",
  "production": "https://api.flexfactor.io/v1",
  "sandbox-flex-charge": "https://api-sandbox.flex-charge.com/v1",
  "production-flex-charge": "https://api.flex-charge.com/v1"
} as const;

/**
 * The values of the spec's enums, by the name of the schema.
 *
 * @example
 * const types = enums.ApiKeyType; // ["secret", "public", "tokenization"]
 */
export const enums = {
  /** The values of the schema `ApiKeyType`. */
  "ApiKeyType": ["secret","public","tokenization"],
} as const;

/** The names of all fields of answers that are secrets. */
export const secretNames = [
  "accessToken",
  "refreshToken",
  "value"
] as const;

/** What the connection needs to know of each operation of the spec, by method and path as openapi-fetch has them. */
export const operationTable = /* @__PURE__ */ (() => ({
  "POST /oauth2/token": {
    id: "exchangeCredentials",
    safe: true,
    sentSecrets: ["AppSecret"],
    secrets: ["accessToken","refreshToken"],
    lifetimeMs: 600000,
    check: checks["exchangeCredentials"],
  },
  "POST /api-keys": {
    id: "createApiKey",
    secured: true,
    secrets: ["value"],
    check: checks["createApiKey"],
  },
  "GET /api-keys/{idOrMid}": {
    id: "getApiKeys",
    safe: true,
    secured: true,
    check: checks["getApiKeys"],
  },
  "DELETE /api-keys/{idOrMid}": {
    id: "deleteApiKey",
    safe: true,
    secured: true,
    accepts: true,
    bodiless: true,
    check: checks["deleteApiKey"],
  }
}) as const)();
