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
  readonly body: string | undefined;
  /** What must not come back in a message, when it is a string. */
  readonly secrets: readonly unknown[];
}

/** The request for an operation, checked against the spec's constraints before anything is sent. */
export function prepare(id: string, input: AnyInput, baseUrl: string): Outgoing {
  const operation = Object.hasOwn(operationTable, id) && (operationTable as Readonly<Record<string, Operation>>)[id];
  if (!operation) throw new ValidationError(`${id} is not an operation of the spec.`, { operation: `${id}` });
  // Read once: what was checked is what is sent.
  const path = { ...input.path };
  const query = { ...input.query };
  const headers: Record<string, string> = { accept: "application/json", ...input.headers };
  const problems = noTexts();
  const note: Note = (problem, place) => {
    (problems[place.slice(1) || "body"] ??= []).push(problem);
  };
  let body: string | undefined;
  let sent: Record<string, unknown> | undefined;
  try {
    body = JSON.stringify(input.body);
    // What is checked is what will be sent: getters, dates and `toJSON` have had their say.
    sent = body && JSON.parse(body);
  } catch {
    note("cannot be written as JSON", "");
  }
  operation.body?.(sent, note);
  operation.query?.(query, note);
  operation.pathParams?.(path, note);
  for (const name in headers)
    if (/^(authorization|host|content-length|transfer-encoding)$/i.test(name))
      note("is set by the connection", `.headers.${name}`);
  const places = Object.keys(problems).map((place) => `${place} ${problems[place]}`);
  if (places.length)
    throw new ValidationError(`${id} was not sent: ${places.join("; ")}.`, { operation: id, fields: { ...problems } });

  let url = operation.path;
  for (const name in path) url = url.replace(`{${name}}`, encodeURIComponent(`${path[name]}`));
  // Browsers set their own.
  if (!("document" in globalThis)) headers["user-agent"] = `flexfactor-sdk-js/${version}`;
  if (body) headers["content-type"] = "application/json";
  const secrets = operation.sentSecrets?.map((name) => sent?.[name]) ?? [];
  return { operation, url: baseUrl + url + (operation.search?.(query) ?? ""), headers, body, secrets };
}
