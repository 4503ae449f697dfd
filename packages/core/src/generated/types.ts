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
         * Keep the token and share it: one token serves every call until it ends, ten minutes after it was issued, or until a
         * call is answered 401. Asking for a token per call is discouraged.
         *
         * Despite its path this is not an OAuth 2.0 token endpoint: JSON in, no `grant_type`; camelCase out, no `token_type`
         * and no `expires_in`. A refresh token is returned, but nothing says how to use it: exchange the credentials again.
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
         * Keep `value` at once: for a secret key it is visible in this response and never again.
         *
         * Never send it again when the answer is lost: nothing tells a repeat from a second key. List the merchant's keys
         * instead, and create anew once it is known that there is none.
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
         * The vendor documents two operations, `GET /api-keys/{id}` and `GET /api-keys/{mid}`. They are one path, so this is
         * one operation: the answer tells which was meant. The value of a key is never in it.
         *
         * Source: https://docs.flexfactor.io/docs/get-an-api-key and https://docs.flexfactor.io/docs/get-list-of-api-keys
         */
        readonly get: operations["getApiKeys"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Delete a key
         * It cannot be undone. What becomes of bearer tokens issued with the key is not documented.
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
         * A partner's credentials. They are opaque: base64 with `/`, `=` and even a space has been seen. They differ between
         * sandbox and production. The names are those of the recording; other samples spell them `client_id` or `appKey`.
         */
        readonly Credentials: {
            /** The public half, "client id" in the portal. */
            readonly AppKey: string;
            /** The secret half. Server side only. */
            readonly AppSecret: string;
        };
        /** A bearer token and what comes with it. Source - the sandbox recording. */
        readonly Token: {
            /**
             * Format: password
             * The bearer token. Absent or null when the exchange was refused.
             */
            readonly accessToken?: (Secret | null) | undefined;
            /**
             * Format: password
             * Said to obtain a new access token; no page says how.
             */
            readonly refreshToken?: (Secret | null) | undefined;
            /**
             * Format: int64
             * When the access token ends, in milliseconds since 1970 by the server's clock; ten minutes after it was issued. The
             * documented sample is years past, so do not trust it blindly.
             */
            readonly expires?: (number | null) | undefined;
            /** Who the token was issued to. Usually a GUID; the documented sample is not. */
            readonly id?: (string | null) | undefined;
            /** Null in the recording; undocumented. */
            readonly session?: (string | null) | undefined;
            /** Null in the recording; undocumented. */
            readonly daysToEnforceMFA?: (number | null) | undefined;
            /** Null in the recording; undocumented. */
            readonly skipAvailable?: (boolean | null) | undefined;
        } & components["schemas"]["Envelope"];
        /**
         * What a key is for. `secret` authenticates and is kept secret, `public` authenticates, `tokenization` is for tokenizing
         * cards.
         * @enum {string}
         */
        readonly ApiKeyType: "secret" | "public" | "tokenization";
        /**
         * The type of an existing key. The list calls a public key `publishable`. May be a type that is newer than this document.
         * Source: https://docs.flexfactor.io/docs/get-list-of-api-keys
         */
        readonly ReportedApiKeyType: components["schemas"]["ApiKeyType"] | "publishable" | (string & {}) | null;
        /**
         * What a key may do, like `customers:read`. The vocabulary is not documented, and the field is in the page's sample but not
         * in its table.
         */
        readonly Scopes: readonly string[];
        /** The merchant's id. `mid_123456` in samples, a GUID in reality. That it is not empty is assumed. */
        readonly Mid: string;
        /** The key to create. A misspelt field is refused, lest a key be made without what it asked for. */
        readonly CreateApiKey: {
            /** The merchant's id. `mid_123456` in samples, a GUID in reality. That it is not empty is assumed. */
            readonly mid: components["schemas"]["Mid"];
            /**
             * Name or description of the key, without `<` and `>`. No length limit is documented, nor that it is unique; a name of
             * its own for each key is what lets a lost create be found again.
             */
            readonly name: string;
            /**
             * What a key is for. `secret` authenticates and is kept secret, `public` authenticates, `tokenization` is for tokenizing
             * cards.
             */
            readonly type: components["schemas"]["ApiKeyType"];
            /**
             * What a key may do, like `customers:read`. The vocabulary is not documented, and the field is in the page's sample but not
             * in its table.
             */
            readonly scopes?: components["schemas"]["Scopes"] | undefined;
        };
        /**
         * A key in every spelling that the vendor's pages use. Create and list say `created_at`, get says `createdOn`; any field can
         * be missing, and a refusal sends them as null.
         */
        readonly ApiKeyRecord: {
            /** The id, as get's sample spells it. Neither the list nor create's sample has one. */
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
             * The type of an existing key. The list calls a public key `publishable`. May be a type that is newer than this document.
             * Source: https://docs.flexfactor.io/docs/get-list-of-api-keys
             */
            readonly type?: components["schemas"]["ReportedApiKeyType"] | undefined;
            /** What the key may do. */
            readonly scopes?: (components["schemas"]["Scopes"] | null) | undefined;
            /**
             * Format: date-time
             * When it was created, as create and list spell it. Seconds in samples, seven fraction digits in reality.
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
            /** The last four characters of the value, as the list spells it. The sample's do not match the sample's value. */
            readonly last_four?: (string | null) | undefined;
            /** The last four characters of the value, as get spells it. */
            readonly lastFour?: (string | null) | undefined;
        };
        /** A new key with its value, or what was wrong. */
        readonly CreatedApiKey: {
            /**
             * Format: password
             * The key itself. For a secret key it is visible in this response only. Null in a refusal.
             */
            readonly value?: (Secret | null) | undefined;
            /** What went wrong. A list in most answers, a map from field to messages in others. */
            readonly errors?: components["schemas"]["Errors"] | undefined;
        } & components["schemas"]["ApiKeyRecord"];
        /** One key, beside the envelope's fields. An answer with `keys` is a list. */
        readonly ApiKeyResponse: components["schemas"]["Envelope"] & components["schemas"]["ApiKeyRecord"];
        /** A merchant's keys. No paging is documented. */
        readonly ApiKeyList: {
            /** Keys, in no documented order. */
            readonly keys: components["schemas"]["ApiKeyRecords"];
        };
        /** Keys, in no documented order. */
        readonly ApiKeyRecords: readonly components["schemas"]["ApiKeyRecord"][];
        /**
         * The fields that many answers carry beside their own. A 2xx with `success` false, `status` FAILED or `errors` is a refusal;
         * but `errors` beside a secret only warn.
         * Source: https://docs.flexfactor.io/docs/delete-an-api-key and the sandbox recording.
         */
        readonly Envelope: {
            /** SUCCESS or FAILED; elsewhere null, or the HTTP status as a number or a string. Not to be relied on. */
            readonly status?: (string | number | null) | undefined;
            /** False when it was refused, whatever the HTTP status. */
            readonly success?: (boolean | null) | undefined;
            /** A sentence about what was done. */
            readonly result?: (string | null) | undefined;
            /** Null in reality, a string like "400" in the pages. */
            readonly statusCode?: (string | number | null) | undefined;
            /** What went wrong. A list in most answers, a map from field to messages in others. */
            readonly errors?: components["schemas"]["Errors"] | undefined;
            /** Empty wherever it was seen. */
            readonly customProperties?: ({
                readonly [key: string]: string;
            } | null) | undefined;
        };
        /** What went wrong. A list in most answers, a map from field to messages in others. */
        readonly Errors: readonly (string | components["schemas"]["ErrorTuple"])[] | components["schemas"]["FieldErrors"] | null;
        /**
         * Messages by field. Nested fields are dotted. `TraceId` among them is not a field but the id of the request.
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
        /** A refusal, in one of the shapes that were seen or documented. Read them all; rely on none. */
        readonly Failure: components["schemas"]["ProblemDetails"] | components["schemas"]["FailureEnvelope"] | components["schemas"]["GatewayMessage"] | components["schemas"]["FieldErrors"];
        /**
         * ASP.NET problem details. `status` is a number, or a string, in which case the trace id is among the errors.
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
             * Messages by field. Nested fields are dotted. `TraceId` among them is not a field but the id of the request.
             * Source: https://docs.flexfactor.io/docs/errors
             */
            readonly errors: components["schemas"]["FieldErrors"];
        };
        /**
         * The envelope, or only its `errors`, at times beside the resource's own fields as null.
         * Source: https://docs.flexfactor.io/docs/delete-a-document and the fixtures of ActiveMerchant's gateway.
         */
        readonly FailureEnvelope: {
            /** A code of the payment endpoints. */
            readonly responseCode?: (string | null) | undefined;
            /** A message of the payment endpoints. */
            readonly responseMessage?: (string | null) | undefined;
        } & WithRequired<components["schemas"]["Envelope"], "errors">;
        /** The body of the gateway in front of the API. It says nothing about what the API did. Assumed from `apigw-requestid`. */
        readonly GatewayMessage: {
            /** What the gateway has to say. */
            readonly message: string;
        };
    };
    responses: {
        /** The id is not one. Assumed, in the documented shape. */
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
         * The token is good and does not allow this. Keys are a partner's business, so a merchant's credentials may end here.
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
         * There is no such key. The body is that of the twin page on documents.
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
         * Too many requests; by convention refused before processing. No page mentions a limit: this is what the gateway in
         * front of the API (told by `apigw-requestid`) sends.
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
         * It failed, and nothing says how far it got. The shape is that of another endpoint.
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
        /** The gateway got no usable answer from the API. Whether the request was carried out is not known. */
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
         * Not now. In the API's own words and with a `Retry-After` it was refused before processing; in a gateway's words it may
         * have been carried out.
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
        /** The gateway stopped waiting for the API. Whether the request was carried out is not known. */
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
         * The id of a key (samples look like `key_abc123`) or, to list, the mid of a merchant (`mid_123456` in samples, a GUID in
         * reality). Opaque. Never empty: `DELETE /api-keys/` would address the collection.
         */
        readonly IdOrMid: string;
    };
    requestBodies: never;
    headers: {
        /**
         * The gateway's id of this request, worth quoting to support. Source - the sandbox recording of 2024-04-04.
         * @example Vs-twgfMoAMEaEQ=
         */
        readonly RequestId: string;
        /**
         * The server's clock when it answered. `expires` and `created_at` are times of this clock, so a life or an age is
         * measured against it and not against ours. Source - the sandbox recording.
         * @example Fri, 01 Jan 2100 00:05:00 GMT
         */
        readonly Date: string;
        /**
         * The address of the new key, ending in its id. Assumed; the page shows no way to learn the id.
         * @example /v1/api-keys/key_abc123
         */
        readonly Location: string;
        /**
         * How long to wait, in seconds or as an HTTP date (RFC 9110, 10.2.3). Not seen at this API yet.
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
             * A token, or, with `success: false` or without `accessToken`, a refusal. Clients of the vendor test for the
             * token rather than for the status. Source: public clients.
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
             * Unknown credentials (the sandbox answers 400, not 401) or a missing field. Its body was never recorded.
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
             * The key, or, with `errors` and no `value`, a refusal. Without either, a key whose value is lost. The page does not give
             * the status of a created key, nor that of a refusal; 200 and 201 are both tolerated.
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
            /** The key. 201 is listed for all operations. Source https://docs.flexfactor.io/docs/errors */
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
            /** A field is missing or wrong; nothing was created. */
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
             * A conflict; undocumented for keys. Elsewhere a request that is still in progress.
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
                 * The id of a key (samples look like `key_abc123`) or, to list, the mid of a merchant (`mid_123456` in samples, a GUID in
                 * reality). Opaque. Never empty: `DELETE /api-keys/` would address the collection.
                 */
                readonly idOrMid: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** A key, or a merchant's keys. Its status is not documented. */
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
                 * The id of a key (samples look like `key_abc123`) or, to list, the mid of a merchant (`mid_123456` in samples, a GUID in
                 * reality). Opaque. Never empty: `DELETE /api-keys/` would address the collection.
                 */
                readonly idOrMid: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** Deleted, or, with `success` false, refused. */
            readonly 200: {
                headers: {
                    readonly "apigw-requestid": components["headers"]["RequestId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Envelope"];
                };
            };
            /** Accepted. Tolerated; no page shows it. */
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
