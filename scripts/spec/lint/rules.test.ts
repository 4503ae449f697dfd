import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Document, parseDocument } from "yaml";
import { SPEC_FILE } from "../spec.ts";

const root = join(import.meta.dirname, "../../..");
const CREATE = "paths /api-keys post";
const KEY = "components schemas CreatedApiKey";
const PLAIN = { description: "Changed.", type: "string" };

// Changes of a copy of the spec, and the rule that must report each. Spaces separate the keys of a place; `undefined` removes the value.
const BREAKS: [title: string, rule: string, place: string, value: unknown][] = [
  ["a default that its schema refuses", "sdk/values-match-schema", "components schemas Mid default", ""],
  [
    "a default that a referenced schema refuses",
    "sdk/values-match-schema",
    "components schemas CreateApiKey properties type",
    { description: "Changed.", allOf: [{ $ref: "#/components/schemas/ApiKeyType" }], default: "private" },
  ],
  ["a header example of the wrong type", "sdk/values-match-schema", "components headers RequestId example", 5],
  [
    "a named header example of the wrong format",
    "sdk/values-match-schema",
    "components headers Date",
    { description: "Changed.", schema: { type: "string", format: "date-time" }, examples: { soon: { value: "soon" } } },
  ],
  [
    "a header example in a response itself",
    "sdk/values-match-schema",
    `${CREATE} responses 409 headers X-Count`,
    { description: "New.", schema: { type: "integer" }, example: "many" },
  ],
  [
    "an example that its schema refuses",
    "no-invalid-media-type-examples",
    "components responses NotFound content application/json examples unknownKey value",
    { errors: 5 },
  ],
  [
    "an example with more items than its schema allows",
    "sdk/values-match-schema",
    "components schemas ApiKeyRecords maxItems",
    1,
  ],
  [
    "an example whose items its schema wants to differ",
    "sdk/values-match-schema",
    `${CREATE} requestBody content application/json`,
    {
      schema: { type: "array", items: { type: "string" }, uniqueItems: true },
      examples: { twice: { value: ["customers:read", "customers:read"] } },
    },
  ],
  [
    "a plain value where a key has a secret one",
    "sdk/can-be-generated",
    "components schemas GatewayMessage properties value",
    PLAIN,
  ],
  [
    "a list of keys that is not a list",
    "no-invalid-media-type-examples",
    "paths /api-keys/{idOrMid} get responses 200 content application/json examples list value keys",
    "nonsense",
  ],
  [
    "a form, which generate refuses",
    "sdk/can-be-generated",
    `${CREATE} requestBody content multipart/form-data`,
    { schema: PLAIN },
  ],
  ["a cookie, which generate refuses", "sdk/can-be-generated", "components parameters IdOrMid in", "cookie"],
  [
    "an enum of another type, which generate refuses",
    "sdk/can-be-generated",
    "components schemas ApiKeyType enum",
    ["secret", 5],
  ],
  ["a parameter example that its schema refuses", "no-invalid-parameter-examples", "components parameters IdOrMid example", ""],
  ["a schema example that its schema refuses", "no-invalid-schema-examples", "components schemas Mid examples", [""]],
  ["an operationId with a hyphen", "rule/operation-id-camel-case", `${CREATE} operationId`, "create-api-key"],
  ["an operationId with a capital", "rule/operation-id-camel-case", `${CREATE} operationId`, "CreateApiKey"],
  ["no operationId", "rule/operation-id-camel-case", `${CREATE} operationId`, undefined],
  ["two tags", "sdk/one-tag", `${CREATE} tags`, ["api-keys", "auth"]],
  ["no tag", "sdk/one-tag", `${CREATE} tags`, undefined],
  ["a tag without a package", "sdk/tag-has-package", `${CREATE} tags`, ["keys"]],
  ["a POST without x-retry", "rule/post-says-retry", `${CREATE} x-retry`, undefined],
  ["a POST with an unknown x-retry", "rule/post-says-retry", `${CREATE} x-retry`, "sometimes"],
  [
    "a token without format: password",
    "sdk/secrets-are-passwords",
    "components schemas Token properties accessToken format",
    undefined,
  ],
  [
    "a secret without format: password",
    "sdk/secrets-are-passwords",
    "components schemas Credentials properties AppSecret format",
    undefined,
  ],
  ["a key's value without format: password", "sdk/secrets-are-passwords", `${KEY} properties value format`, undefined],
  [
    "a secret by reference, without format: password",
    "sdk/secrets-are-passwords",
    "components schemas Token properties sessionToken",
    { $ref: "#/components/schemas/Mid" },
  ],
  ["a schema without description", "sdk/described", "components schemas Scopes description", undefined],
  ["a schema with an empty description", "sdk/described", "components schemas Scopes description", ""],
  ["a property without description", "sdk/described", `${KEY} properties value description`, undefined],
  [
    "a status without a named example",
    "sdk/named-example",
    `${CREATE} responses 409 content application/json examples`,
    undefined,
  ],
  [
    "a shared response without a named example",
    "sdk/named-example",
    "components responses NotFound content application/json examples",
    {},
  ],
  ["a secured operation without a 401", "sdk/secured-has-401", `${CREATE} responses 401`, undefined],
  [
    "a discriminator without mapping",
    "rule/discriminator-has-mapping",
    "components schemas Failure discriminator",
    { propertyName: "status" },
  ],
  ["a closed response", "sdk/open-responses", "components schemas GatewayMessage additionalProperties", false],
  ["a response closed by unevaluatedProperties", "sdk/open-responses", `${KEY} unevaluatedProperties`, false],
  [
    "a closed request schema that a response uses too",
    "sdk/open-responses",
    `${CREATE} responses 201 content application/json schema`,
    { anyOf: [{ $ref: "#/components/schemas/CreatedApiKey" }, { $ref: "#/components/schemas/CreateApiKey" }] },
  ],
  ["a misspelt x-retry", "sdk/known-extensions", `${CREATE} x-retries`, "never"],
  ["a misspelt x-environment", "sdk/known-extensions", "servers 0 x-enviroment", "sandbox"],
  ["a misspelt x-lifetime-ms", "sdk/known-extensions", "components schemas Token properties expires x-lifetime", 600000],
  ["a known key in a place where no tool reads it", "sdk/known-extensions", "paths /api-keys x-retry", "never"],
  ["an x- key of another tool", "sdk/known-extensions", "info x-logo", { url: "logo.svg" }],
  ["an x- key among the paths", "sdk/known-extensions", "paths x-internal", true],
];

// Changes that no rule may report.
const HARMLESS: [title: string, place: string, value: unknown][] = [
  ["the spec as it is", "info version", "1.0.1"],
  [
    "a header whose name begins with x-",
    `${CREATE} responses 409 headers x-count`,
    { description: "New.", schema: { type: "integer" } },
  ],
  ["a field whose name begins with x-", "components schemas GatewayMessage properties x-code", PLAIN],
  ["a default and a header example that fit", "components schemas Mid default", "mid_1"],
  ["an open operation without a 401", "paths /oauth2/token post responses 401", undefined],
  ["a count of tokens", "components schemas Token properties tokens", { description: "How many.", type: "integer" }],
  ["a name that only begins like the name of a secret", "components schemas GatewayMessage properties values", PLAIN],
  [
    "the example of a parameter of a path",
    "paths /oauth2/token parameters",
    [{ name: "X-Trace", in: "header", description: "New.", schema: { type: "string", minLength: 1 }, example: "trace_1" }],
  ],
  ["a 204, which has no content", `${CREATE} responses 204`, { description: "Nothing." }],
];

const copies = [
  ...BREAKS.map(([, , place, value]) => ({ place, value })),
  ...HARMLESS.map(([, place, value]) => ({ place, value })),
];
const folder = mkdtempSync(join(tmpdir(), "lint-"));
const rulesOf = new Map<number, string[]>();
const saidOf = new Map<number, string>();

// One run of Redocly for all copies, because it takes longer to start than to lint.
beforeAll(() => {
  const text = readFileSync(SPEC_FILE, "utf8");
  const files = copies.map(({ place, value }, index) => {
    const file = join(folder, `${index}.yaml`);
    writeFileSync(file, String(changed(parseDocument(text), place.split(" "), value)));
    return file;
  });
  const { stdout, stderr } = spawnSync(
    join(root, "node_modules/.bin/redocly"),
    ["lint", ...files, "--config", join(root, "spec/redocly.yaml"), "--format", "checkstyle", "--max-problems", "1000"],
    { encoding: "utf8", env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" } },
  );
  expect(stderr).toContain(`${copies.length - 1}.yaml: validated`);
  for (const [, file = "", problems = ""] of stdout.matchAll(/<file name="(.*?)">(.*?)<\/file>/gs)) {
    const index = Number.parseInt(basename(file), 10);
    saidOf.set(index, problems);
    rulesOf.set(
      index,
      [...problems.matchAll(/source="(.*?)"/g)].map(([, rule = ""]) => rule),
    );
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

function changed(document: Document, place: string[], value: unknown): Document {
  if (value !== undefined) document.setIn(place, document.createNode(value));
  else if (!document.deleteIn(place)) throw new Error(`The spec has no ${place.join(" ")}.`);
  return document;
}

describe("spec:lint", () => {
  for (const [index, [title, rule]] of BREAKS.entries())
    test(`${rule} finds ${title}`, () => {
      expect(rulesOf.get(index)).toContain(rule);
    });
  test("only warns of a tag without a package, and names the command that makes the package", () => {
    const said = saidOf.get(BREAKS.findIndex(([title]) => title === "a tag without a package"));
    expect(said).toContain("pnpm new:resource keys");
    expect(said).toContain('severity="warning"');
    expect(said).not.toContain('severity="error"');
  });
  for (const [index, [title]] of HARMLESS.entries())
    test(`accepts ${title}`, () => {
      expect(rulesOf.get(BREAKS.length + index)).toBeUndefined();
    });
});
