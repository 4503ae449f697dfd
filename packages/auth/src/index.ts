// What `@flexfactor/auth` exports.
export { type ClientCredentialsOptions, clientCredentials } from "./client-credentials.js";
export type { Credentials, CredentialsSource } from "./credentials.js";
export type { Exchange, ExchangeOptions, Token } from "./exchange.js";
export { fromEnv } from "./from-env.js";
export { type Share, type SharedTokenOptions, sharedToken } from "./shared-token.js";
export type { TokenStore } from "./token-store.js";
export { TokenStoreError, type TokenStoreStep } from "./token-store-error.js";
