// `createClient`: checks the options, and puts the connection under openapi-fetch.
import createFetchClient from "openapi-fetch";
import { createAbortListeners } from "./abort-listeners.js";
import { type Environment, readBaseUrl } from "./base-url.js";
import { runCall } from "./call.js";
import { unexpectedError } from "./call-error.js";
import { createCallIds } from "./call-ids.js";
import type { Connection } from "./call-state.js";
import { isFlexFactorError } from "./errors.js";
import type { FlexFactorEvent } from "./events.js";
import { version } from "./generated/operations.js";
import type { paths } from "./generated/types.js";
import { type CallInit, type CheckedCall, checkCall } from "./input.js";
import { createKnownSecrets } from "./known-secrets.js";
import { checkMaxAttempts, checkTimeoutMs, must, readOptions } from "./options.js";
import type { Outcome } from "./outcome.js";
import { writeQuery } from "./query.js";
import { reportOf } from "./reply.js";
import { RequestDraft } from "./request-draft.js";
import { serverRuntime } from "./runtime.js";
import { isToken, type TokenSource } from "./token-source.js";
import { createTransport, type Fetch } from "./transport.js";
import { createTurns } from "./turns.js";
import type { TypedCalls } from "./typed-calls.js";

/** How many calls of one client are in flight at once. The others wait their turn, in order and without a socket. */
const MAX_CONCURRENT = 64;

/**
 * Where a client's tokens come from: a token that is used as it is, or a function that makes a {@link TokenSource}, like
 * `clientCredentials(…)`. The function receives a client that sends no token. Its calls have the same deadline and redirect rules, and
 * cannot wait for a token themselves.
 */
export type Auth = string | ((client: Client) => TokenSource);

/** The options of {@link createClient}. */
export interface ClientOptions {
  /** Which server of the spec to call. Give this or `baseUrl`. */
  environment?: Environment | undefined;
  /** Another server, with its version path: `https://…/v1`. `http` is only for a loopback address, or with `allowPlainHttp`. */
  baseUrl?: string | undefined;
  /** Where tokens come from: `clientCredentials(…)` of `@flexfactor/auth`, a token, or `() => yourTokenSource`. */
  auth: Auth;
  /** Sends the requests. It must not retry, follow redirects, or make up an answer. @default `globalThis.fetch`, looked up for each request */
  fetch?: Fetch | undefined;
  /** How long a call may take, in ms, with its token, retries and waits: 1 to 2147483647. @default 30000 */
  timeoutMs?: number | undefined;
  /** How often a request may be sent, 1 to 10. A create is retried only if it never left this machine or the server refused it. @default 3 */
  maxAttempts?: number | undefined;
  /**
   * Called when a call starts, after each attempt, before each wait, and when the call ends. It never receives secrets. Exceptions that it
   * throws are ignored. For `started` it may return a function that receives the start of the call: with
   * `(start) => context.with(spanContext, start)` a tracer makes its span the parent of everything that the call does.
   */
  onEvent?: ((event: FlexFactorEvent) => unknown) | undefined;
  /**
   * Danger: the credentials and keys travel unencrypted, and everyone on the network path can read them. `true` lets `baseUrl` be http to
   * another machine, such as a mock server in a container. @default false
   */
  allowPlainHttp?: boolean | undefined;
}

const CLIENT_OPTIONS = [
  "environment",
  "baseUrl",
  "auth",
  "fetch",
  "timeoutMs",
  "maxAttempts",
  "onEvent",
  "allowPlainHttp",
] as const;

/**
 * A connection to the API, with openapi-fetch's calls. A call takes `params` and `body` as the spec has them, and the options
 * `signal`, `timeoutMs`, `maxAttempts` and `headers`. It returns openapi-fetch's union of `data`, `error` and `response`, with each
 * secret as a `Secret`.
 *
 * A call throws a `FlexFactorError` when nothing was sent, no complete answer came, or the answer is a redirect or not JSON.
 *
 * @example
 * const { data, error } = await client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid } } });
 */
export interface Client extends TypedCalls {
  /** The server's address, without a slash at the end. */
  readonly baseUrl: string;
}

/**
 * Connects to the API. Nothing is sent before the first call, and nothing has to be closed.
 *
 * @throws {ConfigError} when an option is missing, wrong or unknown; the message names it
 *
 * @example
 * const client = createClient({ environment: "sandbox", auth: clientCredentials({ appKey, appSecret }) });
 */
export function createClient(options: ClientOptions): Client {
  const given = readOptions("createClient", options, CLIENT_OPTIONS);
  const baseUrl = readBaseUrl(given);
  const shared = readShared(given);
  const connect = (token: TokenSource | undefined): Client => clientOn(baseUrl, createConnection(shared, token));
  return connect(tokenSourceOf(given.auth as Auth, connect(undefined)));
}

type SharedOptions = Pick<Connection, "transport" | "knownSecrets" | "timeoutMs" | "maxAttempts" | "onEvent" | "nextCallId">;

/** What is shared by the connection with a token and the one without. */
function readShared({ fetch, timeoutMs, maxAttempts, onEvent }: Partial<Record<keyof ClientOptions, unknown>>): SharedOptions {
  checkTimeoutMs(timeoutMs);
  checkMaxAttempts(maxAttempts);
  must(fetch === undefined || typeof fetch === "function", "fetch", "a function");
  must(onEvent === undefined || typeof onEvent === "function", "onEvent", "a function");
  return {
    transport: createTransport(fetch as Fetch | undefined),
    knownSecrets: createKnownSecrets(),
    timeoutMs: timeoutMs ?? 30_000,
    maxAttempts: maxAttempts ?? 3,
    onEvent: onEvent as Connection["onEvent"],
    nextCallId: createCallIds(),
  };
}

function createConnection(shared: SharedOptions, token: TokenSource | undefined): Connection {
  // Workers limit connections themselves. If they end a request early, its calls never give their turns back.
  const limit = serverRuntime() === "workerd" ? Infinity : MAX_CONCURRENT;
  return { ...shared, token, turns: createTurns(limit), abortListeners: createAbortListeners(), pausedUntil: 0 };
}

function tokenSourceOf(auth: Auth, client: Client): TokenSource {
  const source = typeof auth === "function" ? auth(client) : isToken(auth) && (async () => auth);
  must(
    typeof source === "function",
    "auth",
    "a token without `Bearer`, clientCredentials(…), or a function that returns your token source",
  );
  return source;
}

const METHODS = ["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS"] as const;

/** openapi-fetch's function. Our CommonJS build imports the whole module, which has the function under `default`. */
function moduleFunction(imported: typeof createFetchClient): typeof createFetchClient {
  return typeof imported === "function" ? imported : (imported as { default: typeof createFetchClient }).default;
}

/** openapi-fetch's client. Its `fetch` is the connection, and each call is checked first. */
function clientOn(baseUrl: string, connection: Connection): Client {
  const http = moduleFunction(createFetchClient)<paths>({
    ...UNUSED,
    baseUrl,
    Request: RequestDraft as unknown as typeof Request,
  } as object);
  // Browsers send their own, and refuse this header.
  const userAgent = serverRuntime() ? { "user-agent": `flexfactor-sdk-js/${version}` } : {};
  const call = async (method: (typeof METHODS)[number], path: string, init?: CallInit): Promise<FetchUnion> => {
    let outcome: Outcome = "not_sent";
    const fetch = async (request: unknown): Promise<Response> => {
      const response = await runCall(connection, request as RequestDraft);
      outcome = "unknown";
      return response;
    };
    try {
      const checked = checkCall(method, path, init);
      const fetchCall = http[method] as (path: string, init: object) => Promise<FetchUnion>;
      return withContent(await fetchCall(path, { ...fetchOptions(baseUrl, checked, userAgent), fetch }));
    } catch (thrown) {
      if (isFlexFactorError(thrown)) throw thrown;
      // The runtime lacks a function, or other code has changed one that openapi-fetch uses.
      const redact = connection.knownSecrets.redactor([]);
      throw unexpectedError(`This ${method}`, thrown, { redact, facts: { outcome } });
    }
  };
  const calls = METHODS.map((method) => [method, (path: string, init?: CallInit) => call(method, path, init)] as const);
  return { baseUrl, ...(Object.fromEntries(calls) as unknown as TypedCalls) };
}

/** openapi-fetch's union. openapi-fetch decides whether it has `data` or `error`. */
type FetchUnion = { data?: unknown; error?: unknown; response: Response };

function withContent(union: FetchUnion): FetchUnion {
  const { response } = union;
  const { content } = reportOf(response);
  return Object.hasOwn(union, "error") ? { error: content, response } : { data: content, response };
}

/** Options of openapi-fetch that are not used. They are set, so that none is inherited from `Object.prototype`. */
const UNUSED = {
  headers: undefined,
  pathSerializer: undefined,
  querySerializer: undefined,
  bodySerializer: undefined,
  requestInitExt: undefined,
  fetch: undefined,
  Request: undefined,
  middleware: [],
};

/** What openapi-fetch gets for a call. The {@link RequestDraft} gets it all, and with it `checked`. */
function fetchOptions(baseUrl: string, checked: CheckedCall, userAgent: object): object {
  const { params, body, bodyText } = checked;
  const { accept = "application/json", contentType = "application/json", query: styles } = checked.operation;
  const headers = { accept, ...userAgent, ...checked.headers, ...(bodyText !== undefined && { "content-type": contentType }) };
  const querySerializer = (query: Record<string, unknown>): string => writeQuery(query, styles);
  const used = { baseUrl, params, body, bodySerializer: () => bodyText, querySerializer, headers, parseAs: "stream", checked };
  return { ...UNUSED, ...used };
}
