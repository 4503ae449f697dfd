/** What a refusal says, read from any of the shapes that were seen (schema `Failure` of the spec). */
export interface Failure {
  messages: string[];
  fields: Record<string, string[]>;
  requestId: string | undefined;
  /** False when the body may be a gateway's: empty, not JSON, or nothing but a `message`. */
  fromApi: boolean;
}

/**
 * Reads a failure body. Messages become one line of at most 500 characters each, at most twenty; secrets in them are
 * blanked, because a server may quote what it was sent.
 */
export function readFailure(body: Record<string, unknown>, secrets: ReadonlySet<unknown>, requestId?: string): Failure {
  const messages: string[] = [];
  const fields = noTexts();
  const { errors } = body;
  let traceId = requestId ?? body["traceId"];
  const say = (text: unknown, field?: string): void => {
    const line = messages.length < 20 && oneLine(text, secrets);
    if (!line) return;
    field &&= oneLine(field, secrets);
    messages.push(field ? `${field}: ${line}` : line);
    if (field) (fields[field] ??= []).push(line);
  };
  for (const [name, said] of Object.entries(isObject(errors) ? errors : body))
    if (/^traceid$/i.test(name)) traceId ??= [said].flat()[0];
    else if (Array.isArray(errors)) say(Object(said).item1 ?? said);
    else if (Array.isArray(said)) for (const text of said) say(text, name);
  for (const name of ["title", "responseMessage", "message", "error", "result"]) messages.length || say(body[name]);
  const fromApi = !Array.isArray(body) && Object.keys(body).some((name) => name !== "message");
  return { messages, fields: { ...fields }, requestId: oneLine(traceId, secrets), fromApi };
}

/** Texts by field. It has no prototype, because a field can be called `__proto__`. */
export function noTexts(): Record<string, string[]> {
  return Object.create(null);
}

/**
 * Whether a 2xx refuses all the same: `success` false, `status` FAILED, or `errors` with something in it. When there is a secret
 * in it, `errors` only warn: it is not shown again, and not to be thrown away.
 */
export function refuses({ success, status, errors }: Record<string, unknown>, noSecret = true): boolean {
  return success === false || status === "FAILED" || (noSecret && isObject(errors) && Object.keys(errors).length > 0);
}

/** An object or an array, whose fields can be looked at. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/**
 * Text from a server as one harmless line: no control characters, no secrets, at most 500 characters. With eight characters of a
 * secret left in it, as when an address or JSON quotes it or only its beginning is quoted, nothing of it is kept.
 */
export function oneLine(text: unknown, secrets: ReadonlySet<unknown>): string | undefined {
  if (typeof text !== "string") return undefined;
  // More than any token: an answer full of secrets would keep the whole process at looking for them.
  if ([...secrets].join("").length > 20_000) return "[redacted]";
  let line = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ").slice(0, 500);
  for (const secret of secrets)
    if (typeof secret === "string" && secret) {
      line = line.replaceAll(secret, "[redacted]");
      for (let at = 8; at <= line.length; at++) if (secret.includes(line.slice(at - 8, at))) return "[redacted]";
    }
  return line.slice(0, 500);
}
