import { operationTable } from "./generated/operations.js";
import { isObject, type JsonObject } from "./json.js";
import type { Operation } from "./operation.js";
import { Secret } from "./secret.js";

/** The longest name of a field that is looked at: its end tells. */
const MAX_NAME_LENGTH = 50;

/** A field name without case and separators: `access_token` and `accessToken` are one name. */
function plainName(name: string): string {
  const end = name.slice(-MAX_NAME_LENGTH).toLowerCase();
  return /^[a-z0-9]*$/.test(end) ? end : end.replace(/[^a-z0-9]/g, "");
}

const ROWS: readonly Operation[] = /* @__PURE__ */ Object.values(operationTable);

/** The fields of answers that the spec marks with `format: password`, whichever operation they belong to. */
const SECRET_NAMES: ReadonlySet<string> = /* @__PURE__ */ new Set(
  /* @__PURE__ */ ROWS.flatMap(({ secrets = [] }) => secrets).map(plainName),
);

/** What a field is called that the server may add one day. */
const LOOKS_SECRET = /(secret|token|password|apikey|secretkey|privatekey)$/;

/** Told of each secret that is found. */
type Found = (secret: string) => unknown;

/**
 * Replaces each secret in the data of an answer by a {@link Secret}, wherever it is. A field name that is secret in one answer is
 * secret in all. Blank strings are left as they are: they are no secret. So are `errors`, which have messages by the name of a field.
 */
export function wrapSecrets(data: unknown, found: Found = () => {}): void {
  if (Array.isArray(data)) for (const each of data) wrapSecrets(each, found);
  else if (isObject(data)) for (const name of Object.keys(data)) wrapField(data, name, found);
}

function wrapField(data: JsonObject, name: string, found: Found): void {
  const value = data[name];
  if (typeof value !== "string" && !isObject(value)) return;
  const plain = plainName(name);
  const isSecret = SECRET_NAMES.has(plain);
  if (typeof value === "string") {
    if (isSecret || LOOKS_SECRET.test(plain)) data[name] = wrap(value, found);
  } else if (isSecret) wrapAll(value, found);
  else if (name !== "errors") wrapSecrets(value, found);
}

/** Everything inside a secret is secret, like the strings of a list. */
function wrapAll(data: JsonObject, found: Found): void {
  for (const name of Object.keys(data)) {
    const value = data[name];
    if (typeof value === "string") data[name] = wrap(value, found);
    else if (isObject(value)) wrapAll(value, found);
  }
}

function wrap(value: string, found: Found): Secret | string {
  if (!value.trim()) return value;
  found(value);
  return new Secret(value);
}
