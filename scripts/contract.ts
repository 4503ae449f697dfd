// The contract matrix: every operation × status × named example of the spec is one cell, and every cell is one test, which calls
// a public method and asserts its value or its error. A cell without an expectation fails and is named; so does an expectation
// whose cell is no longer in the spec.
import type { CallOptions, Client } from "@flexfactor/core";
import { createClient, isFlexFactorError, operationTable, Secret } from "@flexfactor/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Prism, startPrism } from "./prism.ts";
import { type Cell, cellsOf, operationsOf, readSpec, SPEC_FILE } from "./spec.ts";

/** What a refusal must become: the `code` of the error, and what became of the request. */
export interface Refusal {
  code: string;
  outcome: string;
  retryAfterMs?: number;
  /** Only where the spec documents no `apigw-requestid`. */
  requestId?: string | undefined;
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

/** Declares one test per cell of the tag. */
export function contract({ tag, calls, cells }: Contract): void {
  let prism: Prism;
  beforeAll(async () => {
    prism = await startPrism();
  });
  afterAll(() => prism.close());

  describe("contract", () => {
    const found = cellsOf().filter((cell) => cell.tag === tag);
    for (const cell of found)
      test(cell.name, async () => {
        const expectation = cells[cell.name];
        if (!expectation) throw new Error(`No expectation for the cell \`${cell.name}\` of the spec.`);
        const call = ("call" in expectation ? expectation.call : undefined) ?? calls[cell.operationId];
        if (!call) throw new Error(`No public method for ${cell.operationId}.`);
        const client = createClient({ baseUrl: prism.url, auth: "example-token", fetch: asking(cell), maxAttempts: 1 });
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
          expect(error).toMatchObject({ requestId: REQUEST_ID, ...expectation.refusal, status: cell.status, attempts: 1 });
        }
      });
    // Prism drops all validation of a body whose schema it cannot compile, silently: this is the canary.
    for (const { operationId, method, path, operation } of operationsOf(readSpec(SPEC_FILE)))
      if (operation.tags?.[0] === tag && operation.requestBody)
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
  });
}

/** Every response of the spec has this id in its example. */
const REQUEST_ID = "Vs-twgfMoAMEaEQ=";

// Asks Prism for the cell, and makes sure that the request itself was a valid one: Prism answers an invalid request with the
// spec's own 4xx example, which would look like a cell that works.
function asking({ status, example, operationId }: Cell): typeof fetch {
  return async (url, init) => {
    const headers = new Headers(init?.headers);
    headers.set("prefer", `code=${status}${example ? `, example=${example}` : ""}`);
    const response = await fetch(url, { ...init, headers });
    expect(response.headers.get("sl-violations"), `${operationId} breaks the spec`).toBeNull();
    expect(response.status).toBe(status);
    return response;
  };
}

/** The value is the example itself, with a `Secret` for each secret. */
export const asDocumented: Expectation = {
  value(value, { operationId, value: example }) {
    const secrets: readonly string[] = operationTable[operationId as keyof typeof operationTable].secrets;
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

/** A refusal after which nothing was done. */
export const rejected = (code: string): Expectation => ({ refusal: { code, outcome: "rejected" } });

/** The refusals that operations have in common. */
export function commonRefusals(operationId: string, lost: { code: string; outcome: string }): Record<string, Expectation> {
  return {
    [`${operationId} 401 invalidToken`]: rejected("authentication"),
    [`${operationId} 403 denied`]: rejected("permission"),
    [`${operationId} 405 notAllowed`]: rejected("validation"),
    [`${operationId} 429 throttled`]: { refusal: { code: "rate_limit", outcome: "rejected", retryAfterMs: 2000 } },
    [`${operationId} 500 envelope`]: { refusal: lost },
    [`${operationId} 502 gateway`]: { refusal: lost },
    [`${operationId} 503 busy`]: { refusal: { code: "server", outcome: "rejected", retryAfterMs: 2000 } },
    [`${operationId} 503 gateway`]: { refusal: { ...lost, retryAfterMs: 2000 } },
    [`${operationId} 504 gateway`]: { refusal: lost },
  };
}
