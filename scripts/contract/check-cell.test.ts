import { type Client, createClient } from "@flexfactor/core";
import { orThrow } from "@flexfactor/core/internal";
import { cellsOf, operationsOf, readSpec, SPEC_FILE } from "@flexfactor/spec";
import { type Prism, startPrism } from "@flexfactor/testing/prism";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkCell } from "./check-cell.ts";
import type { Call, Expectation } from "./expectation.ts";

let prism: Prism;
beforeAll(async () => {
  prism = await startPrism();
});
afterAll(() => prism.close());

const spec = readSpec(SPEC_FILE);
const anything: Expectation = { value: () => {} };

/** What is wrong with a cell of the spec if `call` is its method. */
async function problemOf(name: string, call: Call<Client>, expectation: Expectation = anything): Promise<string> {
  const cell = cellsOf().find((one) => one.name === name);
  const operation = operationsOf(spec).find(({ operationId }) => operationId === cell?.operationId);
  if (!cell || !operation) throw new Error(`The spec has no cell ${name}.`);
  const checked = checkCell({ cell, spec, operation, expectation, createClient, call, prismUrl: prism.url });
  return checked.then(
    () => "nothing",
    (error: Error) => error.message,
  );
}

const create =
  (name: string): Call<Client> =>
  async (client, options) =>
    orThrow(
      client.POST("/api-keys", {
        ...options,
        body: { mid: "mid_123456", name, type: "secret", scopes: ["customers:read", "charges:read"] },
      }),
    );

describe("a cell", () => {
  test("holds when the method sends what the spec documents", async () => {
    expect(await problemOf("createApiKey 201 created", create("My API Key"))).toBe("nothing");
  });

  test("fails with the assertion on the request, not with the client's error", async () => {
    const problem = await problemOf("createApiKey 201 created", create("Another name"));
    expect(problem).toContain("the body is an example of createApiKey");
    expect(problem).not.toContain("got no answer");
  });

  test("fails with the assertion on the request even if it expects a refusal", async () => {
    const refusal = { code: "conflict", outcome: "rejected", messages: ["The request is still in progress."] };
    expect(await problemOf("createApiKey 409 conflict", create("Another name"), { refusal })).toContain(
      "the body is an example of createApiKey",
    );
  });

  test("fails if it expects a refusal and the call succeeds", async () => {
    const call: Call<Client> = async () => "a value";
    expect(await problemOf("deleteApiKey 404 unknownKey", call, { refusal: { code: "", outcome: "", messages: [] } })).toBe(
      "deleteApiKey 404 unknownKey did not fail.",
    );
  });

  test("fails if the method sends nothing", async () => {
    expect(await problemOf("deleteApiKey 204", async () => undefined)).toContain("apigw-requestid");
  });
});
