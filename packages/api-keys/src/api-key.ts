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

/**
 * One shape out of the spellings of create, get and list, without the envelope around it, whose `errors` may quote a secret; `id`
 * when it has none of its own.
 */
export function toApiKey(record: ApiKeyRecord & Envelope, id?: string): ApiKey {
  const { status, success, result, statusCode, errors, customProperties, ...fields } = record;
  const { id: own, Id, keyId, clientId, type, created_at, createdOn, last_used, lastUsed, last_four, lastFour, ...rest } = fields;
  const anyId = own || Id || keyId || clientId || id;
  const key: ApiKey = anyId ? { id: anyId, ...rest } : rest;
  const give = <Name extends keyof ApiKey>(name: Name, value: ApiKey[Name]): void => {
    if (value !== undefined) key[name] = value;
  };
  give("type", type === "publishable" ? "public" : type);
  give("createdAt", createdOn === undefined ? created_at : createdOn);
  give("lastUsedAt", lastUsed === undefined ? last_used : lastUsed);
  give("lastFour", lastFour === undefined ? last_four : lastFour);
  return key;
}
