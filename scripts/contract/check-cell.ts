// Checks one cell of the contract matrix: calls the public method against Prism, and compares the result with the expectation.

import { type Cell, type Content, deref, type Examples, type Spec, type SpecOperation } from "@flexfactor/spec";
import { expect } from "vitest";
import type { Call, ClientOptions, Expectation } from "./expectation.ts";

/** Every response of the spec has this id in its example. */
const REQUEST_ID = "Vs-twgfMoAMEaEQ=";

interface CellToCheck<Client> {
  cell: Cell;
  spec: Spec;
  operation: SpecOperation;
  expectation: Expectation<Client>;
  createClient: (options: ClientOptions) => Client;
  call: Call<Client>;
  prismUrl: string;
}

/** @throws what is wrong with the request, with Prism's answer, or with the result of the method */
export async function checkCell<Client>(given: CellToCheck<Client>): Promise<void> {
  const { cell, spec, operation, expectation, createClient, call, prismUrl } = given;
  const requestIds = new Set<string | undefined>();
  const broken: unknown[] = [];
  const ask = asking(cell, spec, operation);
  const client = createClient({
    baseUrl: prismUrl,
    auth: "example-token",
    // The client turns every error of `fetch` into "got no answer", so this keeps a failed assertion for the test.
    fetch: (url, init) =>
      ask(url, init).catch((error) => {
        broken.push(error);
        throw error;
      }),
    maxAttempts: 1,
    onEvent: ({ type, requestId }) => type !== "started" && requestIds.add(requestId),
  });
  const settled = await call(client, {}).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if (broken.length > 0) throw broken[0];
  if ("refusal" in expectation) expectRefusal(cell, settled, expectation.refusal);
  else if ("error" in settled) throw settled.error;
  else expectation.value(settled.value, cell);
  expect([...requestIds], `${cell.name} has the header apigw-requestid of components/headers/RequestId`).toEqual([REQUEST_ID]);
}

function expectRefusal({ name, status }: Cell, settled: { value: unknown } | { error: unknown }, refusal: object): void {
  if (!("error" in settled)) throw new Error(`${name} did not fail.`);
  if (!isErrorOfCall(settled.error)) throw settled.error;
  expect(settled.error).toMatchObject({ status, requestId: REQUEST_ID, attempts: 1, fields: {}, ...refusal });
}

/** Whether it is an error of core: these have an `outcome`. */
function isErrorOfCall(error: unknown): error is Error {
  return error instanceof Error && "outcome" in error;
}

// Asks Prism for the cell, and makes sure that the request is valid and uses the examples of the spec. Prism answers an invalid request
// with the 4xx example of the spec, so the cell would seem to work.
function asking({ status, example, operationId }: Cell, spec: Spec, operation: SpecOperation): typeof fetch {
  const bodies = sentExamples(spec, operation);
  const address = addressOf(operation);
  return async (url, init) => {
    const headers = new Headers(init?.headers);
    headers.set("prefer", `code=${status}${example ? `, example=${example}` : ""}`);
    const body = init?.body ? await new Response(init.body).text() : undefined;
    if (body !== undefined) expect(bodies, `the body is an example of ${operationId}`).toContainEqual(JSON.parse(body));
    expect(new URL(String(url)).pathname, `the path of ${operationId}`).toMatch(address);
    const response = await fetch(url, { ...init, headers, ...(body !== undefined && { body }) });
    expect(response.headers.get("sl-violations"), `${operationId} breaks the spec`).toBeNull();
    expect(response.status).toBe(status);
    return response;
  };
}

const valuesOf = (examples: Examples = {}): unknown[] => Object.values(examples).map(({ value }) => value);

function sentExamples(spec: Spec, { operation, place }: SpecOperation): unknown[] {
  const body: Content = deref(spec, operation.requestBody ?? {}, place);
  return Object.values(body.content ?? {}).flatMap(({ examples }) => valuesOf(examples));
}

/** The path with an example in place of each parameter, or with any text if the spec has no named examples. */
function addressOf({ path, parameters }: SpecOperation): RegExp {
  const examples = new Map(parameters.map(({ name, examples }) => [name, examples ? valuesOf(examples).join("|") : "[^/]+"]));
  return new RegExp(`^${path.replace(/\{(.*?)\}/g, (_, name) => `(${examples.get(name)})`)}$`);
}
