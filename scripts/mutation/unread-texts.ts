// The mutants of core that may survive because nothing depends on the text that they put in.
import type { Survivor } from "./survivors.ts";

export const unreadTexts: Survivor[] = [
  {
    file: "core/src/attempt.ts",
    becomes: [
      'const reason = describeThrown(thrown, redactor(["Stryker was here"])) || undefined;',
      'const requestId = () => redactor(["Stryker was here"])(headers.get("apigw-requestid")) || undefined;',
    ],
    reason: "no text quotes this secret",
  },
  {
    file: "core/src/attempt.ts",
    becomes: ['if (ok && secrets.inFields) nameSecrets(data, operation.secrets ?? ["Stryker was here"]);'],
    reason: "no answer contains a field of this name",
  },
  {
    file: "core/src/call-error.ts",
    becomes: ['function happened({ status, reason, messages = ["Stryker was here"] }: ErrorFacts): string {'],
    reason: "the facts of a refusal always have a list of messages, and those of an unusable answer have a reason",
  },
  {
    file: "core/src/call-state.ts",
    becomes: [
      'export function redactorOf({ connection, secrets }: Call, found: Iterable<string> = ["Stryker was here"]): Redact {',
    ],
    reason: "no text quotes this secret",
  },
  {
    file: "core/src/client.ts",
    becomes: ['middleware: ["Stryker was here"],'],
    reason: "openapi-fetch ignores a middleware that has no functions",
  },
  {
    file: "core/src/client.ts",
    becomes: ['const redact = connection.knownSecrets.redactor(["Stryker was here"]);'],
    reason: "no message has this text",
  },
  {
    file: "core/src/judge.ts",
    becomes: [
      'function hasSecret({ secrets = ["Stryker was here"] }: Pick<Operation, "secrets">, body: JsonObject): boolean {',
      'const { secrets = ["Stryker was here"] } = operation;',
    ],
    reason: "no answer has a field of this name",
  },
  {
    file: "core/src/known-secrets.ts",
    becomes: ['return { prepared, redactor: createRedactor(["Stryker was here"], prepared) };'],
    reason: "no message has this text",
  },
  {
    file: "core/src/problems.ts",
    becomes: ['const [closest = ["Stryker was here"], another] = forms.filter((_, index) => distances[index] === least);'],
    reason: "there is always a closest form; the compiler needs the default",
  },
  {
    file: "core/src/quotation.ts",
    becomes: ['const runs = text.match(/[0-9a-f]{16,}/g) ?? ["Stryker was here"];'],
    reason: "one more text is searched, and it contains no secret",
  },
  {
    file: "core/src/retry-after.ts",
    becomes: [
      'const value = headers.get("retry-after") ?? "Stryker was here!";',
      'const date = (headers.get("date") ?? "Stryker was here!").replace(/ \\d{4}$/, "$& GMT");',
    ],
    reason: "this text is neither a number nor a date, like a missing header",
  },
  {
    file: "core/src/thrown.ts",
    becomes: ['if (!cause) return "Stryker was here!";', 'if (false) return "";'],
    reason: "there is always a cause, if only an empty one; the compiler needs the check",
  },
  {
    file: "core/src/thrown.ts",
    becomes: ['return redact(wholeWords(message, MAX_MESSAGE_LENGTH), Infinity) ?? "Stryker was here!";'],
    reason: "a redactor returns a text for every text; the compiler needs the other value",
  },
  {
    file: "core/src/judge.ts",
    becomes: ['const isPage = /\\bhtml\\b/i.test(head.headers.get("content-type") ?? "Stryker was here!");'],
    reason: "it is no page either",
  },
];
