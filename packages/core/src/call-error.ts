// The errors of calls, with messages made of their facts.
import { bare } from "./bare.js";
import { ConfigError, type ErrorFacts, type FlexFactorError } from "./errors.js";
import type { Redact } from "./redact.js";
import { describeThrown } from "./thrown.js";

/** The meaning of each word that `reason` can have for an answer. */
const UNUSABLE: ReadonlyMap<string, string> = new Map([
  ["json", "its body is not JSON"],
  ["empty", "it has no body"],
  ["body", "its body broke off, or is not UTF-8"],
  ["used", "its body was read before"],
  ["too_large", "its body is larger than 1 MiB"],
  ["status", "this status does not mean success here"],
]);

/**
 * The error of a call that ended with an error which is not ours, like that of a runtime that lacks a function. `call` names the call in
 * the message.
 */
export function unexpectedError(
  call: string,
  thrown: unknown,
  { redact, facts }: { redact: Redact; facts: ErrorFacts },
): ConfigError {
  const reason = reasonOf(thrown, redact);
  const why = reason ? ` (${reason})` : "";
  return new ConfigError(`${call} failed unexpectedly${why}.`, { ...facts, reason });
}

function reasonOf(thrown: unknown, redact: Redact): string | undefined {
  try {
    return describeThrown(thrown, redact) || undefined;
  } catch {
    // Other code has broken what the redactor uses, too.
    return undefined;
  }
}

/** The error of a call that was answered badly, or not at all. Its message says what happened, and why. */
export function callError(
  ErrorClass: typeof FlexFactorError,
  facts: ErrorFacts & { readonly operation: string },
): FlexFactorError {
  return new ErrorClass(`${facts.operation} ${happened(bare(facts))}.`, facts);
}

function happened({ status, reason, messages = [] }: ErrorFacts): string {
  if (status === undefined) return reason ? `got no answer (${reason})` : "got no answer";
  if (reason) return `was answered ${status}, but ${unusable(reason)}`;
  // An answer with a 2xx can be a refusal.
  const answered = status < 300 ? `was refused by an answer with status ${status}` : `was answered ${status}`;
  // `callError` adds the full stop.
  return messages.length > 0 ? `${answered}: ${messages.join(" ").replace(/\.$/, "")}` : answered;
}

/** `reason` is a word of `UNUSABLE`, the name of a field, or several words that say what the answer is. */
function unusable(reason: string): string {
  return UNUSABLE.get(reason) ?? (/^\w+$/.test(reason) ? `it has no usable \`${reason}\`` : `it is ${reason}`);
}
