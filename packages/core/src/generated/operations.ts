// Made from spec/openapi.yaml by `pnpm generate`. Do not edit: edit the spec.

/** The version of the packages, for the User-Agent. */
export const version = "0.0.0" as const;

/** The servers of the spec: name to base URL. */
export const environments = {
  "sandbox": "https://api-sandbox.flexfactor.io/v1",
  "production": "https://api.flexfactor.io/v1",
  "sandbox-flex-charge": "https://api-sandbox.flex-charge.com/v1",
  "production-flex-charge": "https://api.flex-charge.com/v1"
} as const;

/** The values of each enum of the spec. */
export const enums = {
  "ApiKeyType": [
    "secret",
    "public",
    "tokenization"
  ]
} as const;

/** What the connection needs to know of each operation of the spec. */
export const operationTable = {
  "exchangeCredentials": {
    "method": "POST",
    "path": "/oauth2/token",
    "tag": "auth",
    "retry": "safe",
    "secured": false,
    "success": [
      200
    ],
    "bodiless": false,
    "sentSecrets": [
      "AppSecret"
    ],
    "secrets": [
      "accessToken",
      "refreshToken"
    ],
    "lifetimeMs": 600000,
    "body": {
      "type": "object",
      "required": [
        "AppKey",
        "AppSecret"
      ],
      "properties": {
        "AppKey": {
          "type": "string",
          "minLength": 1
        },
        "AppSecret": {
          "type": "string",
          "minLength": 1
        }
      }
    }
  },
  "createApiKey": {
    "method": "POST",
    "path": "/api-keys",
    "tag": "api-keys",
    "retry": "never",
    "secured": true,
    "success": [
      200,
      201
    ],
    "bodiless": false,
    "sentSecrets": [],
    "secrets": [
      "value"
    ],
    "body": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "mid",
        "name",
        "type"
      ],
      "properties": {
        "mid": {
          "type": "string",
          "minLength": 1
        },
        "name": {
          "type": "string",
          "pattern": "^[^<>]*$"
        },
        "type": {
          "type": "string",
          "enum": [
            "secret",
            "public",
            "tokenization"
          ]
        },
        "scopes": {
          "type": "array",
          "items": {
            "type": "string"
          }
        }
      }
    }
  },
  "getApiKeys": {
    "method": "GET",
    "path": "/api-keys/{idOrMid}",
    "tag": "api-keys",
    "retry": "safe",
    "secured": true,
    "success": [
      200
    ],
    "bodiless": false,
    "sentSecrets": [],
    "secrets": [],
    "pathParams": {
      "type": "object",
      "required": [
        "idOrMid"
      ],
      "properties": {
        "idOrMid": {
          "type": "string",
          "minLength": 1
        }
      },
      "additionalProperties": false
    }
  },
  "deleteApiKey": {
    "method": "DELETE",
    "path": "/api-keys/{idOrMid}",
    "tag": "api-keys",
    "retry": "safe",
    "secured": true,
    "success": [
      200,
      202,
      204
    ],
    "bodiless": true,
    "sentSecrets": [],
    "secrets": [],
    "pathParams": {
      "type": "object",
      "required": [
        "idOrMid"
      ],
      "properties": {
        "idOrMid": {
          "type": "string",
          "minLength": 1
        }
      },
      "additionalProperties": false
    }
  }
} as const;
