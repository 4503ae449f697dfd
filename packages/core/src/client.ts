import type { Answer } from "./attempt.js";
import { type FlexFactorError, failure, must, type Outcome, ResponseError } from "./errors.js";
import type { FlexFactorEvent } from "./events.js";
import { environments, type operationTable } from "./generated/operations.js";
import type { operations } from "./generated/types.js";
import type { AnyInput } from "./request.js";
import type { Secret } from "./secret.js";
import { type CallOptions, checkLimits, isToken, send, type TokenSource } from "./send.js";
import { createTurns } from "./turns.js";

/** How many calls of one client are under way at once; the others wait their turn, in order and without a socket. */
const MAX_CONCURRENT = 64;

/** The name of a server in the spec. */
export type Environment = keyof typeof environments;

/** `operationId` of the spec. */
export type OperationId = keyof operations & keyof typeof operationTable;

/**
 * Makes a token source for a connection. `client` is the same connection without a token, so that the exchange has the same
 * deadline and redirect rules and cannot wait for itself. A string is a token that is used as it is.
 */
export type Auth = string | ((client: Client) => TokenSource);

/** What {@link createClient} takes. */
export interface ClientOptions {
  /** Which server of the spec to call. Give this or `baseUrl`. */
  environment?: Environment | undefined;
  /** Another server, version path included: `https://…/v1`. `http` only for a loopback address. */
  baseUrl?: string | undefined;
  /** Where tokens come from: `clientCredentials(…)` of `@flexfactor/auth`, or a token. */
  auth: Auth;
  /** Used instead of `globalThis.fetch`, which is otherwise looked up at each call. It must not repeat or redirect on its own. */
  fetch?: typeof globalThis.fetch | undefined;
  /** How long a call may take, in ms, token, repeats and waits included: 1 to 2147483647. @default 30000 */
  timeoutMs?: number | undefined;
  /** How often a request may be sent, 1 to 10. A create is sent again only when no byte of it left or it was refused. @default 3 */
  maxAttempts?: number | undefined;
  /** Told of each attempt, wait and end of a call. What it throws is dropped. */
  onEvent?: ((event: FlexFactorEvent) => unknown) | undefined;
}

type Json<R> = R extends { content: { "application/json": infer Body } } ? Body : undefined;
type Success<R> = { [Status in keyof R]: `${Status & number}` extends `2${string}` ? Json<R[Status]> : never }[keyof R];
type SecretName<Id extends OperationId> = (typeof operationTable)[Id] extends { secrets: readonly (infer Name)[] } ? Name : never;
type Guarded<T, Name> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? Guarded<Item, Name>[]
    : { [K in keyof T]: K extends Name ? Secret | Exclude<T[K], string> : Guarded<T[K], Name> };

/** The data of an operation's 2xx answers: the spec's type, with a {@link Secret} for each `format: password`. */
export type Data<Id extends OperationId> = Guarded<Success<operations[Id]["responses"]>, SecretName<Id>>;

type Parameters<Id extends OperationId> = operations[Id]["parameters"];
type Taken<Id extends OperationId> = {
  [K in keyof Parameters<Id>]-?: [NonNullable<Parameters<Id>[K]>] extends [never] ? never : K;
}[keyof Parameters<Id> & ("path" | "query")];

/** What an operation takes, as the spec says it. */
export type Input<Id extends OperationId> = Pick<Parameters<Id>, Taken<Id>> &
  (operations[Id] extends { requestBody: { content: { "application/json": infer Body } } } ? { body: Body } : unknown);

/** An answer that was understood. */
export interface Reply<Id extends OperationId> {
  /** The body, secrets wrapped; undefined when there is none. */
  readonly data: Data<Id>;
  /** `operationId` of the spec. */
  readonly operation: Id;
  /** HTTP status, 200 to 299. */
  readonly status: number;
  /** The headers of the answer. */
  readonly headers: Headers;
  /** The gateway's id of the request; quote it to support. */
  readonly requestId: string | undefined;
  /** How many requests were sent for this call. */
  readonly attempts: number;
}

/** A connection to the API. The packages are made from `call`; `rawCalls` of `@flexfactor/core/raw` is made from `send`. */
export interface Client {
  /** Where it is connected to, without a slash at the end. */
  readonly baseUrl: string;
  /**
   * Calls an operation of the spec by its id and gives its data, secrets wrapped.
   *
   * @throws {ValidationError} when the input breaks a constraint of the spec, before anything is sent
   * @throws {FlexFactorError} for everything that is not a success
   */
  call<Id extends OperationId>(id: Id, input: Input<Id>, options?: CallOptions): Promise<Reply<Id>>;
  /**
   * Calls an operation like `call`, and gives the complete answer as it came, also when it refuses. Its text may hold a secret.
   *
   * @throws {FlexFactorError} when nothing was sent, there is no complete answer, it is a redirect or a success that is not JSON, or
   * its status is above 599
   */
  send(id: OperationId, input: AnyInput, options?: CallOptions): Promise<Answer>;
}

/**
 * Connects to the API. Nothing is sent before the first call, and nothing has to be closed.
 *
 * @throws {ConfigError} when an option is missing or wrong, naming it
 */
export function createClient(options: ClientOptions): Client {
  const { auth, fetch, timeoutMs = 30_000, maxAttempts = 3, onEvent } = options;
  const baseUrl = readBaseUrl(options);
  checkLimits(timeoutMs, maxAttempts);
  for (const [name, value] of Object.entries({ fetch, onEvent }))
    must(value === undefined || typeof value === "function", name, "a function");

  const connect = (token?: TokenSource): Client => {
    const shared = { baseUrl, fetch, token, onEvent, timeoutMs, maxAttempts, turns: createTurns(MAX_CONCURRENT), pausedUntil: 0 };
    return {
      baseUrl,
      call: (id, input, options = {}) => send(shared, id, input, options, false) as Promise<Reply<typeof id>>,
      send: (id, input, options = {}) => send(shared, id, input, options, true) as Promise<Answer>,
    };
  };
  const source = typeof auth === "function" ? auth(connect()) : isToken(auth) && (async () => auth);
  must(typeof source === "function", "auth", "a token, or a source of tokens like clientCredentials(…)");
  return connect(source);
}

/** The error for a success that is not what was asked for; `reason` says what is wrong with it. */
export function unreadable(reply: Omit<Reply<OperationId>, "data">, reason: string, outcome: Outcome): FlexFactorError {
  const { operation, status, requestId, attempts } = reply;
  return failure(ResponseError, { operation, status, requestId, attempts, reason, outcome });
}

function readBaseUrl({ environment, baseUrl }: ClientOptions): string {
  const names = Object.keys(environments);
  const one = baseUrl === undefined ? names.includes(environment as string) : environment === undefined;
  must(one, "environment", `one of ${names.join(", ")}, or left out beside \`baseUrl\``);
  const url = baseUrl ?? environments[environment as Environment];
  const safe = /^(https:\/\/|http:\/\/(localhost|127(\.\d+){3}|\[::1\])([:/]|$))[^?#@\\\s]*$/;
  must(
    typeof url === "string" && safe.test(url) && URL.canParse(url),
    "baseUrl",
    "an https URL without credentials, query or fragment; http is for loopback",
  );
  return url.replace(/\/+$/, "");
}
