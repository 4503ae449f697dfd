import {
  AuthenticationError,
  ConflictError,
  type FlexFactorError,
  NetworkError,
  NotFoundError,
  type Outcome,
  PermissionError,
  RateLimitError,
  RedirectError,
  ServerError,
  ValidationError,
} from "./errors.js";

/** What became of an attempt that failed, and how often the call may be sent again because of it. */
export interface Fate {
  readonly Failure: typeof FlexFactorError;
  readonly outcome: Outcome;
  readonly repeats: number;
}

const ORDER = ["not_sent", "rejected", "unknown", "created_unread", "done"] as const;

/** The stronger of two: what an earlier attempt may have done is never talked down by a later one. */
export function stronger(a: Outcome | "done", b: Outcome | "done"): Outcome | "done" {
  return ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b;
}

/** The statuses that refuse: their error, and how often the request may be sent again. */
const REFUSALS: Readonly<Record<number, [typeof FlexFactorError, number?]>> = {
  307: [RedirectError],
  308: [RedirectError],
  401: [AuthenticationError],
  403: [PermissionError],
  404: [NotFoundError],
  408: [ServerError, 1],
  409: [ConflictError],
  410: [NotFoundError],
  421: [ServerError, 1],
  425: [ServerError, 1],
  429: [RateLimitError, Infinity],
  501: [ServerError],
  505: [ServerError],
  511: [ServerError],
};

/**
 * Judges an answer that is no 2xx. `safe` is the operation's retry rule, `refused` whether a 503 is the API's own refusal with a
 * `Retry-After`: gateways send a bare 503 after the request went on to the API.
 */
export function judgeStatus(status: number, safe: unknown, refused: boolean): Fate {
  const [Refusal = status > 399 && status < 500 && ValidationError, repeats = 0] = REFUSALS[status] ?? [];
  if (Refusal) return { Failure: Refusal, outcome: "rejected", repeats };
  if (status < 400) return { Failure: RedirectError, outcome: "unknown", repeats };
  if (status === 503 && refused) return { Failure: ServerError, outcome: "rejected", repeats: Infinity };
  return { Failure: ServerError, outcome: "unknown", repeats: safe ? Infinity : 0 };
}

// A certificate that will be refused again. Not EPROTO and ERR_SSL_*: a peer that answers an encrypted request with garbage
// causes those too, so they prove nothing.
const TLS = /^\w+ (ERR_TLS_CERT|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/;

// What only happens before a byte of HTTP can leave. Bun gives no `syscall`.
const UNSENT = /^(connect|getaddrinfo|undefined (ECONNREFUSED|ConnectionRefused|ENOTFOUND|UND_ERR_CONNECT_TIMEOUT)|\w+ EMFILE) /;

/** Judges an attempt without an answer: only what is proven unsent counts as `not_sent`. */
export function judgeFailure(error: unknown, safe: unknown): Fate & { reason: string | undefined } {
  const causes = causesOf(error);
  const refused = causes.some((cause) => TLS.test(cause));
  const unsent = causes.every(
    // Deno gives text only, so its words for a failed connect have to do.
    (cause) => TLS.test(cause) || UNSENT.test(cause) || ("Deno" in globalThis && cause.includes("client error (Connect)")),
  );
  const [, reason] = /^\w+ ([A-Z_]{3,50}|ConnectionRefused) /.exec(`${causes[0]}`) ?? [];
  const repeats = (unsent || safe) && !refused ? Infinity : 0;
  return { Failure: NetworkError, outcome: unsent ? "not_sent" : "unknown", repeats, reason };
}

// Each as `syscall code message`. Node puts the system's error into `cause`, for a host with two addresses an AggregateError of
// them. Bun puts `code` on the error itself.
function causesOf(error: unknown, depth = 0): string[] {
  const { cause, errors, syscall, code, message } = Object(error);
  // A cause can be its own.
  if (cause && depth < 9) return causesOf(cause, depth + 1);
  if (Array.isArray(errors) && errors.length > 0) return [...errors].flatMap((each) => causesOf(each, depth + 1));
  return [[syscall, code, message].map(String).join(" ")];
}
