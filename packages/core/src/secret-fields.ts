// Finds the secrets in an answer by the names of their fields, and wraps them.
import { bare } from "./bare.js";
import { secretNames } from "./generated/operations.js";
import { isObject, type JsonObject, namesIn, own } from "./json.js";
import { MAX_SECRETS } from "./redact.js";
import { isSecret, Secret } from "./secret.js";

/** A field name without case and separators: `access_token` and `accessToken` become the same name. */
function plainName(name: string): string {
  return name.replace(/[^a-zA-Z0-9]+/g, "").toLowerCase();
}

/** The fields of answers that the spec marks with `format: password`, whichever operation they belong to. */
const SECRET_NAMES: ReadonlySet<string> = /* @__PURE__ */ new Set(/* @__PURE__ */ secretNames.map(plainName));

/** Names that count as secret too, because the server may add such a field one day. */
const LOOKS_SECRET = /(secret|token|password|apikey|secretkey|privatekey)$/;

function isSecretName(plain: string): boolean {
  return SECRET_NAMES.has(plain) || LOOKS_SECRET.test(plain);
}

/** The secrets of an answer. */
export interface FoundSecrets {
  /** The secrets as text; no more of them than a redactor needs to know that there are too many. */
  readonly texts: Set<string>;
  /** Whether a field is now a {@link Secret}. */
  inFields: boolean;
}

/**
 * Replaces each secret in the data of an answer by a {@link Secret}, at any depth. A field name that is secret in one answer is secret in
 * all. Blank strings stay strings. `errors` stay too, because they have messages by field name.
 */
export function wrapSecrets(data: unknown): FoundSecrets {
  const found: FoundSecrets = { texts: new Set(), inFields: false };
  visitFields(data, (object, name, rest) => wrapField(object, name, { found, rest }));
  return found;
}

function note(secret: string, { texts }: FoundSecrets): void {
  if (texts.size <= MAX_SECRETS) texts.add(secret);
}

/** Visits each field of the objects in `data`. A visit adds to `rest` what is visited later. */
function visitFields(data: unknown, visit: (object: JsonObject, name: string, rest: unknown[]) => void): void {
  // A list instead of recursion, because a deeply nested answer would overflow the stack.
  const rest = [data];
  while (rest.length > 0) {
    const each = rest.pop();
    if (Array.isArray(each)) for (const item of each) isObject(item) && rest.push(item);
    else if (isObject(each)) for (const name of Object.keys(each)) visit(each, name, rest);
  }
}

/** Wraps a field that is secret. Otherwise adds its value to `rest`. */
function wrapField(data: JsonObject, name: string, { found, rest }: { found: FoundSecrets; rest: unknown[] }): void {
  const value = data[name];
  if (typeof value !== "string" && !isObject(value)) return;
  const plain = plainName(name);
  if (typeof value === "string") {
    if (isSecretName(plain)) data[name] = wrap(value, found);
  } else if (SECRET_NAMES.has(plain)) wrapAll(value, found);
  else if (name === "errors") noteSecrets(value, found);
  else rest.push(value);
}

/**
 * Notes the secrets inside `errors`, because a message can quote them. It does not wrap them. Strings in a list are not secrets, even under
 * the name of one: they are messages about that field.
 */
function noteSecrets(errors: JsonObject, found: FoundSecrets): void {
  visitFields(errors, (object, name, rest) => {
    const value = object[name];
    if (isObject(value)) rest.push(value);
    else if (typeof value === "string" && value.trim() && isSecretName(plainName(name))) note(value, found);
  });
}

/** Wraps every string inside a secret field, like the strings of a list. */
function wrapAll(data: JsonObject, found: FoundSecrets): void {
  const rest = [data];
  for (let each = rest.pop(); each; each = rest.pop())
    for (const name of namesIn(each)) {
      const value = each[name];
      if (typeof value === "string") each[name] = wrap(value, found);
      else if (isObject(value)) rest.push(value);
    }
}

function wrap(value: string, found: FoundSecrets): Secret | string {
  if (!value.trim()) return value;
  note(value, found);
  found.inFields = true;
  return new Secret(value);
}

/**
 * Renames the secrets of an answer to the names in the spec, if they came with other case or separators. Otherwise the value of a new key
 * would be lost because the server called it `Value`.
 */
export function nameSecrets(data: unknown, names: readonly string[]): void {
  if (!isObject(data) || Array.isArray(data)) return;
  const namesByPlain = new Map(names.map((name) => [plainName(name), name]));
  for (const sent of Object.keys(data)) {
    // Each name is made plain once, because it can be long.
    const name = isSecret(data[sent]) ? namesByPlain.get(plainName(sent)) : undefined;
    if (name === undefined || isSecret(own(data, name))) continue;
    Object.defineProperty(data, name, bare(Object.getOwnPropertyDescriptor(data, sent) as PropertyDescriptor));
    delete data[sent];
  }
}

/** The strings in the fields with these names, at any depth, and all strings inside such fields. */
export function stringsOf(data: unknown, names: readonly string[]): string[] {
  const strings: string[] = [];
  const rest: { value: unknown; secret: boolean }[] = [{ value: data, secret: false }];
  for (let each = rest.pop(); each; each = rest.pop()) {
    const { value, secret } = each;
    if (typeof value === "string" && secret) strings.push(value);
    if (!isObject(value)) continue;
    for (const [name, inner] of Object.entries(value)) rest.push({ value: inner, secret: secret || names.includes(name) });
  }
  return strings;
}
