import type { Spec } from "@flexfactor/spec";
import { describe, expect, test } from "vitest";
import type { Normal } from "./normal.ts";
import { normaliserOf } from "./normal-schema.ts";
import type { Raw } from "./raw-schema.ts";
import { refuseLostReferences } from "./references.ts";

const specWith = (schemas: Record<string, Raw>): Spec => ({ servers: [], paths: {}, components: { schemas } }) as unknown as Spec;
const ref = (name: string): Raw => ({ $ref: `#/components/schemas/${name}` });
const normal = (schema: Raw, schemas: Record<string, Raw> = {}): Normal => normaliserOf(specWith(schemas))(schema);
/** The alternatives in short: their types, values and names of properties. */
const shapeOf = (schema: Normal) =>
  schema.alternatives().map(({ type, values, properties }) => [type, values ?? Object.keys(properties)].flat().join(" "));

describe("the normal form", () => {
  test("combines each member of a union with the keywords beside the union", () => {
    const schema = { type: "object", properties: { a: {}, b: {} }, anyOf: [{ required: ["a"] }, { required: ["b"] }] };
    expect(normal(schema).alternatives()).toMatchObject([{ required: ["a"] }, { required: ["b"] }]);
  });

  test("has no alternative for a value that would need two types", () => {
    expect(shapeOf(normal({ allOf: [{ type: "string" }, { type: "integer" }] }))).toEqual([]);
    expect(shapeOf(normal({ allOf: [{ type: "number" }, { type: "integer" }] }))).toEqual(["integer"]);
  });

  test("is the same for a union that contains itself", () => {
    expect(shapeOf(normal(ref("A"), { A: { anyOf: [ref("A"), { type: "string" }] } }))).toEqual(["string"]);
  });

  test("lets a member inherit from its own union", () => {
    const part = (name: string): Raw => ({ allOf: [ref("Pet"), { type: "object", properties: { [name]: { type: "string" } } }] });
    const schemas = {
      Pet: { type: "object", properties: { kind: {} }, oneOf: [ref("Cat"), ref("Dog")] },
      Cat: part("lives"),
      Dog: part("tricks"),
    };
    expect(shapeOf(normal(ref("Pet"), schemas))).toEqual(["object kind lives", "object kind tricks"]);
  });

  test("has only the schema's own properties, not those that every object has", () => {
    const [alternative] = normal({ type: "object", properties: { a: {} } }).alternatives();
    expect(alternative?.properties["constructor"]).toBeUndefined();
    expect(alternative?.properties["toString"]).toBeUndefined();
  });

  test("says whether a value may fit two members of a union", () => {
    const kind = (name: string): Raw => ({ type: "object", required: ["kind"], properties: { kind: { const: name } } });
    expect(normal({ oneOf: [kind("cat"), kind("dog")] }).exclusive()).toBe(false);
    expect(normal({ oneOf: [kind("cat"), { type: "object" }] }).exclusive()).toBe(true);
    expect(normal({ anyOf: [kind("cat"), { type: "object" }] }).exclusive()).toBe(false);
  });
});

test.each([
  ["a reference to itself", { A: ref("B"), B: ref("A") }, "#/components/schemas/A: #/components/schemas/B refers to itself"],
  ["a reference to nothing", { A: ref("C") }, "#/components/schemas/A: #/components/schemas/C points at nothing"],
])("%s is an error with its place", (_, schemas, message) => {
  expect(() => refuseLostReferences(specWith(schemas))).toThrow(message);
});
