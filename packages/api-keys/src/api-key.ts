import type { ApiKeyRecord, Envelope, ReportedApiKeyType, Secret } from "@flexfactor/core";

type Spellings =
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

/** An API key, in one shape whichever operation it came from. Fields that the spec does not know are passed through. */
export type ApiKey = Omit<ApiKeyRecord, Spellings> & {
  /** Absent in lists: the API does not send it there. */
  id?: string | undefined;
  /** May be a type newer than this package. The list's `publishable` is given as `public`. */
  type?: Exclude<ReportedApiKeyType, "publishable"> | undefined;
  /** When it was created, RFC 3339. */
  createdAt?: string | null | undefined;
  /** When it was last used, RFC 3339; null when it never was. */
  lastUsedAt?: string | null | undefined;
  /** The last four characters of the value. */
  lastFour?: string | null | undefined;
};

/** A key as `create` gives it. */
export type CreatedApiKey = ApiKey & {
  /** The key itself. For a secret key this is the only time it is visible. */
  value: Secret;
};

/** One shape out of the spellings of create, get and list, without the envelope around it. */
export function toApiKey(record: ApiKeyRecord & Envelope): ApiKey {
  const { status, success, result, statusCode, errors, customProperties, ...spelled } = record;
  const { id, Id, keyId, clientId, type, created_at, createdOn, last_used, lastUsed, last_four, lastFour, ...rest } = spelled;
  const key: ApiKey = rest;
  const anyId = id ?? Id ?? keyId ?? clientId;
  const createdAt = either(created_at, createdOn);
  const lastUsedAt = either(last_used, lastUsed);
  const lastChars = either(last_four, lastFour);
  if (anyId) key.id = anyId;
  if (type !== undefined) key.type = type === "publishable" ? "public" : type;
  if (createdAt !== undefined) key.createdAt = createdAt;
  if (lastUsedAt !== undefined) key.lastUsedAt = lastUsedAt;
  if (lastChars !== undefined) key.lastFour = lastChars;
  return key;
}

function either<T>(one: T | null | undefined, other: T | null | undefined): T | null | undefined {
  return one ?? (other === undefined ? one : other);
}
