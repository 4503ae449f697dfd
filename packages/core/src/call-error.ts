import type { ErrorFacts, FlexFactorError } from "./errors.js";

/** The error of a call, with a message made of its facts: what happened, and why. */
export function callError(
  ErrorClass: typeof FlexFactorError,
  facts: ErrorFacts & { readonly operation: string },
): FlexFactorError {
  const { operation, status, reason, messages = [] } = facts;
  const happened = status === undefined ? "got no answer" : `was answered ${status}`;
  const unusable = status !== undefined && reason ? ", which cannot be used" : "";
  const why = reason ? ` (${reason}).` : messages.length > 0 ? `: ${messages.join(" ")}` : ".";
  return new ErrorClass(`${operation} ${happened}${unusable}${why}`, facts);
}
