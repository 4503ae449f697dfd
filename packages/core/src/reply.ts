// Puts an answer into openapi-fetch's union, and gets a success out of it again.
import { bare, defineHidden } from "./bare.js";
import { callError } from "./call-error.js";
import type { CallFacts } from "./call-state.js";
import { ConfigError, type FlexFactorError, ResponseError } from "./errors.js";
import type { Answer } from "./judge.js";
import type { Outcome } from "./outcome.js";

/** What is known about a call when openapi-fetch gets its answer. */
export interface CallReport {
  readonly facts: CallFacts;
  /** The error, if the answer is a refusal or cannot be used; undefined when it is a success. */
  readonly error: FlexFactorError | undefined;
  /** The content of the answer: JSON with its secrets wrapped, or the text of a refusal that is not JSON. */
  readonly content: unknown;
  readonly requestId: (() => string | undefined) | undefined;
}

// A registered symbol, so that a package that loaded the other build of this one finds it too.
const REPORT = /* @__PURE__ */ Symbol.for("@flexfactor/report");

/**
 * The Response from which openapi-fetch makes its union. It has no body, because the connection has already read the body, up to a limit,
 * and wrapped its secrets.
 */
export function toResponse({ status, headers }: Answer, report: CallReport): Response {
  // In a function, because a debugger that prints hidden fields would show the content, which is not redacted.
  const response = defineHidden(new Response(null, bare({ status, statusText: "", headers })), REPORT, () => report);
  // openapi-fetch reads the text of a refusal. Node's own `text()` can break when other code changes `Object.prototype`.
  return defineHidden(response, "text", async () => "");
}

/**
 * @throws {ConfigError} when it is not a Response that a client returned, but for example its clone. The request was sent all the same
 */
export function reportOf(response: Response): CallReport {
  const report = (response as { [REPORT]?: () => CallReport } | undefined)?.[REPORT]?.();
  if (report) return report;
  throw new ConfigError("`response` must be the one that the client returned, and not a copy of it.", { outcome: "unknown" });
}

/** A success, and what is known about its call. */
export interface Reply<Data> {
  /** The body, with its secrets wrapped; undefined when there is none. */
  readonly data: Data;
  /** `operationId` of the spec. */
  readonly operation: string;
  /** HTTP status, 200 to 299. */
  readonly status: number;
  readonly headers: Headers;
  /** Returns the gateway's id of the request. */
  readonly requestId: (() => string | undefined) | undefined;
  /** How many requests were sent for this call. */
  readonly attempts: number;
}

/** openapi-fetch's union of data and error. */
export type Union<Data> =
  | { readonly data: Data; readonly error?: never; readonly response: Response }
  | { readonly data?: never; readonly error: unknown; readonly response: Response };

/**
 * The success of a call. A 2xx that refuses, or that lacks what it must contain, is an error.
 *
 * @throws {FlexFactorError} for everything that is not a success
 *
 * @example
 * const { data } = await orThrow(client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid } } }));
 */
export async function orThrow<Data>(call: Promise<Union<Data>>): Promise<Reply<Data>> {
  const { data, response } = bare(await call);
  const { facts, error, requestId } = reportOf(response);
  if (error) throw error;
  const { operation, attempts } = facts;
  return { data: data as Data, operation, status: response.status, headers: response.headers, requestId, attempts };
}

/** The error for a success that is not what was asked for. `reason` says what is wrong with it, like `not a key`. */
export function unusableReplyError(reply: Reply<unknown>, reason: string, outcome: Outcome): FlexFactorError {
  const { operation, status, attempts } = reply;
  return callError(ResponseError, { operation, status, requestId: reply.requestId?.(), attempts, reason, outcome });
}
