// What `@flexfactor/core` exports.
import type * as Schema from "./generated/schemas.js";

export type { Environment } from "./base-url.js";
export { type Auth, type Client, type ClientOptions, createClient } from "./client.js";
export {
  AbortError,
  AuthenticationError,
  ConfigError,
  ConflictError,
  type ErrorCode,
  type ErrorFacts,
  FlexFactorError,
  isFlexFactorError,
  NetworkError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  RedirectError,
  ResponseError,
  ServerError,
  TimeoutError,
  ValidationError,
} from "./errors.js";
export type { FlexFactorEvent } from "./events.js";
export { enums } from "./generated/operations.js";
export type { CallOptions } from "./options.js";
export type { Outcome } from "./outcome.js";
export { isSecret, Secret } from "./secret.js";
export type { TokenSource } from "./token-source.js";
export type { Fetch, FetchedResponse, FetchInit } from "./transport.js";
/** The types of the spec's schemas, with the API's own names: what `client.GET`, `client.POST` and the other calls take and return. */
export type { Schema };
