import { createFinalURL, createQuerySerializer, defaultPathSerializer } from "openapi-fetch";
import type { Outgoing } from "./attempt.js";
import { check, note, type Problems, type Schema } from "./check.js";
import { ValidationError } from "./errors.js";
import { operationTable, version } from "./generated/operations.js";

/** A row of the generated table. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly retry: "safe" | "never";
  readonly secured: boolean;
  readonly success: readonly number[];
  readonly bodiless: boolean;
  readonly sentSecrets: readonly string[];
  readonly secrets: readonly string[];
  readonly pathParams?: Schema;
  readonly query?: Schema;
  readonly body?: Schema;
}

export const TABLE: Readonly<Record<string, Operation>> = operationTable;

export interface AnyInput {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

const serializers = { querySerializer: createQuerySerializer(), pathSerializer: defaultPathSerializer };

export function urlOf(baseUrl: string, template: string, params: Pick<AnyInput, "path" | "query">): string {
  return createFinalURL(template, { baseUrl, params, ...serializers });
}

/** The request for an operation, checked against the spec's constraints before anything is sent. */
export function prepare(id: string, input: AnyInput, baseUrl: string): Outgoing {
  const operation = TABLE[id] as Operation;
  const problems: Problems = new Map();
  const body = input.body === undefined ? undefined : toJson(input.body, problems);
  // What is checked is what will be sent: getters, dates and `toJSON` have had their say.
  const sent = body === undefined ? undefined : JSON.parse(body);
  if (operation.body) check(sent, operation.body, "", problems);
  if (operation.query) check(input.query ?? {}, operation.query, "", problems);
  if (operation.pathParams) check(input.path ?? {}, operation.pathParams, "", problems);
  checkSegments(input.path, problems);
  refuse(id, problems);
  return {
    ...rules(operation),
    operation: id,
    method: operation.method,
    url: urlOf(baseUrl, operation.path, input),
    headers: commonHeaders(body),
    body,
    secrets: operation.sentSecrets.map((name) => sent?.[name]).filter((value) => typeof value === "string" && value !== ""),
  };
}

export function rules({ secured, retry, success, secrets }: Operation) {
  return { secured, safe: retry === "safe", success, secretNames: secrets };
}

export function commonHeaders(body: string | undefined): Record<string, string> {
  const headers: Record<string, string> = { accept: "application/json" };
  // Browsers set their own.
  if (!("document" in globalThis)) headers["user-agent"] = `flexfactor-sdk-js/${version}`;
  if (body !== undefined) headers["content-type"] = "application/json";
  return headers;
}

/**
 * Refuses path parameters that would address something else: nothing, `.` and `..`, and what servers on the way decode into
 * a slash or a control character. Everything else is percent-encoded.
 */
export function checkSegments(params: Record<string, unknown> | undefined, problems: Problems): void {
  for (const [name, value] of Object.entries(params ?? {}))
    if (/^\.{0,2}$|[/\\\p{Cc}]/u.test(String(value ?? "")) || !String(value).isWellFormed())
      note(problems, name, "must be a single path segment: not empty, not `.` or `..`, without slashes or control characters");
}

/** Throws when there are problems, naming every place. */
export function refuse(operation: string, problems: Problems): void {
  if (problems.size === 0) return;
  const text = [...problems].map(([place, texts]) => `${place} ${texts.join(", ")}`).join("; ");
  throw new ValidationError(`${operation} was not sent: ${text}.`, { operation, fields: Object.fromEntries(problems) });
}

function toJson(body: unknown, problems: Problems): string | undefined {
  try {
    return JSON.stringify(body);
  } catch {
    note(problems, "body", "cannot be written as JSON");
    return undefined;
  }
}
