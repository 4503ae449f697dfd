import type { Check, Note } from "./check.js";
import { ValidationError } from "./errors.js";
import { noTexts } from "./failure.js";
import { operationTable, version } from "./generated/operations.js";

/** A row of the generated table. What is left out is false or empty. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  /** Whether it may be sent again after a byte of it may have left. */
  readonly safe?: boolean;
  /** Whether it carries a token. */
  readonly secured?: boolean;
  /** Whether a 202 means success, and whether a success may come without a body. */
  readonly accepts?: boolean;
  readonly bodiless?: boolean;
  /** The fields of the request and of the answer that are secrets. */
  readonly sentSecrets?: readonly string[];
  readonly secrets?: readonly string[];
  readonly pathParams?: Check;
  readonly query?: Check;
  /** Writes the query as `?name=value`. */
  readonly search?: (query: Readonly<Record<string, unknown>>) => string;
  readonly body?: Check;
}

/** What an operation takes, whatever it is. It is checked like every other input. */
export interface AnyInput {
  /** Path parameters, as they are; they are percent-encoded here. */
  path?: Record<string, unknown>;
  /** Query parameters. */
  query?: Record<string, unknown>;
  /** What is sent as JSON. */
  body?: unknown;
  /** Headers beside those that the connection sets. */
  headers?: Readonly<Record<string, string>>;
}

/** A request, ready but for its token. */
export interface Outgoing {
  readonly operation: Operation;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  /** What must not come back in a message, when it is a string. */
  readonly secrets: Set<unknown>;
}

/** The request for an operation, checked against the spec's constraints before anything is sent. */
export function prepare(id: string, input: AnyInput, baseUrl: string): Outgoing {
  const operation = Object.hasOwn(operationTable, id) && (operationTable as Readonly<Record<string, Operation>>)[id];
  if (!operation) throw new ValidationError(`${id} is not an operation of the spec.`, { operation: `${id}` });
  const fields = noTexts();
  const note: Note = (problem, place) => {
    (fields[place.slice(1) || "body"] ??= []).push(problem);
  };
  let sent: AnyInput & { body?: Record<string, unknown>; headers?: Record<string, string> } = {};
  try {
    // Read once, and what is checked is what is sent: getters, dates and `toJSON` have had their say.
    sent = Object(JSON.parse(JSON.stringify(input)));
  } catch {
    note("cannot be written as JSON", "");
  }
  const { path = {}, query = {}, headers = {}, body } = sent;
  operation.body?.(body, note);
  operation.query?.(query, note);
  operation.pathParams?.(path, note);
  for (const name in headers)
    if (/^(authorization|host|connection|keep-alive|upgrade|expect|content-length|transfer-encoding)$/i.test(name))
      note("is set by the connection", `.headers.${name}`);
  const problems = Object.keys(fields).map((place) => `${place} ${fields[place]}`);
  if (problems.length)
    throw new ValidationError(`${id} was not sent: ${problems.join("; ")}.`, { operation: id, fields: { ...fields } });

  let url = operation.path;
  for (const name in operation.pathParams && path) url = url.replace(`{${name}}`, encodeURIComponent(`${path[name]}`));
  headers["accept"] ??= "application/json";
  // Browsers set their own.
  if (!("document" in globalThis)) headers["user-agent"] = `flexfactor-sdk-js/${version}`;
  const bytes = operation.body ? new TextEncoder().encode(JSON.stringify(body)) : null;
  if (bytes) {
    headers["content-type"] = "application/json";
    headers["content-length"] = `${bytes.length}`;
  }
  const secrets = new Set<unknown>(operation.sentSecrets?.map((name) => body?.[name]));
  return { operation, url: baseUrl + url + (operation.search?.(query) ?? ""), headers, body: bytes, secrets };
}
