import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { cellsOf } from "./spec.ts";

const folder = mkdtempSync(join(tmpdir(), "spec-"));
afterAll(() => rmSync(folder, { recursive: true }));

const answer = (value: unknown, type = "application/json") => ({ content: { [type]: { examples: { one: { value } } } } });

test("the mock is asked for a status of a range that the operation does not declare by itself, in any media type", () => {
  const responses = {
    200: answer({ a: 1 }),
    "2XX": answer("text", "text/plain"),
    400: answer({}),
    "4XX": answer({ b: 1 }, "application/problem+json"),
    default: answer({ c: 1 }),
  };
  const file = join(folder, "spec.json");
  const operation = { operationId: "get", tags: ["a"], responses };
  writeFileSync(file, JSON.stringify({ servers: [], paths: { "/a": { get: operation } } }));
  expect(cellsOf(file).map(({ name, status, value }) => [name, status, value])).toEqual([
    ["get 200 one", 200, { a: 1 }],
    ["get 400 one", 400, {}],
    ["get 2XX one", 201, "text"],
    ["get 4XX one", 422, { b: 1 }],
    ["get default one", 500, { c: 1 }],
  ]);
});
