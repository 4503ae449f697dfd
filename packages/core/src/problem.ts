// The error for wrong input, from a list of problems.
import { ValidationError } from "./errors.js";
import { oneLine } from "./redact.js";

/** What is wrong with a field of a request. The value is never quoted. */
export interface Problem {
  /** Where: `mid`, `scopes.1`, `idOrMid`, `headers.x-id`, or `body` for the whole body. */
  readonly field: string;
  /** What it must be, like `must not be empty`. */
  readonly problem: string;
}

/** The longest field name that is quoted, because the name of an unknown field can be anything. */
const MAX_FIELD_LENGTH = 50;

/** How many problems are reported: a list with a million wrong items must not make a message of megabytes. */
export const MAX_PROBLEMS = 20;

/** How many parameters of one kind, and how many headers, a call may have. No operation takes so many, and to read a million takes seconds. */
export const MAX_FIELDS = 1_000;

/** What is wrong with a field that has too many fields. */
export const TOO_MANY_FIELDS = `has more than ${MAX_FIELDS} fields`;

/** The error for a request that was found to be wrong before it was sent. */
export function notSentError(operation: string, problems: readonly Problem[]): ValidationError {
  const fields = new Map<string, string[]>();
  for (const { field, problem } of problems.slice(0, MAX_PROBLEMS)) {
    const name = nameOf(field);
    fields.set(name, [...(fields.get(name) ?? []), problem]);
  }
  const sentences = Array.from(fields, ([field, texts]) => `${field} ${texts.join(" and ")}`);
  const message = `${operation} was not sent: ${sentences.join("; ")}.`;
  return new ValidationError(message, { operation, fields: Object.fromEntries(fields) });
}

function nameOf(field: string): string {
  const name = oneLine(field);
  return name.length > MAX_FIELD_LENGTH ? `${oneLine(name, MAX_FIELD_LENGTH)}…` : name;
}
