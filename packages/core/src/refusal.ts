// Reads what a refusal says, in any of its shapes.
import { isObject, type JsonObject, own } from "./json.js";
import type { Redact } from "./redact.js";

/** What a refusal says, in any of its shapes (schema `Failure` of the spec). */
export interface Refusal {
  /** One line each, at most twenty. */
  readonly messages: readonly string[];
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly traceId: string | undefined;
}

/** One message of the server, with the field that it is about, if it names one. */
interface Statement {
  readonly text: unknown;
  readonly field: string | undefined;
}

const MAX_MESSAGES = 20;
const MAX_FIELD_LENGTH = 100;

/** How many statements are read, so that an answer with many empty ones does not take long. */
const MAX_STATEMENTS = 100;

/** The fields where a refusal without a list of errors says what is wrong, the most helpful first. */
const SENTENCES = ["title", "responseMessage", "message", "error", "result"];

/** Reads a refusal. The server may quote the request, so each text is redacted. */
export function readRefusal(body: JsonObject, redact: Redact): Refusal {
  const messages: string[] = [];
  const fields = new Map<string, string[]>();
  let examined = 0;
  for (const { text, field } of statementsOf(body)) {
    if (messages.length === MAX_MESSAGES || examined++ === MAX_STATEMENTS) break;
    const line = redact(text);
    if (!line) continue;
    const name = redact(field, MAX_FIELD_LENGTH);
    messages.push(name ? `${name}: ${line}` : line);
    if (name) fields.set(name, [...(fields.get(name) ?? []), line]);
  }
  if (messages.length === 0) {
    const sentence = SENTENCES.map((name) => redact(own(body, name))).find(Boolean);
    if (sentence) messages.push(sentence);
  }
  // Frozen, because `onEvent` receives the same lists as the error.
  for (const lines of fields.values()) Object.freeze(lines);
  return {
    messages: Object.freeze(messages),
    fields: Object.freeze(Object.fromEntries(fields)),
    traceId: redact(traceIdOf(body)) || undefined,
  };
}

/** The statements in each shape: `errors` as a list, `errors` by field, or the fields at the top level (the model state of ASP.NET). */
function* statementsOf(body: JsonObject): Generator<Statement> {
  const errors = own(body, "errors");
  if (Array.isArray(errors))
    for (const each of errors) yield { text: isObject(each) ? own(each, "item1") : each, field: undefined };
  else yield* statementsByField(isObject(errors) ? errors : body);
}

function* statementsByField(fields: JsonObject): Generator<Statement> {
  for (const field of Object.keys(fields)) {
    const texts = fields[field];
    if (Array.isArray(texts) && !isTraceId(field)) for (const text of texts) yield { text, field };
  }
}

/** `traceId` as a field, or among the errors as a list with one text. */
function traceIdOf(body: JsonObject): unknown {
  const errors = own(body, "errors");
  for (const place of [body, errors]) {
    const name = isObject(place) && !Array.isArray(place) && Object.keys(place).find(isTraceId);
    if (!name) continue;
    const traceId = place[name];
    return Array.isArray(traceId) ? traceId[0] : traceId;
  }
  return undefined;
}

function isTraceId(name: string): boolean {
  return /^traceid$/i.test(name);
}

/**
 * Whether the API itself wrote this refusal: `success` is false, and `errors` is a list of texts or tuples (schema `FailureEnvelope` of the
 * spec). Proxies and gateways send a part of that: Cloudflare's `errors` have a `code` and a `message`, others send only texts.
 */
export function isFromApi(body: unknown): boolean {
  if (!isObject(body) || own(body, "success") !== false) return false;
  const errors = own(body, "errors");
  return Array.isArray(errors) && errors.length > 0 && errors.every(isErrorOfApi);
}

/** A text, or a tuple (schemas `Errors` and `ErrorTuple` of the spec). */
function isErrorOfApi(error: unknown): boolean {
  return typeof error === "string" || (isObject(error) && typeof own(error, "item1") === "string");
}
