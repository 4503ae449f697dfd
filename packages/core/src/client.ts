import type { Client as FetchClient } from "openapi-fetch";
import type { Answer, Outgoing } from "./attempt.js";
import { ConfigError, type ErrorFacts, isFlexFactorError } from "./errors.js";
import { type FlexFactorEvent, harmless } from "./events.js";
import { environments, type operationTable } from "./generated/operations.js";
import type { operations, paths } from "./generated/types.js";
import { rawVerbs } from "./raw.js";
import { readReply } from "./reply.js";
import { type AnyInput, prepare } from "./request.js";
import type { Secret } from "./secret.js";
import { type CallOptions, type Connection, isToken, send, type TokenSource } from "./send.js";
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
type SecretName<Id extends OperationId> = (typeof operationTable)[Id]["secrets"][number];
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
  /** HTTP status, 200 to 299. */
  readonly status: number;
  /** The headers of the answer. */
  readonly headers: Headers;
  /** The gateway's id of the request; quote it to support. */
  readonly requestId: string | undefined;
  /** How many requests were sent for this call. */
  readonly attempts: number;
}

/**
 * A connection to the API. The packages are made from `call`. `GET` and its like are openapi-fetch's typed calls with its union of
 * data and error; of its options they take `params`, `headers` and `body`.
 */
export interface Client extends Pick<FetchClient<paths>, "GET" | "PUT" | "POST" | "DELETE" | "PATCH"> {
  /** Where it is connected to, without a slash at the end. */
  readonly baseUrl: string;
  /**
   * Calls an operation of the spec by its id and gives its data, secrets wrapped.
   *
   * @throws {ValidationError} when the input breaks a constraint of the spec, before anything is sent
   * @throws {FlexFactorError} for everything that is not a success
   */
  call<Id extends OperationId>(id: Id, input: Input<Id>, options?: CallOptions): Promise<Reply<Id>>;
}

/**
 * Connects to the API. Nothing is sent before the first call, and nothing has to be closed.
 *
 * @throws {ConfigError} when an option is missing or wrong, naming it
 */
export function createClient(options: ClientOptions): Client {
  const { auth, fetch, timeoutMs = 30_000, maxAttempts = 3, onEvent } = options;
  const baseUrl = readBaseUrl(options);
  checkLimits({ timeoutMs, maxAttempts });
  for (const [name, value] of Object.entries({ fetch, onEvent }))
    if (value !== undefined && typeof value !== "function") throw new ConfigError(`\`${name}\` must be a function.`);
  if (typeof auth !== "function" && !isToken(auth))
    throw new ConfigError("`auth` must be a token source like clientCredentials(…), or a token.");

  const emit = harmless(onEvent);
  const connect = (token: TokenSource | undefined): Client =>
    clientOn({ fetch, token, emit, pausedUntil: 0, turns: createTurns(MAX_CONCURRENT) }, baseUrl, { timeoutMs, maxAttempts });
  return connect(typeof auth === "string" ? async () => auth : auth(connect(undefined)));
}

function clientOn(connection: Connection, baseUrl: string, defaults: { timeoutMs: number; maxAttempts: number }): Client {
  const run = async <T>(request: Outgoing, options: CallOptions, read: (answer: Answer) => T): Promise<T> => {
    const { operation } = request;
    const { timeoutMs = defaults.timeoutMs, maxAttempts = defaults.maxAttempts, signal } = options;
    checkLimits({ timeoutMs, maxAttempts });
    const startedAt = performance.now();
    const settled = (attempt: number, facts: Pick<ErrorFacts, "status" | "requestId">, outcome: Answer["outcome"]): void => {
      const { status, requestId } = facts;
      connection.emit({
        type: "settled",
        operation,
        attempt,
        durationMs: performance.now() - startedAt,
        status,
        requestId,
        outcome,
      });
    };
    try {
      const answer = await send(connection, request, { timeoutMs, maxAttempts, signal });
      const result = read(answer);
      settled(answer.attempts, answer, answer.outcome);
      return result;
    } catch (error) {
      if (isFlexFactorError(error)) settled(error.attempts, error, error.outcome);
      throw error;
    }
  };

  const call = async (id: OperationId, input: AnyInput, options: CallOptions = {}) => {
    const request = prepare(id, input, baseUrl);
    return run(request, options, (answer) => readReply(request, answer));
  };
  return { baseUrl, call, ...rawVerbs(baseUrl, run) } as unknown as Client;
}

function readBaseUrl({ environment, baseUrl }: ClientOptions): string {
  if ((environment === undefined) === (baseUrl === undefined)) throw new ConfigError("Give either `environment` or `baseUrl`.");
  if (environment !== undefined) {
    if (Object.hasOwn(environments, environment)) return environments[environment];
    throw new ConfigError(`\`environment\` must be one of ${Object.keys(environments).join(", ")}.`);
  }
  const url = typeof baseUrl === "string" && URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url?.hostname ?? "");
  if (!url || (url.protocol !== "https:" && !(url.protocol === "http:" && loopback)))
    throw new ConfigError("`baseUrl` must be an https URL; http is for loopback addresses only.");
  if (url.username || url.password || url.href.includes("?") || url.href.includes("#"))
    throw new ConfigError("`baseUrl` must not have credentials, a query or a fragment.");
  return url.href.replace(/\/+$/, "");
}

function checkLimits({ timeoutMs, maxAttempts }: { timeoutMs: number; maxAttempts: number }): void {
  // A larger delay makes setTimeout fire at once.
  if (!(Number.isFinite(timeoutMs) && timeoutMs >= 1 && timeoutMs <= 2 ** 31 - 1))
    throw new ConfigError("`timeoutMs` must be a number of milliseconds from 1 to 2147483647.");
  if (!(Number.isInteger(maxAttempts) && maxAttempts >= 1 && maxAttempts <= 10))
    throw new ConfigError("`maxAttempts` must be an integer from 1 to 10.");
}
