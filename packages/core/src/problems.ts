// Turns the errors of a generated check into sentences for people.

import { bare } from "./bare.js";
import { isObject, type JsonObject, namesIn } from "./json.js";
import { MAX_PROBLEMS, type Problem } from "./problem.js";

/** An error of a generated check. */
interface CheckError {
  /** Where, as a JSON pointer within the input. */
  readonly instancePath: string;
  readonly message: string;
  readonly params: {
    /** The field that the error is about, if it is not at `instancePath` itself. */
    readonly field?: string;
    /** How many of the errors before this one are its details. */
    readonly inner?: number;
    /** How many of these details there were after each form that the value could have. */
    readonly ends?: readonly number[];
    /** Whether the errors before this one say everything. */
    readonly said?: boolean;
  };
  /** The name of the field whose name is wrong. */
  readonly propertyName?: string;
}

/** A generated check. It returns false when something is wrong, and `errors` has what. */
export interface Check {
  (input: unknown): boolean;
  errors?: readonly CheckError[] | null;
}

/** What a call sends, as JSON. A part that it does not send is an empty object; the body is absent. */
export interface CheckedInput {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly header: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** The problems with the input of a call: at most twenty, in the order of the spec. */
export function problemsOf(check: Check, input: CheckedInput): Problem[] {
  const errors = check(input) ? brokenStrings(input) : (check.errors ?? []);
  const problems = new Map<string, Problem>();
  for (const error of clearest(errors.map(withOwnFields))) {
    if (problems.size === MAX_PROBLEMS) break;
    const problem = { field: fieldOf(error), problem: error.message };
    problems.set(`${problem.field} ${problem.problem}`, problem);
  }
  return [...problems.values()];
}

/** Most errors lack most of these fields, and must not inherit them from `Object.prototype`: with `said` there, no error would be left. */
function withOwnFields(error: CheckError): CheckError {
  return bare({ ...error, params: bare(error.params) });
}

/**
 * The errors that help most. If a value matches none of several forms, these are the errors of the closest form. A check reports the
 * errors of each form, and then one for all: for `{ a: 1 }` that should have a text as `a` or a number as `b`, these are
 * "a must be a string", "b is required", and "must have one of two forms" with `inner: 2, ends: [1, 2]`.
 */
function clearest(errors: readonly CheckError[]): CheckError[] {
  const clear: CheckError[] = [];
  // From the end, because an error counts those before it that belong to it.
  for (let at = errors.length - 1; at >= 0; at--) {
    const error = errors[at] as CheckError;
    const { inner = 0, ends, said } = error.params;
    if (!said) clear.unshift(...(ends ? ofClosestForm(error, errors.slice(at - inner, at), ends) : [error]));
    at -= inner;
  }
  return clear;
}

function ofClosestForm(error: CheckError, inner: readonly CheckError[], ends: readonly number[]): CheckError[] {
  const forms = ends.map((end, index) => clearest(inner.slice(index > 0 ? ends[index - 1] : 0, end)));
  const distances = forms.map((form) => distanceOf(error, form));
  const least = Math.min(...distances);
  const [closest = [], tie] = forms.filter((_, index) => distances[index] === least);
  // A form that matches has no errors: then the value matches too many forms.
  return tie || closest.length === 0 ? [error] : closest;
}

/** How far a value is from a form. A value of another kind is further away than one with many wrong fields. */
function distanceOf({ instancePath }: CheckError, form: readonly CheckError[]): number {
  const isOtherKind = form.some((error) => error.instancePath === instancePath && error.params.field === undefined);
  return form.length + (isOtherKind ? MAX_PROBLEMS : 0);
}

/** Errors for strings and names with half a surrogate pair, which servers silently replace. */
function brokenStrings(input: CheckedInput): CheckError[] {
  return brokenPlaces(input).map((instancePath) => ({ instancePath, message: "must be well-formed Unicode", params: {} }));
}

const NOWHERE: readonly string[] = [];

/** The places of broken strings, as JSON pointers. Only broken strings get a place, because a list can be long. */
function brokenPlaces(value: unknown): readonly string[] {
  if (typeof value === "string") return value.isWellFormed() ? NOWHERE : [""];
  if (!isObject(value)) return NOWHERE;
  const places: string[] = [];
  for (const key of namesIn(value)) {
    if (typeof key === "string" && !key.isWellFormed()) places.push(pointerTo(key));
    for (const inner of brokenPlaces((value as JsonObject)[key])) places.push(pointerTo(`${key}`) + inner);
    if (places.length >= MAX_PROBLEMS) break;
  }
  return places;
}

/** How much of a name is kept, in characters. A problem shows less of it. */
const MAX_NAME_LENGTH = 100;

function pointerTo(name: string): string {
  const beginning = name.slice(0, MAX_NAME_LENGTH);
  return `/${beginning.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** The place as a caller reads it: without `body`, `path` or `query` in front of it, but with `header`. */
function fieldOf({ instancePath, params, propertyName }: CheckError): string {
  const names = instancePath
    .split("/")
    .slice(1)
    .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
  const name = params.field ?? propertyName;
  if (name !== undefined) names.push(name);
  const [part, ...within] = names;
  return (part === "header" || within.length === 0 ? names : within).join(".");
}
