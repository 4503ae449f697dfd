// What a cell of the contract matrix must come to, and the expectations that many cells share.
import { type CallOptions, type Client, Secret } from "@flexfactor/core";
import { operationTable } from "@flexfactor/core/internal";
import { expect } from "vitest";
import type { Cell } from "../spec.ts";

/** What a refusal must become: the `code` of the error, what became of the request, and every sentence of the example. */
export interface Refusal {
  code: string;
  outcome: string;
  messages: string[];
  fields?: Record<string, string[]>;
  retryAfterMs?: number;
}

/** Calls the public method of an operation. */
export type Call = (client: Client, options: CallOptions) => Promise<unknown>;

/** What an operation's cell must come to. `value` asserts the resolved value. */
export type Expectation = { refusal: Refusal } | { value: (value: unknown, cell: Cell) => void; call?: Call };

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
