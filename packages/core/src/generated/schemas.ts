// Made from spec/openapi.yaml by `pnpm generate`. Do not edit: edit the spec.

import type { components } from "./types.js";

/**
 * A partner's credentials. Send them unchanged: base64 with `/`, `=` and even a space has been seen. The sandbox and
 * production have different ones. The field names are from the recording; other samples say `client_id` or `appKey`.
 */
export type Credentials = components["schemas"]["Credentials"];
/**
 * A bearer token, with the fields around it. Source - the sandbox recording.
 */
export type Token = components["schemas"]["Token"];
/**
 * What a key is for. `secret` authenticates and is kept secret, `public` authenticates, `tokenization` is for turning
 * cards into tokens.
 */
export type ApiKeyType = components["schemas"]["ApiKeyType"];
/**
 * The type of an existing key. The list calls a public key `publishable`. It can be a type that is newer than this document.
 * Source: https://docs.flexfactor.io/docs/get-list-of-api-keys
 */
export type ReportedApiKeyType = components["schemas"]["ReportedApiKeyType"];
/**
 * What a key may do, like `customers:read`. No page lists the possible values. The field is in the page's sample, but
 * not in its table.
 */
export type Scopes = components["schemas"]["Scopes"];
/**
 * The merchant's id, like `mid_123456` in samples and a GUID in reality. It is never empty (assumed).
 */
export type Mid = components["schemas"]["Mid"];
/**
 * The key to create. An unknown field is refused, so that a misspelt one is noticed before a key is made.
 */
export type CreateApiKey = components["schemas"]["CreateApiKey"];
/**
 * A key, with every spelling of its fields on the vendor's pages. Create and list say `created_at`, get says `createdOn`.
 * Any field can be missing. In a refusal the fields are null.
 */
export type ApiKeyRecord = components["schemas"]["ApiKeyRecord"];
/**
 * A new key with its value, or a refusal with `errors`.
 */
export type CreatedApiKey = components["schemas"]["CreatedApiKey"];
/**
 * One key, with the envelope's fields. An answer that has `keys` is a list.
 */
export type ApiKeyResponse = components["schemas"]["ApiKeyResponse"];
/**
 * A merchant's keys. No paging is documented.
 */
export type ApiKeyList = components["schemas"]["ApiKeyList"];
/**
 * Keys, in no documented order.
 */
export type ApiKeyRecords = components["schemas"]["ApiKeyRecords"];
/**
 * Fields that many answers have besides their own. A 2xx with `success` false, `status` FAILED or `errors` is a refusal.
 * If the answer also has a secret, `errors` are only warnings.
 * Source: https://docs.flexfactor.io/docs/delete-an-api-key and the sandbox recording.
 */
export type Envelope = components["schemas"]["Envelope"];
/**
 * What went wrong. Most answers have a list, others have a map from field to messages.
 */
export type Errors = components["schemas"]["Errors"];
/**
 * Messages by field. Names of nested fields have dots. `TraceId` is not a field, but the id of the request.
 * Source: https://docs.flexfactor.io/docs/errors
 */
export type FieldErrors = components["schemas"]["FieldErrors"];
/**
 * An error of the payment endpoints - message, code, code, flag. Source - the vendor's Node sample client.
 */
export type ErrorTuple = components["schemas"]["ErrorTuple"];
/**
 * A refusal, in one of the shapes that were seen or documented. A client has to read them all.
 */
export type Failure = components["schemas"]["Failure"];
/**
 * ASP.NET problem details. `status` is a number or a string. If it is a string, the trace id is among the errors.
 * Source: https://docs.flexfactor.io/docs/errors and the fixtures of ActiveMerchant's gateway.
 */
export type ProblemDetails = components["schemas"]["ProblemDetails"];
/**
 * The envelope, or only its `errors`. Sometimes the resource's own fields are there too, as null.
 * Source: https://docs.flexfactor.io/docs/delete-a-document and the fixtures of ActiveMerchant's gateway.
 */
export type FailureEnvelope = components["schemas"]["FailureEnvelope"];
/**
 * The body that the gateway in front of the API sends. It does not say what the API did. Assumed from `apigw-requestid`.
 */
export type GatewayMessage = components["schemas"]["GatewayMessage"];
