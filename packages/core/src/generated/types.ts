// Made from spec/openapi.yaml by `pnpm generate`. Do not edit: edit the spec.

import type { Secret } from "../secret.js";

export interface paths {
    "/oauth2/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
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
        post: operations["exchangeCredentials"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create an API key for a merchant
         * Keep `value` at once: for a secret key it is visible in this response and never again.
         *
         * Never send it again when the answer is lost: nothing tells a repeat from a second key. List the merchant's keys
         * instead, and create anew once it is known that there is none.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys/{idOrMid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one key by its id, or list a merchant's keys by mid
         * The vendor documents two operations, `GET /api-keys/{id}` and `GET /api-keys/{mid}`. They are one path, so this is
         * one operation: the answer tells which was meant. The value of a key is never in it.
         *
         * Source: https://docs.flexfactor.io/docs/get-an-api-key and https://docs.flexfactor.io/docs/get-list-of-api-keys
         */
        get: operations["getApiKeys"];
        put?: never;
        post?: never;
        /**
         * Delete a key
         * It cannot be undone. What becomes of bearer tokens issued with the key is not documented.
         * Source: https://docs.flexfactor.io/docs/delete-an-api-key
         */
        delete: operations["deleteApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * A partner's credentials. They are opaque: base64 with `/`, `=` and even a space has been seen. They differ between
         * sandbox and production. The names are those of the recording; other samples spell them `client_id` or `appKey`.
         */
        Credentials: {
            /** The public half, "client id" in the portal. */
            AppKey: string;
            /** The secret half. Server side only. */
            AppSecret: string;
        };
        /** A bearer token and what comes with it. Source - the sandbox recording. */
        Token: {
            /**
             * Format: password
             * The bearer token. Absent or null when the exchange was refused.
             */
            accessToken?: Secret | null;
            /**
             * Format: password
             * Said to obtain a new access token; no page says how.
             */
            refreshToken?: Secret | null;
            /**
             * Format: int64
             * When the access token ends, in milliseconds since 1970 by the server's clock; ten minutes after it was issued. The
             * documented sample is years past, so do not trust it blindly.
             */
            expires?: number | null;
            /** Who the token was issued to. Usually a GUID; the documented sample is not. */
            id?: string | null;
            /** Null in the recording; undocumented. */
            session?: string | null;
            /** Null in the recording; undocumented. */
            daysToEnforceMFA?: number | null;
            /** Null in the recording; undocumented. */
            skipAvailable?: boolean | null;
        } & components["schemas"]["Envelope"];
        /**
         * What a key is for. `secret` authenticates and is kept secret, `public` authenticates, `tokenization` is for tokenizing
         * cards.
         * @enum {string}
         */
        ApiKeyType: "secret" | "public" | "tokenization";
        /**
         * The type of an existing key. The list calls a public key `publishable`. May be a type that is newer than this document.
         * Source: https://docs.flexfactor.io/docs/get-list-of-api-keys
         */
        ReportedApiKeyType: components["schemas"]["ApiKeyType"] | "publishable" | (string & {}) | null;
        /**
         * What a key may do, like `customers:read`. The vocabulary is not documented, and the field is in the page's sample but not
         * in its table.
         */
        Scopes: string[];
        /** The merchant's id. `mid_123456` in samples, a GUID in reality. That it is not empty is assumed. */
        Mid: string;
        /** The key to create. A misspelt field is refused, lest a key be made without what it asked for. */
        CreateApiKey: {
            /** The merchant's id. `mid_123456` in samples, a GUID in reality. That it is not empty is assumed. */
            mid: components["schemas"]["Mid"];
            /**
             * Name or description of the key, without `<` and `>`. No length limit is documented, nor that it is unique; a name of
             * its own for each key is what lets a lost create be found again.
             */
            name: string;
            /**
             * What a key is for. `secret` authenticates and is kept secret, `public` authenticates, `tokenization` is for tokenizing
             * cards.
             */
            type: components["schemas"]["ApiKeyType"];
            /**
             * What a key may do, like `customers:read`. The vocabulary is not documented, and the field is in the page's sample but not
             * in its table.
             */
            scopes?: components["schemas"]["Scopes"];
        };
        /**
         * A key in every spelling that the vendor's pages use. Create and list say `created_at`, get says `createdOn`; any field can
         * be missing, and a refusal sends them as null.
         */
        ApiKeyRecord: {
            /** The id, as get's sample spells it. Neither the list nor create's sample has one. */
            id?: string | null;
            /** The id, as get's table spells it. */
            Id?: string | null;
            /** The id, in a spelling to tolerate. Assumed. */
            keyId?: string | null;
            /** The id, in a spelling to tolerate. Assumed. */
            clientId?: string | null;
            /** The merchant the key belongs to. */
            mid?: string | null;
            /** The name it was created with. */
            name?: string | null;
            /**
             * The type of an existing key. The list calls a public key `publishable`. May be a type that is newer than this document.
             * Source: https://docs.flexfactor.io/docs/get-list-of-api-keys
             */
            type?: components["schemas"]["ReportedApiKeyType"];
            /** What the key may do. */
            scopes?: components["schemas"]["Scopes"] | null;
            /**
             * Format: date-time
             * When it was created, as create and list spell it. Seconds in samples, seven fraction digits in reality.
             */
            created_at?: string | null;
            /**
             * Format: date-time
             * When it was created, as get spells it.
             */
            createdOn?: string | null;
            /**
             * Format: date-time
             * When it was last used, as the list spells it.
             */
            last_used?: string | null;
            /**
             * Format: date-time
             * When it was last used, as get spells it.
             */
            lastUsed?: string | null;
            /** The last four characters of the value, as the list spells it. The sample's do not match the sample's value. */
            last_four?: string | null;
            /** The last four characters of the value, as get spells it. */
            lastFour?: string | null;
        };
        /** A new key with its value, or what was wrong. */
        CreatedApiKey: {
            /**
             * Format: password
             * The key itself. For a secret key it is visible in this response only. Null in a refusal.
             */
            value?: Secret | null;
            /** What went wrong. A list in most answers, a map from field to messages in others. */
            errors?: components["schemas"]["Errors"];
        } & components["schemas"]["ApiKeyRecord"];
        /** One key, beside the envelope's fields. An answer with `keys` is a list. */
        ApiKeyResponse: components["schemas"]["Envelope"] & components["schemas"]["ApiKeyRecord"];
        /** A merchant's keys. No paging is documented. */
        ApiKeyList: {
            /** Keys, in no documented order. */
            keys: components["schemas"]["ApiKeyRecords"];
        };
        /** Keys, in no documented order. */
        ApiKeyRecords: components["schemas"]["ApiKeyRecord"][];
        /**
         * The fields that many answers carry beside their own. A 2xx with `success` false, `status` FAILED or `errors` is a refusal;
         * but `errors` beside a secret only warn.
         * Source: https://docs.flexfactor.io/docs/delete-an-api-key and the sandbox recording.
         */
        Envelope: {
            /** SUCCESS or FAILED; elsewhere null, or the HTTP status as a number or a string. Not to be relied on. */
            status?: string | number | null;
            /** False when it was refused, whatever the HTTP status. */
            success?: boolean | null;
            /** A sentence about what was done. */
            result?: string | null;
            /** Null in reality, a string like "400" in the pages. */
            statusCode?: string | number | null;
            /** What went wrong. A list in most answers, a map from field to messages in others. */
            errors?: components["schemas"]["Errors"];
            /** Empty wherever it was seen. */
            customProperties?: {
                [key: string]: string;
            } | null;
        };
        /** What went wrong. A list in most answers, a map from field to messages in others. */
        Errors: (string | components["schemas"]["ErrorTuple"])[] | components["schemas"]["FieldErrors"] | null;
        /**
         * Messages by field. Nested fields are dotted. `TraceId` among them is not a field but the id of the request.
         * Source: https://docs.flexfactor.io/docs/errors
         */
        FieldErrors: {
            [key: string]: string[];
        };
        /** An error of the payment endpoints - message, code, code, flag. Source - the vendor's Node sample client. */
        ErrorTuple: {
            /** The message. */
            item1: string;
            /** A code. */
            item2?: string | null;
            /** A code. */
            item3?: string | null;
            /** Undocumented. */
            item4?: boolean | null;
        };
        /** A refusal, in one of the shapes that were seen or documented. Read them all; rely on none. */
        Failure: components["schemas"]["ProblemDetails"] | components["schemas"]["FailureEnvelope"] | components["schemas"]["GatewayMessage"] | components["schemas"]["FieldErrors"];
        /**
         * ASP.NET problem details. `status` is a number, or a string, in which case the trace id is among the errors.
         * Source: https://docs.flexfactor.io/docs/errors and the fixtures of ActiveMerchant's gateway.
         */
        ProblemDetails: {
            /** The HTTP status. */
            status: number | string;
            /** What went wrong, in general. */
            title?: string;
            /** The id of the request. */
            traceId?: string;
            /**
             * Messages by field. Nested fields are dotted. `TraceId` among them is not a field but the id of the request.
             * Source: https://docs.flexfactor.io/docs/errors
             */
            errors: components["schemas"]["FieldErrors"];
        };
        /**
         * The envelope, or only its `errors`, at times beside the resource's own fields as null.
         * Source: https://docs.flexfactor.io/docs/delete-a-document and the fixtures of ActiveMerchant's gateway.
         */
        FailureEnvelope: {
            /** A code of the payment endpoints. */
            responseCode?: string | null;
            /** A message of the payment endpoints. */
            responseMessage?: string | null;
        } & WithRequired<components["schemas"]["Envelope"], "errors">;
        /** The body of the gateway in front of the API. It says nothing about what the API did. Assumed from `apigw-requestid`. */
        GatewayMessage: {
            /** What the gateway has to say. */
            message: string;
        };
    };
    responses: {
        /** The id is not one. Assumed, in the documented shape. */
        BadRequest: {
            headers: {
                "apigw-requestid": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** The bearer token is missing, expired or revoked. The request was not carried out. */
        Unauthorized: {
            headers: {
                "apigw-requestid": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /**
         * The token is good and does not allow this. Keys are a partner's business, so a merchant's credentials may end here.
         * Source: https://docs.flexfactor.io/docs/errors; the body is assumed.
         */
        Forbidden: {
            headers: {
                "apigw-requestid": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /**
         * There is no such key. The body is that of the twin page on documents.
         * Source: https://docs.flexfactor.io/docs/delete-a-document
         */
        NotFound: {
            headers: {
                "apigw-requestid": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** The method is not allowed here. Source https://docs.flexfactor.io/docs/errors */
        MethodNotAllowed: {
            headers: {
                "apigw-requestid": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /**
         * Too many requests; by convention refused before processing. No page mentions a limit: this is what the gateway in
         * front of the API (told by `apigw-requestid`) sends.
         */
        TooManyRequests: {
            headers: {
                "apigw-requestid": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /**
         * It failed, and nothing says how far it got. The shape is that of another endpoint.
         * Source: https://docs.flexfactor.io/docs/submit-an-application
         */
        InternalServerError: {
            headers: {
                "apigw-requestid": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** The gateway got no usable answer from the API. Whether the request was carried out is not known. */
        BadGateway: {
            headers: {
                "apigw-requestid": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /**
         * Not now. In the API's own words and with a `Retry-After` it was refused before processing; in a gateway's words it may
         * have been carried out.
         */
        ServiceUnavailable: {
            headers: {
                "apigw-requestid": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** The gateway stopped waiting for the API. Whether the request was carried out is not known. */
        GatewayTimeout: {
            headers: {
                "apigw-requestid": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
    };
    parameters: {
        /**
         * The id of a key (samples look like `key_abc123`) or, to list, the mid of a merchant (`mid_123456` in samples, a GUID in
         * reality). Opaque. Never empty: `DELETE /api-keys/` would address the collection.
         */
        IdOrMid: string;
    };
    requestBodies: never;
    headers: {
        /**
         * The gateway's id of this request, worth quoting to support. Source - the sandbox recording of 2024-04-04.
         * @example Vs-twgfMoAMEaEQ=
         */
        RequestId: string;
        /**
         * The server's clock when it answered. `expires` and `created_at` are times of this clock, so a life or an age is
         * measured against it and not against ours. Source - the sandbox recording.
         * @example Fri, 01 Jan 2100 00:05:00 GMT
         */
        Date: string;
        /**
         * The address of the new key, ending in its id. Assumed; the page shows no way to learn the id.
         * @example /v1/api-keys/key_abc123
         */
        Location: string;
        /**
         * How long to wait, in seconds or as an HTTP date (RFC 9110, 10.2.3). Not seen at this API yet.
         * @example 2
         */
        RetryAfter: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    exchangeCredentials: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /**
             * A token, or, with `success: false` or without `accessToken`, a refusal. Clients of the vendor test for the
             * token rather than for the status. Source: public clients.
             */
            200: {
                headers: {
                    "apigw-requestid": components["headers"]["RequestId"];
                    Date: components["headers"]["Date"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /**
             * Unknown credentials (the sandbox answers 400, not 401) or a missing field. Its body was never recorded.
             * Source: the remote tests of ActiveMerchant's gateway.
             */
            400: {
                headers: {
                    "apigw-requestid": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateApiKey"];
            };
        };
        responses: {
            /**
             * The key, or, with `errors` and no `value`, a refusal. Without either, a key whose value is lost. The page does not give
             * the status of a created key, nor that of a refusal; 200 and 201 are both tolerated.
             */
            200: {
                headers: {
                    "apigw-requestid": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            /** The key. 201 is listed for all operations. Source https://docs.flexfactor.io/docs/errors */
            201: {
                headers: {
                    "apigw-requestid": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            /** A field is missing or wrong; nothing was created. */
            400: {
                headers: {
                    "apigw-requestid": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] | components["schemas"]["CreatedApiKey"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            /**
             * A conflict; undocumented for keys. Elsewhere a request that is still in progress.
             * Source: https://docs.flexfactor.io/docs/errors
             */
            409: {
                headers: {
                    "apigw-requestid": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    getApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The id of a key (samples look like `key_abc123`) or, to list, the mid of a merchant (`mid_123456` in samples, a GUID in
                 * reality). Opaque. Never empty: `DELETE /api-keys/` would address the collection.
                 */
                idOrMid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** A key, or a merchant's keys. Its status is not documented. */
            200: {
                headers: {
                    "apigw-requestid": components["headers"]["RequestId"];
                    Date: components["headers"]["Date"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyList"] | components["schemas"]["ApiKeyRecords"] | components["schemas"]["ApiKeyResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    deleteApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The id of a key (samples look like `key_abc123`) or, to list, the mid of a merchant (`mid_123456` in samples, a GUID in
                 * reality). Opaque. Never empty: `DELETE /api-keys/` would address the collection.
                 */
                idOrMid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** Deleted, or, with `success` false, refused. */
            200: {
                headers: {
                    "apigw-requestid": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope"];
                };
            };
            /** Accepted. Tolerated; no page shows it. */
            202: {
                headers: {
                    "apigw-requestid": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** Deleted, without a body. Source https://docs.flexfactor.io/docs/errors */
            204: {
                headers: {
                    "apigw-requestid": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
}
type WithRequired<T, K extends keyof T> = T & {
    [P in K]-?: T[P];
};
