// An API key in one shape, whichever operation it comes from.
import type { Schema, Secret } from "@flexfactor/core";

/**
 * The key to create, as the spec has it (schema `CreateApiKey`).
 *
 * @interface
 */
export type CreateApiKey = Schema.CreateApiKey;

type ApiKeyRecord = Schema.ApiKeyRecord;

/** The fields that the operations spell in different ways. */
type Spelling =
  | "id"
  | "Id"
  | "keyId"
  | "clientId"
  | "type"
  | "created_at"
  | "createdOn"
  | "last_used"
  | "lastUsed"
  | "last_four"
  | "lastFour";

/**
 * An API key, in the same shape from every operation. Fields that the spec does not know are passed through.
 *
 * @interface
 */
export type ApiKey = Omit<ApiKeyRecord, Spelling> & {
  /** The key's id, like `key_abc123`. Absent in lists, because the API does not send it there. */
  id?: string | undefined;
  /** What the key is for. It can be a type that is newer than this package. Where the API says `publishable`, this says `public`. */
  type?: Exclude<Schema.ReportedApiKeyType, "publishable"> | undefined;
  /** When it was created, like `2024-11-16T12:00:00Z` (RFC 3339). */
  createdAt?: string | null | undefined;
  /** When it was last used, like `2024-11-18T10:00:00Z` (RFC 3339). Null if it never was. */
  lastUsedAt?: string | null | undefined;
  /** The last four characters of the value. */
  lastFour?: string | null | undefined;
};

/**
 * A key as `create` returns it, with its value.
 *
 * @interface
 */
export type CreatedApiKey = ApiKey & {
  /** The key itself, for your vault: `value.reveal()`. The API shows the value of a secret key only once. */
  value: Secret;
};

/** Fields of the answer that are not part of the key. They are left out; `errors` can quote a secret. */
const ENVELOPE = ["status", "success", "result", "statusCode", "errors", "customProperties"];

/** The names of the same field in create, get and list, the preferred one first. */
const ID = ["id", "Id", "keyId", "clientId"] as const;
const CREATED_AT = ["createdOn", "created_at"] as const;
const LAST_USED_AT = ["lastUsed", "last_used"] as const;
const LAST_FOUR = ["lastFour", "last_four"] as const;

const NOT_COPIED: ReadonlySet<string> = new Set([...ENVELOPE, ...ID, ...CREATED_AT, ...LAST_USED_AT, ...LAST_FOUR]);

/**
 * The key in the shape of {@link ApiKey}, without the fields of the answer around it.
 *
 * @param knownId the key's id, if the record has none
 */
export function toApiKey(record: ApiKeyRecord, knownId?: string): ApiKey {
  // Of two fields with the same name the later one counts. No assignment, because a property of `Object.prototype` can forbid it.
  const fields: Field[] = [];
  give(fields, "id", firstGiven(record, ID, Boolean) ?? knownId);
  for (const name of Object.keys(record))
    if (!NOT_COPIED.has(name)) fields.push([name, (record as Record<string, unknown>)[name]]);
  if (Object.hasOwn(record, "type") && record.type === "publishable") give(fields, "type", "public");
  give(fields, "createdAt", firstGiven(record, CREATED_AT));
  give(fields, "lastUsedAt", firstGiven(record, LAST_USED_AT));
  give(fields, "lastFour", firstGiven(record, LAST_FOUR));
  return Object.fromEntries(fields);
}

// These functions stand outside of `toApiKey`: a list can have 349,000 keys, and to make the functions for each key takes long.
type Field = [name: string, value: unknown];

function give(fields: Field[], name: keyof ApiKey, value: unknown): void {
  if (value !== undefined) fields.push([name, value]);
}

const always = (): boolean => true;

/** The first of these fields that the record has. `counts` says which values count; by default, all but undefined. */
function firstGiven<Name extends keyof ApiKeyRecord>(
  record: ApiKeyRecord,
  names: readonly Name[],
  counts: (value: unknown) => boolean = always,
): ApiKeyRecord[Name] | undefined {
  let first: ApiKeyRecord[Name] | undefined;
  // To its end: with `return` on `Object.prototype`, to leave a loop throws.
  for (const name of names) if (first === undefined && Object.hasOwn(record, name) && counts(record[name])) first = record[name];
  return first;
}
