import type { Secret } from "@flexfactor/core";
import { expectTypeOf, test } from "vitest";
import type { ApiKey, ApiKeys, CreatedApiKey } from "../src/index.ts";

// `tsc` checks that these do not compile. They do not run.
test("wrong calls do not compile", () => {
  (keys: ApiKeys) => {
    // @ts-expect-error no name
    keys.create({ mid: "m", type: "secret" });
    // @ts-expect-error not a type of a new key
    keys.create({ mid: "m", name: "n", type: "publishable" });
    // @ts-expect-error a misspelt field
    keys.create({ mid: "m", name: "n", type: "secret", scope: ["a"] });
    // @ts-expect-error a list needs a mid
    keys.list();
    // @ts-expect-error the unit is in the name
    keys.get("key_1", { timeout: 5 });
  };
});

test("only a created key has a value, and it is a Secret", () => {
  expectTypeOf<CreatedApiKey["value"]>().toEqualTypeOf<Secret>();
  expectTypeOf<ApiKey>().not.toHaveProperty("value");
  expectTypeOf<ApiKey>().not.toHaveProperty("created_at");
});
