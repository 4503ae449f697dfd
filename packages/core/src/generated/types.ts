// Made from spec/openapi.yaml by `pnpm generate`. Do not edit: edit the spec.

import type { Secret } from "../secret.js";

export interface paths {
    readonly "/oauth2/token": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Exchange credentials for a bearer token
         * Keep the token and share it. All calls can use one token until it expires, ten minutes after it was issued, or until
         * a call is answered 401. The vendor discourages a token for each call.
         *
         * Despite its path, this is not an OAuth 2.0 token endpoint. The request is JSON without `grant_type`. The response has
         * camelCase fields, without `token_type` and `expires_in`. It has a refresh token, but no page says how to use it:
         * exchange the credentials again.
         *
         * Source: https://docs.flexfactor.io/docs/oauth2token and a sandbox recording of 2024-04-04.
         */
        readonly post: operations["exchangeCredentials"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api-keys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Create an API key for a merchant
         * Store `value` at once: the API shows the value of a secret key only in this response.
         *
         * Do not retry a create whose answer was lost: the server cannot tell a retry from a request for a second key. List
         * the merchant's keys instead, and create again only when you know that the key does not exist.
         */
        readonly post: operations["createApiKey"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api-keys/{idOrMid}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Get one key by its id, or list a merchant's keys by mid
         * The vendor documents two operations, `GET /api-keys/{id}` and `GET /api-keys/{mid}`. They have the same path, so they
         * are one operation here: an id gives one key, a mid gives a list. No answer contains the value of a key.
         *
         * Source: https://docs.flexfactor.io/docs/get-an-api-key and https://docs.flexfactor.io/docs/get-list-of-api-keys
         */
        readonly get: operations["getApiKeys"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Delete a key
         * This cannot be undone. No page says whether bearer tokens that were issued with the key stay valid.
         * Source: https://docs.flexfactor.io/docs/delete-an-api-key
         */
        readonly delete: operations["deleteApiKey"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * A partner's credentials. Send them unchanged: base64 with `/`, `=` and even a space has been seen. The sandbox and
         * production have different ones. The field names are from the recording; other samples say `client_id` or `appKey`.
         */
        readonly Credentials: {
            /** The public half. The portal calls it "client id". */
            readonly AppKey: string;
            /** The secret half. Keep it on a server. */
            readonly AppSecret: string;
        };
        /** A bearer token, with the fields around it. Source - the sandbox recording. */
        readonly Token: {
            /**
             * Format: password
             * The bearer token. Absent or null when the exchange was refused.
             */
            readonly accessToken?: (Secret | null) | undefined;
            /**
             * Format: password
             * For getting a new access token; no page says how.
             */
            readonly refreshToken?: (Secret | null) | undefined;
            /**
             * Format: int64
             * When the access token expires, in milliseconds since 1970 by the server's clock: ten minutes after it was issued.
             * Check the value before you use it: the one in the documented sample is years old.
             */
            readonly expires?: (number | null) | undefined;
            /** Who the token was issued to. Usually a GUID, but not in the documented sample. */
            readonly id?: (string | null) | undefined;
            /** Null in the recording; undocumented. */
            readonly session?: (string | null) | undefined;
            /** Null in the recording; undocumented. */
            readonly daysToEnforceMFA?: (number | null) | undefined;
            /** Null in the recording; undocumented. */
            readonly skipAvailable?: (boolean | null) | undefined;
        } & components["schemas"]["Envelope"];
        /**
         * What a key is for. `secret` authenticates and is kept secret, `public` authenticates, `tokenization` is for turning
         * cards into tokens.
         * @enum {string}
         */
        readonly ApiKeyType: "secret" | "public" | "tokenization";
        /**
         * The type of an existing key. The list calls a public key `publishable`. It can be a type that is newer than this document.
         * Source: https://docs.flexfactor.io/docs/get-list-of-api-keys
         */
        readonly ReportedApiKeyType: components["schemas"]["ApiKeyType"] | "publishable" | (string & {}) | null;
        /**
         * What a key may do, like `customers:read`. No page lists the possible values. The field is in the page's sample, but
         * not in its table.
         */
        readonly Scopes: readonly string[];
        /** The merchant's id, like `mid_123456` in samples and a GUID in reality. It is never empty (assumed). */
        readonly Mid: string;
        /** The key to create. An unknown field is refused, so that a misspelt one is noticed before a key is made. */
        readonly CreateApiKey: {
            /** The merchant's id, like `mid_123456` in samples and a GUID in reality. It is never empty (assumed). */
            readonly mid: components["schemas"]["Mid"];
            /**
             * Name or description of the key, without `<` and `>`. No page gives a length limit or says that names are unique. Give
             * each key its own name: if the answer to its create is lost, you can find the key by it.
             */
            readonly name: string;
            /**
             * What a key is for. `secret` authenticates and is kept secret, `public` authenticates, `tokenization` is for turning
             * cards into tokens.
             */
            readonly type: components["schemas"]["ApiKeyType"];
            /**
             * What a key may do, like `customers:read`. No page lists the possible values. The field is in the page's sample, but
             * not in its table.
             */
            readonly scopes?: components["schemas"]["Scopes"] | undefined;
        };
        /**
         * A key, with every spelling of its fields on the vendor's pages. Create and list say `created_at`, get says `createdOn`.
         * Any field can be missing. In a refusal the fields are null.
         */
        readonly ApiKeyRecord: {
            /** The id, as get's sample spells it. The samples of list and create have none. */
            readonly id?: (string | null) | undefined;
            /** The id, as get's table spells it. */
            readonly Id?: (string | null) | undefined;
            /** The id, in a spelling to tolerate. Assumed. */
            readonly keyId?: (string | null) | undefined;
            /** The id, in a spelling to tolerate. Assumed. */
            readonly clientId?: (string | null) | undefined;
            /** The merchant the key belongs to. */
            readonly mid?: (string | null) | undefined;
            /** The name it was created with. */
            readonly name?: (string | null) | undefined;
            /**
             * The type of an existing key. The list calls a public key `publishable`. It can be a type that is newer than this document.
             * Source: https://docs.flexfactor.io/docs/get-list-of-api-keys
             */
            readonly type?: components["schemas"]["ReportedApiKeyType"] | undefined;
            /** What the key may do. */
            readonly scopes?: (components["schemas"]["Scopes"] | null) | undefined;
            /**
             * Format: date-time
             * When it was created, as create and list spell it. Whole seconds in samples, seven decimals in reality.
             */
            readonly created_at?: (string | null) | undefined;
            /**
             * Format: date-time
             * When it was created, as get spells it.
             */
            readonly createdOn?: (string | null) | undefined;
            /**
             * Format: date-time
             * When it was last used, as the list spells it.
             */
            readonly last_used?: (string | null) | undefined;
            /**
             * Format: date-time
             * When it was last used, as get spells it.
             */
            readonly lastUsed?: (string | null) | undefined;
            /** The last four characters of the value, as the list spells it. The sample's differ from the end of its value. */
            readonly last_four?: (string | null) | undefined;
            /** The last four characters of the value, as get spells it. */
            readonly lastFour?: (string | null) | undefined;
        };
        /** A new key with its value, or a refusal with `errors`. */
        readonly CreatedApiKey: {
            /**
             * Format: password
             * The key itself. For a secret key it is visible in this response only. Null in a refusal.
             */
            readonly value?: (Secret | null) | undefined;
            /** What went wrong. Most answers have a list, others have a map from field to messages. */
            readonly errors?: components["schemas"]["Errors"] | undefined;
        } & components["schemas"]["ApiKeyRecord"];
        /** One key, with the envelope's fields. An answer that has `keys` is a list. */
        readonly ApiKeyResponse: components["schemas"]["Envelope"] & components["schemas"]["ApiKeyRecord"];
        /** A merchant's keys. No paging is documented. */
        readonly ApiKeyList: {
            /** Keys, in no documented order. */
            readonly keys: components["schemas"]["ApiKeyRecords"];
        };
        /** Keys, in no documented order. */
        readonly ApiKeyRecords: readonly components["schemas"]["ApiKeyRecord"][];
        /**
         * Fields that many answers have besides their own. A 2xx with `success` false, `status` FAILED or `errors` is a refusal.
         * If the answer also has a secret, `errors` are only warnings.
         * Source: https://docs.flexfactor.io/docs/delete-an-api-key and the sandbox recording.
         */
        readonly Envelope: {
            /** SUCCESS or FAILED, or null, or the HTTP status as a number or a string. Do not rely on it. */
            readonly status?: (string | number | null) | undefined;
            /** False when the request was refused, whatever the HTTP status. */
            readonly success?: (boolean | null) | undefined;
            /** A sentence about what was done. */
            readonly result?: (string | null) | undefined;
            /** Null in reality, a string like "400" on the pages. */
            readonly statusCode?: (string | number | null) | undefined;
            /** What went wrong. Most answers have a list, others have a map from field to messages. */
            readonly errors?: components["schemas"]["Errors"] | undefined;
            /** Empty in every answer that was seen. */
            readonly customProperties?: ({
                readonly [key: string]: string;
            } | null) | undefined;
        };
        /** What went wrong. Most answers have a list, others have a map from field to messages. */
        readonly Errors: readonly (string | components["schemas"]["ErrorTuple"])[] | components["schemas"]["FieldErrors"] | null;
        /**
         * Messages by field. Names of nested fields have dots. `TraceId` is not a field, but the id of the request.
         * Source: https://docs.flexfactor.io/docs/errors
         */
        readonly FieldErrors: {
            readonly [key: string]: readonly string[];
        };
        /** An error of the payment endpoints - message, code, code, flag. Source - the vendor's Node sample client. */
        readonly ErrorTuple: {
            /** The message. */
            readonly item1: string;
            /** A code. */
            readonly item2?: (string | null) | undefined;
            /** A code. */
            readonly item3?: (string | null) | undefined;
            /** Undocumented. */
            readonly item4?: (boolean | null) | undefined;
        };
        /** A refusal, in one of the shapes that were seen or documented. A client has to read them all. */
        readonly Failure: components["schemas"]["ProblemDetails"] | components["schemas"]["FailureEnvelope"] | components["schemas"]["GatewayMessage"] | components["schemas"]["FieldErrors"];
        /**
         * ASP.NET problem details. `status` is a number or a string. If it is a string, the trace id is among the errors.
         * Source: https://docs.flexfactor.io/docs/errors and the fixtures of ActiveMerchant's gateway.
         */
        readonly ProblemDetails: {
            /** The HTTP status. */
            readonly status: number | string;
            /** What went wrong, in general. */
            readonly title?: string | undefined;
            /** The id of the request. */
            readonly traceId?: string | undefined;
            /**
             * Messages by field. Names of nested fields have dots. `TraceId` is not a field, but the id of the request.
             * Source: https://docs.flexfactor.io/docs/errors
             */
            readonly errors: components["schemas"]["FieldErrors"];
        };
        /**
         * The envelope, or only its `errors`. Sometimes the resource's own fields are there too, as null.
         * Source: https://docs.flexfactor.io/docs/delete-a-document and the fixtures of ActiveMerchant's gateway.
         */
        readonly FailureEnvelope: {
            /** A code of the payment endpoints. */
            readonly responseCode?: (string | null) | undefined;
            /** A message of the payment endpoints. */
            readonly responseMessage?: (string | null) | undefined;
        } & WithRequired<components["schemas"]["Envelope"], "errors">;
        /** The body that the gateway in front of the API sends. It does not say what the API did. Assumed from `apigw-requestid`. */
        readonly GatewayMessage: {
            /** The message of the gateway. */
            readonly message: string;
        };
    };
    responses: {
        /** The id is malformed. Assumed, in the documented shape. */
        readonly BadRequest: {
            headers: {
                readonly "apigw-requestid": components["headers"]["RequestId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /** The bearer token is missing, expired or revoked. The request was not carried out. */
        readonly Unauthorized: {
            headers: {
                readonly "apigw-requestid": components["headers"]["RequestId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /**
         * The token is valid, but does not allow this. Partners manage keys, so a merchant's credentials may get this answer.
         * Source: https://docs.flexfactor.io/docs/errors; the body is assumed.
         */
        readonly Forbidden: {
            headers: {
                readonly "apigw-requestid": components["headers"]["RequestId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /**
         * There is no such key. The body is taken from the similar page on documents.
         * Source: https://docs.flexfactor.io/docs/delete-a-document
         */
        readonly NotFound: {
            headers: {
                readonly "apigw-requestid": components["headers"]["RequestId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /** The method is not allowed here. Source https://docs.flexfactor.io/docs/errors */
        readonly MethodNotAllowed: {
            headers: {
                readonly "apigw-requestid": components["headers"]["RequestId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /**
         * Too many requests. By convention, the server refused this one before it processed it. No page mentions a limit; this
         * is what the gateway in front of the API sends. (`apigw-requestid` shows which gateway it is.)
         */
        readonly TooManyRequests: {
            headers: {
                readonly "apigw-requestid": components["headers"]["RequestId"];
                readonly "Retry-After": components["headers"]["RetryAfter"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /**
         * The request failed. The server may have carried it out. The shape of the body is that of another endpoint.
         * Source: https://docs.flexfactor.io/docs/submit-an-application
         */
        readonly InternalServerError: {
            headers: {
                readonly "apigw-requestid": components["headers"]["RequestId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /** The gateway got no usable answer from the API. The API may have carried out the request. */
        readonly BadGateway: {
            headers: {
                readonly "apigw-requestid": components["headers"]["RequestId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /**
         * The API or the gateway is busy. If the body has `success` false and a list of `errors`, and there is a `Retry-After`, the
         * API refused the request before it processed it. Any other body may be the gateway's, and the API may have carried out the
         * request.
         */
        readonly ServiceUnavailable: {
            headers: {
                readonly "apigw-requestid": components["headers"]["RequestId"];
                readonly "Retry-After": components["headers"]["RetryAfter"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /** The gateway stopped waiting for the API. The API may have carried out the request. */
        readonly GatewayTimeout: {
            headers: {
                readonly "apigw-requestid": components["headers"]["RequestId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
    };
    parameters: {
        /**
         * The id of a key (like `key_abc123` in the samples). To list keys, the mid of a merchant (`mid_123456` in the samples, a
         * GUID in reality). It must not be empty, because `DELETE /api-keys/` would address all keys.
         */
        readonly IdOrMid: string;
    };
    requestBodies: never;
    headers: {
        /**
         * The gateway's id of this request. Quote it to support. Source - the sandbox recording of 2024-04-04.
         * @example Vs-twgfMoAMEaEQ=
         */
        readonly RequestId: string;
        /**
         * The time of the answer by the server's clock. `expires` and `created_at` are times of this clock, so compare them with
         * it and not with the local clock. Source - the sandbox recording.
         * @example Fri, 01 Jan 2100 00:05:00 GMT
         */
        readonly Date: string;
        /**
         * The address of the new key, which ends in its id. Assumed, because the page shows no way to learn the id.
         * @example /v1/api-keys/key_abc123
         */
        readonly Location: string;
        /**
         * How long to wait, in seconds, or until which HTTP date (RFC 9110, 10.2.3). Not seen at this API yet.
         * @example 2
         */
        readonly RetryAfter: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly exchangeCredentials: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Credentials"];
            };
        };
        readonly responses: {
            /**
             * A token. With `success: false`, or without `accessToken`, it is a refusal. Clients of the vendor check for the
             * token and not for the status. Source: public clients.
             */
            readonly 200: {
                headers: {
                    readonly "apigw-requestid": components["headers"]["RequestId"];
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Token"];
                };
            };
            /**
             * The credentials are unknown (the sandbox answers 400, not 401), or a field is missing. No recording of the body
             * exists.
             * Source: the remote tests of ActiveMerchant's gateway.
             */
            readonly 400: {
                headers: {
                    readonly "apigw-requestid": components["headers"]["RequestId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalServerError"];
            readonly 502: components["responses"]["BadGateway"];
            readonly 503: components["responses"]["ServiceUnavailable"];
            readonly 504: components["responses"]["GatewayTimeout"];
        };
    };
    readonly createApiKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["CreateApiKey"];
            };
        };
        readonly responses: {
            /**
             * The key. With `errors` and without `value`, it is a refusal. Without both, the key exists, and its value is lost.
             * The page gives no status, neither for a created key nor for a refusal, so 200 and 201 are both accepted.
             */
            readonly 200: {
                headers: {
                    readonly "apigw-requestid": components["headers"]["RequestId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            /** The key. The page lists 201 for all operations. Source https://docs.flexfactor.io/docs/errors */
            readonly 201: {
                headers: {
                    readonly "apigw-requestid": components["headers"]["RequestId"];
                    readonly Location: components["headers"]["Location"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            /** A field is missing or wrong. Nothing was created. */
            readonly 400: {
                headers: {
                    readonly "apigw-requestid": components["headers"]["RequestId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"] | components["schemas"]["CreatedApiKey"];
                };
            };
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            /**
             * A conflict. For keys it is not documented. At other endpoints it means that a request is still in progress.
             * Source: https://docs.flexfactor.io/docs/errors
             */
            readonly 409: {
                headers: {
                    readonly "apigw-requestid": components["headers"]["RequestId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalServerError"];
            readonly 502: components["responses"]["BadGateway"];
            readonly 503: components["responses"]["ServiceUnavailable"];
            readonly 504: components["responses"]["GatewayTimeout"];
        };
    };
    readonly getApiKeys: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * The id of a key (like `key_abc123` in the samples). To list keys, the mid of a merchant (`mid_123456` in the samples, a
                 * GUID in reality). It must not be empty, because `DELETE /api-keys/` would address all keys.
                 */
                readonly idOrMid: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** A key, or a merchant's keys. The status is not documented. */
            readonly 200: {
                headers: {
                    readonly "apigw-requestid": components["headers"]["RequestId"];
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ApiKeyList"] | components["schemas"]["ApiKeyRecords"] | components["schemas"]["ApiKeyResponse"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalServerError"];
            readonly 502: components["responses"]["BadGateway"];
            readonly 503: components["responses"]["ServiceUnavailable"];
            readonly 504: components["responses"]["GatewayTimeout"];
        };
    };
    readonly deleteApiKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * The id of a key (like `key_abc123` in the samples). To list keys, the mid of a merchant (`mid_123456` in the samples, a
                 * GUID in reality). It must not be empty, because `DELETE /api-keys/` would address all keys.
                 */
                readonly idOrMid: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** Deleted. With `success` false, it is a refusal. */
            readonly 200: {
                headers: {
                    readonly "apigw-requestid": components["headers"]["RequestId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Envelope"];
                };
            };
            /** Accepted. No page shows this status. */
            readonly 202: {
                headers: {
                    readonly "apigw-requestid": components["headers"]["RequestId"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** Deleted, without a body. Source https://docs.flexfactor.io/docs/errors */
            readonly 204: {
                headers: {
                    readonly "apigw-requestid": components["headers"]["RequestId"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalServerError"];
            readonly 502: components["responses"]["BadGateway"];
            readonly 503: components["responses"]["ServiceUnavailable"];
            readonly 504: components["responses"]["GatewayTimeout"];
        };
    };
}
type WithRequired<T, K extends keyof T> = T & {
    [P in K]-?: T[P];
};
