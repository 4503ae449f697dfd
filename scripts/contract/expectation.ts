// The expected result of a cell of the contract matrix, and the expectations that many cells share.

import { type Cell, readSpec, SPEC_FILE } from "@flexfactor/spec";
import { secretsOf } from "@flexfactor/spec/generate/secrets";
import { expect } from "vitest";
import { withSecrets } from "./with-secrets.ts";

/** The expected error: its `code`, its `outcome`, and every sentence of the example. */
interface Refusal {
  code: string;
  outcome: string;
  messages: string[];
  fields?: Record<string, string[]>;
  retryAfterMs?: number;
}

/** The options of a client that the tests set. */
export interface ClientOptions {
  baseUrl: string;
  auth: string;
  fetch(url: string, init?: RequestInit): Promise<Response>;
  maxAttempts: number;
  onEvent(event: { type: string; requestId?: string | undefined }): void;
}

/** Calls the public method of an operation. */
export type Call<Client> = (client: Client, options: object) => Promise<unknown>;

/** The expected result of a cell. `value` checks the value that the call returns. */
export type Expectation<Client = unknown> =
  | { refusal: Refusal }
  | { value: (value: unknown, cell: Cell) => void; call?: Call<Client> };

/** Expects the example itself, with a `Secret` of core for each secret. */
export const asDocumented: Expectation = {
  value(value, { value: example }) {
    const { names: secrets } = secretsOf(readSpec(SPEC_FILE));
    const printed = (from: unknown): unknown => JSON.parse(JSON.stringify(from) ?? "null");
    expect(printed(value)).toEqual(printed(withSecrets(example, secrets, () => "[redacted]")));
    expect(JSON.parse(JSON.stringify(value, reveal) ?? "null")).toEqual(printed(example));
  },
};

/** Gives `JSON.stringify` the secret itself. It reads the field from its object, because `JSON.stringify` has already called `toJSON`. */
function reveal(this: Record<string, unknown>, name: string): unknown {
  const field = this[name];
  return isSecret(field) ? field.reveal() : field;
}

function isSecret(field: unknown): field is { reveal(): string } {
  return typeof (field as { reveal?: unknown } | null | undefined)?.reveal === "function";
}

/** The refusals that all operations share. */
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
