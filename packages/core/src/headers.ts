// Checks the headers that a caller gives.
import { isObject, type JsonObject } from "./json.js";
import { MAX_FIELDS, MAX_PROBLEMS, type Problem, TOO_MANY_FIELDS } from "./problem.js";

/** Headers that only the SDK sets. With them, a caller could send a token to another server, or corrupt the request. */
const SET_BY_SDK = new Set([
  "authorization",
  "host",
  "connection",
  "keep-alive",
  "upgrade",
  "expect",
  "te",
  "trailer",
  "content-type",
  "content-encoding",
  "content-length",
  "transfer-encoding",
]);

/** A field name of HTTP (RFC 9110, 5.1). */
const NAME = /^[\w!#$%&'*+.^`|~-]+$/;

/** A field value that can be sent: Latin-1 without control characters (RFC 9110, 5.5). */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** The caller's headers, by their names in lower case, and the problems with them. */
export function readHeaders(given: unknown): { headers: Record<string, string>; problems: Problem[] } {
  const headers: Record<string, string> = {};
  if (given === undefined) return { headers, problems: [] };
  if (!isObject(given)) return { headers, problems: [{ field: "headers", problem: "must be an object" }] };
  const entries = entriesOf(given);
  if (!entries) return { headers, problems: [{ field: "headers", problem: "cannot be read" }] };
  if (entries.length > MAX_FIELDS) return { headers, problems: [{ field: "headers", problem: TOO_MANY_FIELDS }] };
  const problems: Problem[] = [];
  for (const [key, value] of entries) {
    if (problems.length === MAX_PROBLEMS) break;
    if (value === undefined) continue;
    const name = key.toLowerCase();
    const problem = problemOf(name, value);
    if (problem) problems.push({ field: `headers.${name}`, problem });
    else headers[name] = String(value);
  }
  return { headers, problems };
}

/** The entries, or the first of them when there are too many. Undefined when reading them throws. */
function entriesOf(given: JsonObject): [string, unknown][] | undefined {
  try {
    // A class that extends Headers can have entries of any kind.
    if (given instanceof Headers) return Array.from(given, ([name, value]) => [String(name), value]);
    const names = Object.keys(given).slice(0, MAX_FIELDS + 1);
    return names.map((name) => [name, given[name]]);
  } catch {
    return undefined;
  }
}

function problemOf(name: string, value: unknown): string | undefined {
  if (!NAME.test(name)) return "is not a valid name of a header";
  if (SET_BY_SDK.has(name)) return "is set by the SDK";
  if (typeof value !== "string" || !VALUE.test(value)) return "must be a string of Latin-1 characters, on one line";
  return undefined;
}
