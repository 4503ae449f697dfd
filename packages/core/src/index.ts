export { type Answer, serverTime } from "./attempt.js";
export {
  type Auth,
  type Client,
  type ClientOptions,
  createClient,
  type Data,
  type Environment,
  type Input,
  type OperationId,
  type Reply,
  unreadable,
} from "./client.js";
export {
  AbortError,
  AuthenticationError,
  ConfigError,
  ConflictError,
  type ErrorFacts,
  FlexFactorError,
  isFlexFactorError,
  must,
  NetworkError,
  NotFoundError,
  type Outcome,
  PermissionError,
  RateLimitError,
  RedirectError,
  ResponseError,
  ServerError,
  TimeoutError,
  ValidationError,
} from "./errors.js";
export type { FlexFactorEvent } from "./events.js";
export { enums, environments, operationTable } from "./generated/operations.js";
export type * from "./generated/types.js";
export type { AnyInput } from "./request.js";
export { isSecret, Secret } from "./secret.js";
export { type CallOptions, isToken, type TokenSource } from "./send.js";
