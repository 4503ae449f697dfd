// Finds the operation of a method and a path in the table that is generated from the spec.
import { bare } from "./bare.js";
import { ValidationError } from "./errors.js";
import { operationTable } from "./generated/operations.js";
import type { Check } from "./problems.js";
import type { QueryStyle } from "./query.js";
import { oneLine } from "./redact.js";

/** What the connection knows about an operation: its row of the generated table. A field that is missing there is false or empty. */
export interface Operation {
  /** `operationId` of the spec. */
  readonly id: string;
  /** Whether it may be retried when the server may have carried it out: `x-retry: safe` of the spec. */
  readonly safe?: boolean;
  /** Whether it needs a token. */
  readonly secured?: boolean;
  /** Whether a 202 means success. */
  readonly accepts?: boolean;
  /** Whether a success may come without a body. */
  readonly bodiless?: boolean;
  /** The fields of the request that are secrets: `format: password` of the spec. */
  readonly sentSecrets?: readonly string[];
  /** The fields of a success that are secrets: `format: password` of the spec. */
  readonly secrets?: readonly string[];
  /** Whether its successes are texts, and not JSON. */
  readonly text?: boolean;
  /** Whether a success may be a string, a number, a boolean or null as JSON. */
  readonly scalar?: boolean;
  /** What `Accept` and `Content-Type` say, when it is not `application/json`. */
  readonly accept?: string;
  readonly contentType?: string;
  /** How query parameters are written where that differs from openapi-fetch's way. */
  readonly query?: Readonly<Record<string, QueryStyle>>;
  readonly check: Check;
}

/** @throws {ValidationError} when the spec has no such operation */
export function findOperation(method: string, path: unknown): Operation {
  // Callers without types can pass anything. A value that is not a string could read differently the next time.
  const request = typeof path === "string" ? `${method} ${path}` : method;
  const table: Readonly<Record<string, Operation>> = operationTable;
  const operation = Object.hasOwn(table, request) ? table[request] : undefined;
  if (operation) return bare(operation);
  const operationName = oneLine(request);
  throw new ValidationError(`${operationName} is not in the spec.`, { operation: operationName });
}
