// A process may load both builds of core, one by `import` and one by `require`. Each build has its own classes, so `instanceof` is false for
// objects of the other one. The guards must recognise both.
import { createRequire } from "node:module";
import * as imported from "@flexfactor/core";
import { expect, test } from "vitest";

const required: typeof imported = createRequire(import.meta.url)("@flexfactor/core");

test("each of the two builds has its own classes", () => {
  expect(required.Secret).not.toBe(imported.Secret);
  expect(new required.ConfigError("")).not.toBeInstanceOf(imported.FlexFactorError);
});

test.each([
  { made: "ES", by: imported, asked: "CommonJS", guards: required },
  { made: "CommonJS", by: required, asked: "ES", guards: imported },
])("the $asked build recognises an error and a secret of the $made build", ({ by, guards }) => {
  expect(guards.isFlexFactorError(new by.ConfigError(""))).toBe(true);
  expect(guards.isSecret(new by.Secret("canary"))).toBe(true);
});

test.each([undefined, null, "canary", { reveal: () => "canary" }, new Error("canary")])(
  "%o is no error and no secret",
  (value) => {
    expect([imported.isFlexFactorError(value), imported.isSecret(value)]).toEqual([false, false]);
  },
);
