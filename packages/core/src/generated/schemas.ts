// Made from spec/openapi.yaml by `pnpm generate`. Do not edit: edit the spec.

import type { components } from "./types.js";

/**
 * A partner's credentials. They are opaque: base64 with `/`, `=` and even a space has been seen. They differ between
 * sandbox and production. The names are those of the recording; other samples spell them `client_id` or `appKey`.
 */
export type Credentials = components["schemas"]["Credentials"];
/**
 * A bearer token and what comes with it. Source - the sandbox recording.
 */
export type Token = components["schemas"]["Token"];
/**
 * What a key is for. `secret` authenticates and is kept secret, `public` authenticates, `tokenization` is for tokenizing
 * cards.
 */
export type ApiKeyType = components["schemas"]["ApiKeyType"];
/**
 * The type of an existing key. The list calls a public key `publishable`. May be a type that is newer than this document.
 * Source: https://docs.flexfactor.io/docs/get-list-of-api-keys
 */
export type ReportedApiKeyType = components["schemas"]["ReportedApiKeyType"];
/**
 * What a key may do, like `customers:read`. The vocabulary is not documented, and the field is in the page's sample but not
 * in its table.
 */
export type Scopes = components["schemas"]["Scopes"];
/**
 * The merchant's id. `mid_123456` in samples, a GUID in reality. That it is not empty is assumed.
 */
export type Mid = components["schemas"]["Mid"];
/**
 * The key to create. A misspelt field is refused, lest a key be made without what it asked for.
 */
export type CreateApiKey = components["schemas"]["CreateApiKey"];
/**
 * A key in every spelling that the vendor's pages use. Create and list say `created_at`, get says `createdOn`; any field can
 * be missing, and a refusal sends them as null.
 */
export type ApiKeyRecord = components["schemas"]["ApiKeyRecord"];
/**
 * A new key with its value, or what was wrong.
 */
export type CreatedApiKey = components["schemas"]["CreatedApiKey"];
/**
 * One key, beside the envelope's fields. An answer with `keys` is a list.
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
 * The fields that many answers carry beside their own. A 2xx with `success` false, `status` FAILED or `errors` is a refusal;
 * but `errors` beside a secret only warn.
 * Source: https://docs.flexfactor.io/docs/delete-an-api-key and the sandbox recording.
 */
export type Envelope = components["schemas"]["Envelope"];
/**
 * What went wrong. A list in most answers, a map from field to messages in others.
 */
export type Errors = components["schemas"]["Errors"];
/**
 * Messages by field. Nested fields are dotted. `TraceId` among them is not a field but the id of the request.
 * Source: https://docs.flexfactor.io/docs/errors
 */
export type FieldErrors = components["schemas"]["FieldErrors"];
/**
 * An error of the payment endpoints - message, code, code, flag. Source - the vendor's Node sample client.
 */
export type ErrorTuple = components["schemas"]["ErrorTuple"];
/**
 * A refusal, in one of the shapes that were seen or documented. Read them all; rely on none.
 */
export type Failure = components["schemas"]["Failure"];
/**
 * ASP.NET problem details. `status` is a number, or a string, in which case the trace id is among the errors.
 * Source: https://docs.flexfactor.io/docs/errors and the fixtures of ActiveMerchant's gateway.
 */
export type ProblemDetails = components["schemas"]["ProblemDetails"];
/**
 * The envelope, or only its `errors`, at times beside the resource's own fields as null.
 * Source: https://docs.flexfactor.io/docs/delete-a-document and the fixtures of ActiveMerchant's gateway.
 */
export type FailureEnvelope = components["schemas"]["FailureEnvelope"];
/**
 * The body of the gateway in front of the API. It says nothing about what the API did. Assumed from `apigw-requestid`.
 */
export type GatewayMessage = components["schemas"]["GatewayMessage"];
