// Changes of the spec that nothing notices, and why that is right. `spec:mutate` fails on a reason that is no longer needed.

export interface Reason {
  operator: string;
  places: RegExp;
  reason: string;
}

const inExamples = (names: string, fields: string): RegExp => new RegExp(`/examples/(${names})/value/(${fields})$`);

export const unproven: Reason[] = [
  {
    operator: "example changed",
    places: inExamples("token|documented", "refreshToken|id|session|result|status|statusCode|customProperties"),
    reason: "auth hands on nothing of an exchange but the token and its life",
  },
  {
    operator: "example changed",
    places: inExamples("token|documented|created", "errors"),
    reason: "`errors` beside a secret only warn, and are not passed on: they may quote it",
  },
  {
    operator: "example changed",
    places: inExamples("failed|denied|envelope|busy|tuples|refused", "status|success|result|statusCode|customProperties"),
    reason:
      "the rest of a refusal's envelope says again what the HTTP status and `errors` say; unit tests take one sign at a time",
  },
  {
    operator: "example changed",
    places: inExamples("key|keyAsInTheTable|deleted", "status|result"),
    reason: "the envelope's `status` and `result` are no part of a key, and nothing comes of a delete",
  },
  {
    operator: "example changed",
    places: inExamples("refused|nullFields", "accessToken|type|name|value|scopes|created_at"),
    reason: "a refusal has the fields of what it refused to give, and they are not read",
  },
  {
    operator: "example changed",
    places: inExamples("missingField|problemDetails|stringStatus|modelState", "(errors/)?(TraceId/0|traceId)"),
    reason: "the request id of the header goes before the one in the body",
  },
  {
    operator: "example changed",
    places: inExamples("problemDetails|stringStatus|tuples", "status|title|response(Code|Message)|errors/0/item[234]"),
    reason: "`errors` has the sentences; what is beside them is not read then",
  },
  {
    operator: "constraint added",
    places: /\/(session|daysToEnforceMFA|keyId|clientId|additionalProperties)\/max|Envelope\/properties\/status(Code)?\/maximum$/,
    reason:
      "no example has a value there that the limit refuses, and answers are not checked: a key that was made is never lost to a limit",
  },
  {
    operator: "constraint added",
    places: /(ReportedApiKeyType\/anyOf\/2|ProblemDetails\/properties\/status)\/maxLength$/,
    reason: "another alternative takes the values that this one refuses",
  },
  {
    operator: "format removed",
    places: /\/(expires|created_at|createdOn|last_used|lastUsed)$/,
    reason: "dates and numbers of answers are handed on as they are; `spec:review` reports the change",
  },
  {
    operator: "header made required",
    places: /^components\/headers\//,
    reason: "an answer is read with or without its headers",
  },
  {
    operator: "security made optional",
    places: /\/security$/,
    reason: "a token is sent where one may be sent; `spec:review` reports the change",
  },
  {
    operator: "allOf nested",
    places: /ApiKeyResponse\/allOf$/,
    reason: "it means the same",
  },
  {
    operator: "minLength removed",
    places: /IdOrMid\/schema$/,
    reason: "no part of a path may be empty, whatever the spec says",
  },
];
