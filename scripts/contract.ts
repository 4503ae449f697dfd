// The contract matrix: every operation × status × named example of the spec is one cell, and every cell is one test, which calls
// a public method and asserts its value or its error. A cell without an expectation fails and is named; so does an expectation
// whose cell is no longer in the spec. The tests say what the spec's examples come to, so that a changed example or header fails.
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { type CallOptions, type Client, createClient, isFlexFactorError, Secret } from "@flexfactor/core";
import { operationTable } from "@flexfactor/core/internal";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Prism, startPrism } from "./prism.ts";
import { type Cell, cellsOf, type Examples, operationsOf, readSpec, SPEC_FILE, type SpecOperation } from "./spec.ts";

/** What a refusal must become: the `code` of the error, what became of the request, and every sentence of the example. */
export interface Refusal {
  code: string;
  outcome: string;
  messages: string[];
  fields?: Record<string, string[]>;
  retryAfterMs?: number;
}

/** What an operation's cell must come to. `value` asserts the resolved value. */
export type Expectation =
  | { refusal: Refusal }
  | { value: (value: unknown, cell: Cell) => void; call?: (client: Client, options: CallOptions) => Promise<unknown> };

interface Contract {
  tag: string;
  /** The public method behind each operation, called so that the request is valid. */
  calls: Record<string, (client: Client, options: CallOptions) => Promise<unknown>>;
  /** By cell: `createApiKey 201 created`. */
  cells: Record<string, Expectation>;
}

// `spec:mutate` names a folder of changed specs here: each of them gets all the tests, under the name of its file.
const folder = process.env["CONTRACT_SPECS"];
const specFiles = folder ? readdirSync(folder).map((name) => join(folder, name)) : [SPEC_FILE];

/** Declares one test per cell of the tag. */
export function contract(given: Contract): void {
  for (const specFile of specFiles) describe(basename(specFile), () => declare(specFile, given));
}

function declare(specFile: string, { tag, calls, cells }: Contract): void {
  let prism: Prism;
  beforeAll(async () => {
    prism = await startPrism(specFile);
  });
  afterAll(() => prism.close());

  const found = cellsOf(specFile).filter((cell) => cell.tag === tag);
  const operations = operationsOf(readSpec(specFile)).filter((operation) => operation.tag === tag);
  for (const operation of operations)
    for (const cell of found.filter(({ operationId }) => operationId === operation.operationId))
      test(cell.name, async () => {
        const expectation = cells[cell.name];
        if (!expectation) throw new Error(`No expectation for the cell \`${cell.name}\` of the spec.`);
        const call = ("call" in expectation ? expectation.call : undefined) ?? calls[cell.operationId];
        if (!call) throw new Error(`No public method for ${cell.operationId}.`);
        const requestIds = new Set<string | undefined>();
        const client = createClient({
          baseUrl: prism.url,
          auth: "example-token",
          fetch: asking(cell, operation),
          maxAttempts: 1,
          onEvent: ({ requestId }) => requestIds.add(requestId),
        });
        const settled = await call(client, {}).then(
          (value) => ({ value }),
          (error: unknown) => ({ error }),
        );
        if ("value" in expectation) {
          if ("error" in settled) throw settled.error;
          expectation.value(settled.value, cell);
        } else {
          if (!("error" in settled)) throw new Error(`${cell.name} did not fail.`);
          const { error } = settled;
          if (!isFlexFactorError(error)) throw error;
          const facts = { status: cell.status, requestId: REQUEST_ID, attempts: 1, fields: {} };
          expect(error).toMatchObject({ ...facts, ...expectation.refusal });
        }
        expect([...requestIds]).toEqual([REQUEST_ID]);
      });
  // Prism drops all validation of a body whose schema it cannot compile, silently: this is the canary.
  for (const { operationId, method, path, operation } of operations)
    if (operation.requestBody)
      test(`${operationId}: Prism refuses a broken body`, async () => {
        const headers = { authorization: "Bearer example-token", "content-type": "application/json" };
        const response = await fetch(prism.url + path, { method, headers, body: "[]" });
        // In a header beside the documented 400 or 422, or in the body of its own 422 when there is none.
        const violations = response.headers.get("sl-violations") ?? (await response.text());
        expect(violations).toMatch(/"location":\["(request",")?body"/);
      });

  test("has no expectation for a cell that the spec does not have", () => {
    expect(Object.keys(cells).filter((name) => !found.some((cell) => cell.name === name))).toEqual([]);
  });
}

/** Every response of the spec has this id in its example. */
const REQUEST_ID = "Vs-twgfMoAMEaEQ=";

// Asks Prism for the cell, and makes sure that the request itself was a valid one, made of the spec's own examples: Prism answers
// an invalid request with the spec's own 4xx example, which would look like a cell that works.
function asking({ status, example, operationId }: Cell, { path, parameters, operation }: SpecOperation): typeof fetch {
  const values = (given: Examples = {}): unknown[] => Object.values(given).map(({ value }) => value);
  const bodies = values(operation.requestBody?.content?.["application/json"]?.examples);
  const examples = new Map(parameters.map(({ name, examples }) => [name, examples ? values(examples).join("|") : "[^/]+"]));
  const address = new RegExp(`^${path.replace(/\{(.*?)\}/g, (_, name) => `(${examples.get(name)})`)}$`);
  return async (url, init) => {
    const headers = new Headers(init?.headers);
    headers.set("prefer", `code=${status}${example ? `, example=${example}` : ""}`);
    const body = init?.body ? await new Response(init.body).text() : undefined;
    if (body !== undefined) expect(bodies, `the body is an example of ${operationId}`).toContainEqual(JSON.parse(body));
    expect(new URL(String(url)).pathname).toMatch(address);
    const response = await fetch(url, { ...init, headers, ...(body !== undefined && { body }) });
    expect(response.headers.get("sl-violations"), `${operationId} breaks the spec`).toBeNull();
    expect(response.status).toBe(status);
    return response;
  };
}

/** The value is the example itself, with a `Secret` for each secret. */
export const asDocumented: Expectation = {
  value(value, { operationId, value: example }) {
    const rows: { id: string; secrets?: readonly string[] }[] = Object.values(operationTable);
    const secrets = rows.find(({ id }) => id === operationId)?.secrets ?? [];
    // Read from its holder, because `JSON.stringify` gives a replacer what `toJSON` made of a field.
    function reveal(this: Record<string, unknown>, name: string): unknown {
      const field = this[name];
      return field instanceof Secret ? field.reveal() : field;
    }
    function redact(name: string, field: unknown): unknown {
      return secrets.includes(name) && typeof field === "string" ? "[redacted]" : field;
    }
    const json = (from: unknown, replacer?: typeof redact): unknown => JSON.parse(JSON.stringify(from, replacer) ?? "null");
    expect(json(value)).toEqual(json(example, redact));
    expect(json(value, reveal)).toEqual(json(example));
  },
};

/** The refusals that operations have in common. */
export function commonRefusals(operationId: string, lost: { code: string; outcome: string }): Record<string, Expectation> {
  const refused = (code: string, message: string): Expectation => ({
    refusal: { code, outcome: "rejected", messages: [message] },
  });
  const failed = (message: string): Refusal => ({ ...lost, messages: [message] });
  const busy = { code: "server", outcome: "rejected", messages: ["Try again later."], retryAfterMs: 2000 };
  const throttled = { code: "rate_limit", outcome: "rejected", messages: ["Too Many Requests"], retryAfterMs: 2000 };
  return {
    [`${operationId} 401 invalidToken`]: refused("authentication", "Authentication failed. Invalid bearer token."),
    [`${operationId} 403 denied`]: refused("permission", "Access denied."),
    [`${operationId} 405 notAllowed`]: refused("validation", "Method Not Allowed"),
    [`${operationId} 429 throttled`]: { refusal: throttled },
    [`${operationId} 500 envelope`]: { refusal: failed("Something went wrong.") },
    [`${operationId} 502 gateway`]: { refusal: failed("Bad Gateway") },
    [`${operationId} 503 busy`]: { refusal: busy },
    [`${operationId} 503 gateway`]: { refusal: { ...failed("Service Unavailable"), retryAfterMs: 2000 } },
    [`${operationId} 504 gateway`]: { refusal: failed("Endpoint request timed out") },
  };
}
