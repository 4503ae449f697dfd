// The mutants of core that may survive because they only make it slower.
import type { Survivor } from "./survivors.ts";

export const onlySlower: Survivor[] = [
  {
    file: "core/src/secret-fields.ts",
    becomes: ["if (true) texts.add(secret);"],
    reason: "it keeps secrets that are not needed",
  },
  {
    file: "core/src/secret-fields.ts",
    becomes: ["if (!isObject(data) && Array.isArray(data)) return;"],
    reason: "it looks for the names of secrets in a list, too, which has no names",
  },
  {
    file: "core/src/problems.ts",
    becomes: ["const beginning = name;"],
    reason: "a problem shows only the beginning of a name anyway",
  },
  {
    file: "core/src/thrown.ts",
    becomes: ['const [whole] = text.slice(0, maxLength).match(/.*[\\s"\'`()[\\]{}<>,]/s) ?? [""];'],
    reason: "the search starts again at each character, and finds the same",
  },
  {
    file: "core/src/body.ts",
    becomes: ["const isTooLarge = false || new TextEncoder().encode(text).length > MAX_BODY_BYTES;"],
    reason: "it encodes a text whose length says already that it is too large",
  },
  {
    file: "core/src/call.ts",
    becomes: ["const needsRequestId = true;"],
    reason: "without an error or a hook, nobody reads the id of the request",
  },
  {
    file: "core/src/headers.ts",
    becomes: ["if (false) break;", "const names = Object.keys(given);"],
    reason: "`notSentError` reports at most twenty problems anyway, and more than a thousand headers are refused anyway",
  },
  {
    file: "core/src/known-secrets.ts",
    becomes: [
      "if (true) kept = undefined;",
      "return true ? createRedactor(others, kept.prepared) : kept.redactor;",
      "return others.length >= 0 ? createRedactor(others, kept.prepared) : kept.redactor;",
    ],
    reason: "it prepares the same secrets again, or makes the same redactor again",
  },
  {
    file: "core/src/problems.ts",
    becomes: ["if (places.length > MAX_PROBLEMS) break;", "if (false) break;"],
    reason: "`problemsOf` reports at most twenty anyway",
  },
  {
    file: "core/src/redact.ts",
    becomes: ["if (given.length + shared.secrets.length > MAX_SECRETS || areTooLong([])) return redactAll;"],
    reason: "they are counted again after they were prepared",
  },
  {
    file: "core/src/quotation.ts",
    becomes: [
      "return characters >= MAX_FORM_CHARACTERS || forms.some((form) => ofSecrets.some((windows) => sharesWindow(form, windows)));",
    ],
    reason: "the limit is only one of time, so one character more or less does not matter",
  },
  {
    file: "core/src/quotation.ts",
    becomes: ["return { text: text, window };"],
    reason: "a long secret of characters that NFKC makes longer takes half as long again",
  },
  {
    file: "core/src/redact.ts",
    becomes: [
      "const short = known;",
      "const short = known.filter(({ length }) => true);",
      "const short = known.filter(({ length }) => length <= WINDOW);",
      "if (true) latest = { text, maxLength, line: redact(text, maxLength) };",
    ],
    reason: "the long secrets are looked for twice, or the same text is redacted again",
  },
  {
    file: "core/src/secret-fields.ts",
    becomes: ["if (false) for (const item of each) isObject(item) && rest.push(item);"],
    reason: "the next line reads a list like an object, which takes five times as long",
  },
  {
    file: "core/src/secret-fields.ts",
    becomes: ["if (false) return;"],
    reason: "a text and a number have no fields with secrets",
  },
  {
    file: "core/src/secret-fields.ts",
    becomes: ['return name.replace(/[^a-zA-Z0-9]/g, "").toLowerCase();'],
    reason: "it removes separators in a row one by one",
  },
  {
    file: "api-keys/src/complete-list.ts",
    becomes: ["if (Array.isArray(fields) && fields.length >= MAX_FIELDS) return true;", "if (false) return true;"],
    reason: "the next lines read such a list like an object, which takes Bun long",
  },
];
