import type { Schema, Spec, SpecOperation } from "@flexfactor/spec";
import { expect, test } from "vitest";
import { brokenBodyOf } from "./broken-body.ts";

const Pets = { type: "array", items: { type: "object" } };

function brokenBodyFor(schema: Schema, contentType = "application/json"): ReturnType<typeof brokenBodyOf> {
  const spec = { servers: [], paths: {}, components: { schemas: { Pets } } } as Spec;
  const operation = { place: "paths//pets/post", operation: { requestBody: { content: { [contentType]: { schema } } } } };
  return brokenBodyOf(spec, operation as unknown as SpecOperation);
}

test.each([
  ["an object", { type: "object" }, '"text"'],
  ["an array", Pets, '"text"'],
  ["an array by reference", { $ref: "#/components/schemas/Pets" }, '"text"'],
  ["a text", { type: "string" }, "1"],
  ["a text or a number", { type: ["string", "number"] }, "true"],
])("the broken body for %s has another type", (_, schema, body) => {
  expect(brokenBodyFor(schema)).toEqual({ contentType: "application/json", body });
});

test("a broken body has the media type of the operation", () => {
  expect(brokenBodyFor({ type: "object" }, "application/merge-patch+json")).toMatchObject({
    contentType: "application/merge-patch+json",
  });
});

test("there is no broken body if the operation accepts every type, or has no body", () => {
  const none = { place: "paths//pets/get", operation: {} } as SpecOperation;
  expect(brokenBodyFor({})).toBeUndefined();
  expect(brokenBodyOf({ servers: [], paths: {} }, none)).toBeUndefined();
});
