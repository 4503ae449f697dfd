import { note, type Problems } from "./check.js";

/** What a refusal says, read from any of the shapes that were seen (schema `Failure` of the spec). */
export interface Failure {
  messages: string[];
  fields: Record<string, string[]>;
  traceId: string | undefined;
  /** False when the body may be a gateway's: empty, not JSON, or nothing but a `message`. */
  fromApi: boolean;
}

/**
 * Reads a failure body. Messages become one line of at most 500 characters each, at most twenty; secrets in them are
 * blanked, because a server may quote what it was sent.
 */
export function readFailure(body: unknown, secrets: readonly string[]): Failure {
  const failure: Failure = { messages: [], fields: {}, traceId: undefined, fromApi: false };
  const fields: Problems = new Map();
  if (!isRecord(body)) return failure;

  const say = (text: unknown, field?: string): void => {
    if (typeof text !== "string" || text === "" || failure.messages.length === 20) return;
    const line = oneLine(text, secrets);
    failure.messages.push(field === undefined ? line : `${field}: ${line}`);
    if (field !== undefined) note(fields, field, line);
  };
  const readFields = (map: Record<string, unknown>): void => {
    for (const [name, texts] of Object.entries(map)) {
      if (!Array.isArray(texts)) continue;
      if (name.toLowerCase() === "traceid") failure.traceId ??= traceId(texts[0], secrets);
      else for (const text of texts) say(text, oneLine(name, secrets));
    }
  };

  const { errors } = body;
  failure.traceId = traceId(body["traceId"], secrets);
  failure.fromApi = Object.keys(body).some((name) => name !== "message");
  if (Array.isArray(errors)) for (const error of errors) say(isRecord(error) ? error["item1"] : error);
  else readFields(isRecord(errors) ? errors : body);
  if (failure.messages.length === 0)
    say(["title", "responseMessage", "message", "error", "result"].map((name) => body[name]).find((text) => text));
  return { ...failure, fields: Object.fromEntries(fields) };
}

/** Whether a 2xx refuses all the same: `success` false, `status` FAILED, or `errors` with something in it. */
export function refuses(body: unknown): boolean {
  if (!isRecord(body)) return false;
  const { success, status, errors } = body;
  return success === false || status === "FAILED" || (isRecord(errors) && Object.keys(errors).length > 0);
}

/** A JSON object or array, whose fields can be looked at. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Text from a server as one harmless line: no control characters, no secrets, at most 500 characters. */
export function oneLine(text: string, secrets: readonly string[]): string {
  let line = text;
  for (const secret of secrets) line = line.replaceAll(secret, "[redacted]");
  return line.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ").slice(0, 500);
}

function traceId(value: unknown, secrets: readonly string[]): string | undefined {
  return typeof value === "string" ? oneLine(value, secrets) : undefined;
}
