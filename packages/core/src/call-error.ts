// The message of an error for a call that was answered badly, or not at all.
import { bare } from "./bare.js";
import type { ErrorFacts, FlexFactorError } from "./errors.js";

/** The meaning of each word that `reason` can have for an answer. */
const UNUSABLE: ReadonlyMap<string, string> = new Map([
  ["json", "its body is not JSON"],
  ["empty", "it has no body"],
  ["body", "its body broke off, or is not UTF-8"],
  ["too_large", "its body is larger than 1 MiB"],
  ["status", "this status does not mean success here"],
]);

/** The error of a call, with a message made of its facts: what happened, and why. */
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
