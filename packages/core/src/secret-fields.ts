import { secretNames } from "./generated/operations.js";
import { isObject } from "./json.js";
import { Secret } from "./secret.js";

/** A field name without case and separators: `access_token` and `accessToken` are one name. */
function plainName(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, "").toLowerCase();
}

/** The fields of answers that the spec marks with `format: password`, whichever operation they belong to. */
const SECRET_NAMES: ReadonlySet<string> = /* @__PURE__ */ new Set(/* @__PURE__ */ secretNames.map(plainName));

/** What a field is called that the server may add one day. */
const LOOKS_SECRET = /(secret|token|password)$/;

/** Told of each secret that is found. */
type Found = (secret: string) => void;

/**
 * Replaces each secret in the data of an answer by a {@link Secret}, wherever it is. A field name that is secret in one answer is
 * secret in all. Blank strings are left as they are: they are no secret. So are `errors`, which have messages by the name of a field.
 */
export function wrapSecrets(data: unknown, found: Found = () => {}): void {
  if (!isObject(data)) return;
  for (const name of Object.keys(data)) {
    const value = data[name];
    const plain = plainName(name);
    const isSecret = SECRET_NAMES.has(plain);
    if (typeof value === "string" && (isSecret || LOOKS_SECRET.test(plain))) data[name] = wrap(value, found);
    else if (isSecret) wrapAll(value, found);
    else if (name !== "errors") wrapSecrets(value, found);
  }
}

/** Everything inside a secret is secret, like the strings of a list. */
function wrapAll(data: unknown, found: Found): void {
  if (!isObject(data)) return;
  for (const name of Object.keys(data)) {
    const value = data[name];
    if (typeof value === "string") data[name] = wrap(value, found);
    else wrapAll(value, found);
  }
}

function wrap(value: string, found: Found): Secret | string {
  if (!value.trim()) return value;
  found(value);
  return new Secret(value);
}

/** The strings in the fields of these names, wherever they are, and in all that such a field holds. */
export function stringsOf(data: unknown, names: readonly string[]): string[] {
  if (!isObject(data)) return [];
  return Object.entries(data).flatMap(([name, value]) => (names.includes(name) ? allStrings(value) : stringsOf(value, names)));
}

function allStrings(data: unknown): string[] {
  if (typeof data === "string") return [data];
  return isObject(data) ? Object.values(data).flatMap(allStrings) : [];
}
