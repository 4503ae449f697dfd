import { describe, expectTypeOf, test } from "vitest";
import type { ApiKeyType, Client, Data, ReportedApiKeyType, Secret } from "../src/index.ts";
import { createClient } from "../src/index.ts";
import type { rawCalls } from "../src/raw.ts";

// What must not compile is checked by `tsc`; nothing here is run.
describe("wrong calls do not compile", () => {
  test("of the client", () => {
    () => {
      // @ts-expect-error no auth
      createClient({ environment: "sandbox" });
      // @ts-expect-error not a server of the spec
      createClient({ environment: "staging", auth: "t" });
      // @ts-expect-error the unit is in the name
      createClient({ environment: "sandbox", auth: "t", timeout: 5 });
    };
  });

  test("of an operation", () => {
    (client: Client) => {
      // @ts-expect-error not an operation of the spec
      client.call("createKey", {});
      // @ts-expect-error no body
      client.call("createApiKey", {});
      // @ts-expect-error no type
      client.call("createApiKey", { body: { mid: "m", name: "n" } });
      // @ts-expect-error requests are closed: `publishable` is only ever reported
      client.call("createApiKey", { body: { mid: "m", name: "n", type: "publishable" } });
      // @ts-expect-error no path parameter
      client.call("getApiKeys", { path: {} });
    };
    (raw: ReturnType<typeof rawCalls>) => {
      // @ts-expect-error not a path of the spec
      raw.GET("/keys", {});
    };
  });
});

describe("types follow the spec", () => {
  test("a secret is a Secret in results", () => {
    expectTypeOf<Data<"createApiKey">["value"]>().toEqualTypeOf<Secret | null | undefined>();
    expectTypeOf<NonNullable<Data<"exchangeCredentials">["refreshToken"]>>().toEqualTypeOf<Secret>();
    expectTypeOf<Data<"createApiKey">["name"]>().toEqualTypeOf<string | null | undefined>();
  });
  test("an operation that may answer without a body may give nothing", () => {
    expectTypeOf<undefined>().toExtend<Data<"deleteApiKey">>();
    expectTypeOf<undefined>().not.toExtend<Data<"createApiKey">>();
  });
  test("enums are closed in requests and open in responses", () => {
    expectTypeOf<ApiKeyType>().toEqualTypeOf<"secret" | "public" | "tokenization">();
    expectTypeOf<string>().toExtend<ReportedApiKeyType>();
  });
});
