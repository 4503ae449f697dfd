import type { Outcome } from "./errors.js";

/** What one attempt came to, and how often a call may be sent again because of it. */
export interface Verdict {
  outcome: Outcome | "done";
  repeats: number;
}

const ORDER: readonly Outcome[] = ["not_sent", "rejected", "unknown", "created_unread"];

/** The stronger of two outcomes: what an earlier attempt may have done is never talked down by a later one. */
export function stronger(a: Outcome, b: Outcome): Outcome {
  return ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b;
}

/**
 * Judges a complete answer by its status. `safe` is the operation's retry rule, `refused` whether a 503 is the API's own
 * refusal with a `Retry-After`: gateways send a bare 503 after the request went on to the API.
 */
export function judgeStatus(status: number, safe: boolean, refused: boolean): Verdict {
  const ifSafe = safe ? Infinity : 0;
  if (status >= 200 && status < 300) return { outcome: "done", repeats: 0 };
  if (status === 429 || (status === 503 && refused)) return { outcome: "rejected", repeats: Infinity };
  if (status === 408 || status === 421 || status === 425) return { outcome: "rejected", repeats: 1 };
  if (status === 501 || status === 505 || status === 511) return { outcome: "rejected", repeats: 0 };
  if (status >= 500) return { outcome: "unknown", repeats: ifSafe };
  if (status >= 400 || status === 307 || status === 308) return { outcome: "rejected", repeats: 0 };
  return { outcome: "unknown", repeats: 0 };
}

/** Judges an attempt without an answer: only what is proven unsent counts as `not_sent`. */
export function judgeFailure(error: unknown, safe: boolean): Verdict & { reason: string | undefined } {
  const { code: reason, unsent, tls } = inspect(error);
  if (unsent) return { outcome: "not_sent", repeats: tls ? 0 : Infinity, reason };
  return { outcome: "unknown", repeats: safe ? Infinity : 0, reason };
}

// Failures that only happen before a byte of HTTP can leave. Not EPROTO and ERR_SSL_*: a peer that answers an encrypted
// request with garbage causes those too.
const CONNECT = /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ETIMEDOUT|ECONNRESET)$/;
const TLS = /^(ERR_TLS_CERT\w+|CERT_\w+|UNABLE_TO_\w+|SELF_SIGNED_CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT)$/;

interface Facts {
  code: string | undefined;
  unsent: boolean;
  tls: boolean;
}

// Node puts the system's error into `cause`, for a host with two addresses an AggregateError of them. Bun puts `code` on
// the error itself and no `syscall`. Deno gives text only, so its words for a failed connect have to do.
function inspect(error: unknown): Facts {
  const { cause, errors, code, syscall, message } = Object(error);
  if (cause) return inspect(cause);
  if (Array.isArray(errors) && errors.length > 0) {
    const all = errors.map(inspect);
    return { ...(all[0] as Facts), unsent: all.every(({ unsent }) => unsent) };
  }
  const name = typeof code === "string" && /^([A-Z][A-Z_]{2,50}|ConnectionRefused)$/.test(code) ? code : "";
  const tls = TLS.test(name);
  const unsent =
    tls ||
    name === "EMFILE" ||
    name === "UND_ERR_CONNECT_TIMEOUT" ||
    (syscall === "getaddrinfo" && /^(ENOTFOUND|EAI_AGAIN)$/.test(name)) ||
    (syscall === "connect" && CONNECT.test(name)) ||
    (syscall === undefined && /^(ECONNREFUSED|ConnectionRefused|ENOTFOUND)$/.test(name)) ||
    ("Deno" in globalThis && /client error \(Connect\)/.test(message));
  return { code: name || undefined, unsent, tls };
}
