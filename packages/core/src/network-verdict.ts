// Decides what an attempt without an answer proves, and whether it may be retried.
import { ConfigError, NetworkError } from "./errors.js";
import { serverRuntime } from "./runtime.js";
import { type Cause, causesOf } from "./thrown.js";
import type { Withdrawn } from "./transport.js";
import type { Verdict } from "./verdict.js";

/** Codes of a refused certificate, which will be refused again. Not EPROTO and ERR_SSL_*: an answer that is garbage causes those too. */
const CERTIFICATE_REFUSED = /^(ERR_TLS_CERT|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/;

/** System calls that come before the first byte of HTTP. */
const BEFORE_SENDING = ["connect", "getaddrinfo"];

/** Codes that mean "no connection" by themselves. Bun gives no `syscall`. */
const NO_CONNECTION = ["ECONNREFUSED", "ConnectionRefused", "ENOTFOUND", "EMFILE", "UND_ERR_CONNECT_TIMEOUT"];

/** What runtimes say about any network failure when they have no more to say. */
const ANY_FAILURE = /^($|fetch failed|failed to fetch|load failed|network)/i;

/** An attempt that got no answer. */
export interface UnansweredAttempt {
  /** What `fetch` threw. */
  readonly thrown: unknown;
  readonly url: string;
  /** What is certain of the request. */
  readonly withdrawn: Withdrawn;
  /** Whether the operation may be sent twice. */
  readonly safe: boolean;
}

/** Judges an attempt that got no answer. It is `not_sent` only if that is proved. */
export function judgeUnanswered(attempt: UnansweredAttempt): Verdict {
  const { thrown, withdrawn, safe } = attempt;
  const causes = causesOf(thrown);
  const certificateRefused = causes.some(({ code }) => CERTIFICATE_REFUSED.test(code));
  if (causes.every((cause) => provesUnsent(cause, attempt)))
    return { ErrorClass: NetworkError, outcome: "not_sent", maxRetries: certificateRefused ? 0 : Infinity };
  if (withdrawn.untouched && causes.every(isFaultOfFetch)) return { ErrorClass: ConfigError, outcome: "not_sent", maxRetries: 0 };
  return { ErrorClass: NetworkError, outcome: "unknown", maxRetries: safe && !certificateRefused ? Infinity : 0 };
}

/** Whether a custom `fetch` has a mistake, or `fetch` refused its input: network errors have a code, or on Deno a text. */
function isFaultOfFetch({ code, message }: Cause): boolean {
  return code === "" && !ANY_FAILURE.test(message) && serverRuntime() !== "deno";
}

function provesUnsent({ code, syscall, message }: Cause, { url, withdrawn }: UnansweredAttempt): boolean {
  // Deno gives only a text. This is its text for a failed connect, with the address of the request.
  if (serverRuntime() === "deno" && message.includes(`(${url}): client error (Connect)`)) return true;
  if (!withdrawn.isOwnFailure) return false;
  if (CERTIFICATE_REFUSED.test(code)) return true;
  if (syscall) return BEFORE_SENDING.includes(syscall);
  if (NO_CONNECTION.includes(code)) return true;
  // A proxy that refuses the tunnel: undici gives up before the request.
  return code === "UND_ERR_ABORTED" && message.startsWith("Proxy response");
}
