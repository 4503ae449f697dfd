// Decides what a complete answer means: a success, a refusal, or a success that cannot be used.
import type { Unread } from "./body.js";
import { type ErrorFacts, type FlexFactorError, NotFoundError, ResponseError } from "./errors.js";
import { hasContent, isObject, type JsonObject, keysOf, own } from "./json.js";
import type { Operation } from "./operation.js";
import type { Outcome } from "./outcome.js";
import type { Redact } from "./redact.js";
import { isFromApi, readRefusal } from "./refusal.js";
import { readRetryAfter } from "./retry-after.js";
import { isSecret } from "./secret.js";
import { judgeStatus } from "./status-verdict.js";

/** A complete answer of the server: a success or a refusal. */
export interface Answer {
  readonly status: number;
  /** Whether the status is a 2xx. */
  readonly ok: boolean;
  readonly headers: Headers;
  /** The body as it came. It can hold secrets. */
  readonly text: string;
  /** The body as JSON, with its secrets wrapped; undefined when it is not JSON. */
  readonly data: unknown;
  /** Whether a field of the data is a Secret, at any depth. */
  readonly holdsSecret: boolean;
}

type AnswerHead = Pick<Answer, "status" | "ok" | "headers">;

/** What an answer means for the call. */
export interface Judgement {
  /** The class of the error; undefined when the answer is a success. */
  readonly ErrorClass: typeof FlexFactorError | undefined;
  readonly outcome: Outcome | "done";
  readonly maxRetries: number;
  /** What the answer says of itself; absent in a success. */
  readonly said: Pick<ErrorFacts, "messages" | "fields" | "retryAfterMs" | "reason"> | undefined;
  /** The trace id in the body of a refusal. */
  readonly traceId: string | undefined;
  /** Whether nothing is sent again, whatever the status says: a refusal names what was made, or the answer to a create cannot be read. */
  readonly forbidsRetry: boolean;
}

// Every field is given. A missing one could be inherited from `Object.prototype`, where other code may have put something.
const DONE: Judgement = {
  ErrorClass: undefined,
  outcome: "done",
  maxRetries: 0,
  said: undefined,
  traceId: undefined,
  forbidsRetry: false,
};

/** Judges a complete answer: a success, a refusal, or a success that cannot be used. */
export function judgeAnswer(operation: Operation, answer: Answer, redact: Redact): Judgement {
  if (!answer.ok || refuses(operation, answer.data)) return judgeRefusal(operation, answer, redact);
  const reason = whyUnusable(operation, answer);
  if (!reason) return DONE;
  const created = promisesSuccess(operation, answer) && !operation.safe && !mayBeForeign(operation, answer);
  return {
    ErrorClass: ResponseError,
    outcome: created ? "created_answer_lost" : "unknown",
    maxRetries: 0,
    said: { reason },
    traceId: undefined,
    forbidsRetry: false,
  };
}

/** Judges an answer whose body could not be read. */
export function judgeUnread(operation: Operation, head: AnswerHead, reason: Unread): Judgement {
  // A page in HTML comes from something between us and the API.
  const isPage = /\bhtml\b/i.test(head.headers.get("content-type") ?? "");
  const created = promisesSuccess(operation, head) && !operation.safe && !isPage;
  return {
    ErrorClass: ResponseError,
    outcome: created ? "created_answer_lost" : "unknown",
    maxRetries: retriesOfUnread(operation, head, reason),
    said: { reason, retryAfterMs: head.ok ? undefined : readRetryAfter(head.headers) },
    traceId: undefined,
    // The unread body can name what was made.
    forbidsRetry: !operation.safe,
  };
}

/** A refusal counts by its status. The body of a success may be whole the next time, if it broke off. One that is too large will be again. */
function retriesOfUnread(operation: Operation, { ok, status }: AnswerHead, reason: Unread): number {
  const safe = operation.safe === true;
  if (!ok) return judgeStatus({ status, safe, apiAskedToWait: false }).maxRetries;
  return safe && reason === "body" ? Infinity : 0;
}

/** Whether a delete got a 404 or 410 after an earlier attempt that may have worked: then the delete has succeeded. */
export function isAlreadyDeleted(method: string, judgement: Judgement, earlier: Outcome | "done"): boolean {
  return method === "DELETE" && judgement.ErrorClass === NotFoundError && earlier === "unknown";
}

/** Whether the status says that the request was carried out. A 202 counts only if the spec has it. */
function promisesSuccess({ accepts }: Operation, { ok, status }: AnswerHead): boolean {
  return ok && (status !== 202 || accepts === true);
}

/**
 * Whether a 2xx is a refusal: `success` is false, `status` is FAILED, or `errors` is not empty. If the answer has a secret, `errors` are
 * only warnings: the API does not show the secret again, so the caller must get it.
 */
export function refuses(operation: Pick<Operation, "secrets">, data: unknown): boolean {
  if (!isObject(data)) return false;
  const errors = own(data, "errors");
  const hasErrors = isObject(errors) && hasContent(errors);
  return own(data, "success") === false || own(data, "status") === "FAILED" || (hasErrors && !hasSecret(operation, data));
}

/** Judges an answer that refuses, by its status or in a 2xx. */
function judgeRefusal(operation: Operation, answer: Answer, redact: Redact): Judgement {
  const { status, ok, headers, data } = answer;
  const body = isObject(data) && !Array.isArray(data) ? data : {};
  const { traceId, ...said } = readRefusal(body, redact);
  const retryAfterMs = readRetryAfter(headers);
  const contradicts = !operation.safe && namesSomethingMade(answer);
  const apiAskedToWait = isFromApi(data) && retryAfterMs !== undefined && !contradicts;
  const verdict = judgeStatus({ status, safe: operation.safe === true, apiAskedToWait });
  const outcome = ok && !operation.safe ? outcomeOfRefusal(answer) : verdict.outcome;
  return { ...verdict, said: { ...said, retryAfterMs }, traceId, outcome, forbidsRetry: contradicts };
}

/**
 * The outcome of a 2xx that refuses. It can name what was made all the same. A 201 contradicts its own refusal, and a 202 does not say what
 * will come of the request.
 */
function outcomeOfRefusal(answer: Answer): Outcome {
  const { status, headers } = answer;
  if (namesSomethingMade(answer) || (status === 201 && headers.has("location"))) return "created_answer_lost";
  return status === 200 ? "rejected" : "unknown";
}

/**
 * Whether an answer that refuses or cannot be used has created something anyway: `success` is true, or it or its `result` has an id, a time of
 * creation or a secret.
 */
function namesSomethingMade({ data, holdsSecret }: Answer): boolean {
  if (holdsSecret) return true;
  return isObject(data) && (own(data, "success") === true || hasIdOrTime(data) || hasIdOrTime(own(data, "result")));
}

/** Whether an object has an id or a time of creation. A list has no names, and can be long. */
function hasIdOrTime(made: unknown): boolean {
  const names = keysOf(made) ?? [];
  return names.some((name) => (made as JsonObject)[name] && /^((key|client)?[_-]?id|created[_-]?(at|on))$/i.test(name));
}

function hasSecret({ secrets = [] }: Pick<Operation, "secrets">, body: JsonObject): boolean {
  return secrets.some((name) => isSecret(own(body, name)));
}

/** Why a 2xx cannot be used, as a word for `reason`; undefined when it can be used. */
function whyUnusable(operation: Operation, answer: Answer): string | undefined {
  const { secrets = [], safe, bodiless } = operation;
  const { text, data } = answer;
  if (text && !fits(operation, data)) return "json";
  const missing = secrets.find((name) => !isSecret(isObject(data) && own(data, name)));
  // The caller gets secrets that arrived, whatever the status promised.
  const complete = secrets.length > 0 && missing === undefined;
  if (!promisesSuccess(operation, answer) && !complete) return "status";
  if (!text) return bodiless || operation.text ? undefined : "empty";
  // An operation that may run only once has to return its secret: without it, what was created is of no use.
  return safe ? undefined : missing;
}

/** Whether the data is of the kind that the spec says. */
function fits({ text, scalar }: Operation, data: unknown): boolean {
  return isObject(data) || (data !== undefined && (text === true || scalar === true));
}

/**
 * Whether a 2xx that cannot be used may come from something between us and the API, like a login page, in HTML or in JSON of its own, which
 * can be a sentence. It proves nothing then. A 201 says by its status that something was created.
 */
function mayBeForeign(operation: Operation, answer: Answer): boolean {
  const { status, text, data } = answer;
  // Not JSON. What begins with a brace is the API's own answer, broken off; anything else is a page or a sentence.
  if (data === undefined) return /^\s*[^\s{]/.test(text);
  if (status === 201 || namesSomethingMade(answer)) return false;
  return isObject(data) ? saysSomethingElse(operation, data) : data !== null;
}

/** Whether an object has fields, and none of them is a secret of the operation: `{ message: "Sign in" }`. */
function saysSomethingElse(operation: Operation, data: JsonObject): boolean {
  const { secrets = [] } = operation;
  const hasFields = (keysOf(data) ?? []).length > 0;
  const hasSecretField = secrets.some((name) => own(data, name) !== undefined && own(data, name) !== null);
  return hasFields && !hasSecretField;
}
