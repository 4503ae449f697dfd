// The contract matrix: each operation × status × named example of the spec is a cell, and each cell is a test. The test calls a public
// method and compares its value or its error with the expectation of the cell. A cell without an expectation fails, and so does an
// expectation without a cell. A changed example or header of the spec fails too, because the expectations name its values.
import { readdirSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { cellsOf, operationsOf, readSpec, SPEC_FILE } from "@flexfactor/spec";
import { type Prism, startPrism } from "@flexfactor/testing/prism";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BrokenBody, brokenBodyOf } from "./broken-body.ts";
import { checkCell } from "./check-cell.ts";
import type { Call, ClientOptions, Expectation } from "./expectation.ts";

export { asDocumented, commonRefusals, type Expectation } from "./expectation.ts";

interface Contract<Client> {
  tag: string;
  /** The `createClient` of core: this package does not depend on core. */
  createClient: (options: ClientOptions) => Client;
  /** The public method behind each operation, called so that the request is valid. */
  calls: Record<string, Call<Client>>;
  /** The expectations, by the name of the cell, like `createApiKey 201 created`. */
  cells: Record<string, Expectation<Client>>;
}

// `spec:mutate` sets this to a folder of changed specs. All tests run for each spec, under the name of its file.
const folder = process.env["CONTRACT_SPECS"];
const specFiles = folder ? readdirSync(folder).map((name) => join(folder, name)) : [SPEC_FILE];

/** Declares one test per cell of the tag. */
export function contract<Client>(given: Contract<Client>): void {
  for (const specFile of specFiles) describe(basename(specFile), () => declare(specFile, given));
}

function declare<Client>(specFile: string, { tag, createClient, calls, cells }: Contract<Client>): void {
  let prism: Prism;
  beforeAll(async () => {
    prism = await startPrism(specFile);
  });
  afterAll(() => prism.close());

  const found = cellsOf(specFile).filter((cell) => cell.tag === tag);
  const spec = readSpec(specFile);
  for (const operation of operationsOf(spec).filter((one) => one.tag === tag)) {
    const { operationId } = operation;
    for (const cell of found.filter((one) => one.operationId === operationId))
      test(cell.name, async () => {
        const expectation = cells[cell.name];
        if (!expectation) throw new Error(`No expectation for the cell \`${cell.name}\` of the spec: ${writeIt("cells")}.`);
        const call = ("call" in expectation ? expectation.call : undefined) ?? calls[operationId];
        if (!call) throw new Error(`No public method for ${operationId}: ${writeIt("calls")}.`);
        await checkCell({ cell, spec, operation, expectation, createClient, call, prismUrl: prism.url });
      });
    const broken = brokenBodyOf(spec, operation);
    // Prism silently stops validating a body whose schema it cannot compile. This test notices it.
    if (broken)
      test(`${operationId}: Prism refuses a broken body`, async () => {
        const { method, path } = operation;
        expect(await violationsOf(prism.url + path, method, broken)).toMatch(/"location":\["(request",")?body"/);
      });
  }

  test("has no expectation for a cell that the spec does not have", () => {
    expect(Object.keys(cells).filter((name) => !found.some((cell) => cell.name === name))).toEqual([]);
  });
}

/** Where to write the missing line: in the running test file. */
function writeIt(part: "calls" | "cells"): string {
  const file = relative(join(import.meta.dirname, "../.."), expect.getState().testPath ?? "");
  return `write it in ${file}, under \`${part}\``;
}

/** The violations that Prism finds: in a header of the documented 400 or 422, or else in the body of its own 422. */
async function violationsOf(url: string, method: string, { contentType, body }: BrokenBody): Promise<string> {
  const headers = { authorization: "Bearer example-token", "content-type": contentType };
  const response = await fetch(url, { method, headers, body });
  return response.headers.get("sl-violations") ?? (await response.text());
}
