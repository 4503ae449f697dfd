import type { Answer, Outgoing } from "./attempt.js";
import { type ErrorFacts, type FlexFactorError, type Outcome, ResponseError, refusal } from "./errors.js";
import { isRecord } from "./failure.js";
import { type Operation, TABLE } from "./request.js";
import { Secret } from "./secret.js";

/** The data of a success; every other answer becomes an error that says what is known. */
export function readReply(request: Outgoing, answer: Answer) {
  const { status, headers, requestId, attempts, retryAfterMs, data, text, failure } = answer;
  const { operation, safe, secretNames } = request;
  const { bodiless } = TABLE[operation] as Operation;
  const facts = { operation, status, requestId, attempts, retryAfterMs };
  const reply = (found: unknown) => ({ data: found, status, headers, requestId, attempts });

  // An earlier attempt of this call may have deleted it; that it is gone is what was asked for.
  if (request.method === "DELETE" && status === 404 && answer.before === "unknown") return reply(undefined);
  if (failure) {
    // A 2xx that refuses and yet names a key has made one.
    const made = !safe && isRecord(data) && (secretNames.some((name) => isGiven(data[name])) || isGiven(data["id"]));
    const outcome = answer.outcome === "done" ? (made ? "created_unread" : "rejected") : answer.outcome;
    throw refusal({ ...facts, messages: failure.messages, fields: failure.fields, outcome });
  }
  if (answer.outcome !== "done") throw unreadable(facts, "status", answer.outcome);
  if (text === "" && bodiless) return reply(undefined);
  if (isRecord(data)) {
    // What cannot be asked for again has to be in the answer: without its secret, what was made is of no use.
    const missing = safe ? undefined : secretNames.find((name) => !isGiven(data[name]));
    if (missing) throw unreadable(facts, missing, "created_unread");
    return reply(data);
  }
  // Text that was never meant to be JSON may come from something in between (a login page), so it proves nothing.
  const ours = text === "" || data !== undefined || text.trimStart().startsWith("{");
  throw unreadable(facts, text === "" ? "empty" : "json", ours && !safe ? "created_unread" : "unknown");
}

function isGiven(value: unknown): boolean {
  const text = value instanceof Secret ? value.reveal() : value;
  return typeof text === "string" && text.trim() !== "";
}

/** The error for a success whose data cannot be used; `reason` says what is wrong with it. */
export function unreadable(facts: ErrorFacts, reason: string, outcome: Outcome): FlexFactorError {
  const message = `${facts.operation} was answered ${facts.status}, and the answer is not one (${reason}).`;
  return new ResponseError(message, { ...facts, reason, outcome });
}
