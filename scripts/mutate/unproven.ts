// Changes of the spec that may be lost, each with its reason. `spec:mutate` fails on a reason that is no longer needed.

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
    reason: "of an exchange, auth uses only the token and its life",
  },
  {
    operator: "example changed",
    places: inExamples("token|documented|created", "errors"),
    reason: "`errors` beside a secret are only warnings, and are not passed on, because they may quote the secret",
  },
  {
    operator: "example changed",
    places: inExamples("failed|denied|envelope|busy|tuples|refused", "status|success|result|statusCode|customProperties"),
    reason: "the rest of a refusal's envelope repeats the HTTP status and `errors`; unit tests check each of these fields alone",
  },
  {
    operator: "example changed",
    places: inExamples("key|keyAsInTheTable|deleted", "status|result"),
    reason: "the envelope's `status` and `result` are not part of a key, and a delete returns nothing",
  },
  {
    operator: "example changed",
    places: inExamples("refused|nullFields", "accessToken|type|name|value|scopes|created_at"),
    reason: "these fields of a refusal belong to the refused object, and are not read",
  },
  {
    operator: "example changed",
    places: inExamples("missingField|problemDetails|stringStatus|modelState", "(errors/)?(TraceId/0|traceId)"),
    reason: "the request id in the header is used before the one in the body",
  },
  {
    operator: "example changed",
    places: inExamples("problemDetails|stringStatus|tuples", "status|title|response(Code|Message)|errors/0/item[234]"),
    reason: "`errors` has the messages, so the fields beside it are not read",
  },
  {
    operator: "constraint added",
    places: /\/(session|daysToEnforceMFA|keyId|clientId|additionalProperties)\/max|Envelope\/properties\/status(Code)?\/maximum$/,
    reason: "no example breaks this limit, and the packages do not check answers: a limit must never make them lose a new key",
  },
  {
    operator: "constraint added",
    places: /(ReportedApiKeyType\/anyOf\/2|ProblemDetails\/properties\/status)\/maxLength$/,
    reason: "another alternative accepts the values that this one refuses",
  },
  {
    operator: "format removed",
    places: /\/(expires|created_at|createdOn|last_used|lastUsed)$/,
    reason: "dates and numbers of answers are passed on unchanged; `spec:review` reports the change",
  },
  {
    operator: "header made required",
    places: /^components\/headers\//,
    reason: "the packages read an answer without its headers, too",
  },
  {
    operator: "security made optional",
    places: /\/security$/,
    reason: "a token is sent even where it is optional; `spec:review` reports the change",
  },
  {
    operator: "allOf nested",
    places: /ApiKeyResponse\/allOf$/,
    reason: "the nested schema means the same",
  },
  {
    operator: "minLength removed",
    places: /IdOrMid\/schema$/,
    reason: "the packages refuse an empty part of a path, whatever the spec says",
  },
];
