import { describe, expectTypeOf, test } from "vitest";
import { type Client, createClient, type RateLimitError, type Schema, type Secret } from "../src/index.ts";
import { type Data, type operations, orThrow } from "../src/internal.ts";

// `tsc` checks that these do not compile. They do not run.
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
      client.POST("/keys", {});
      // @ts-expect-error no body
      orThrow(client.POST("/api-keys", {}));
      // @ts-expect-error no type
      orThrow(client.POST("/api-keys", { body: { mid: "m", name: "n" } }));
      // @ts-expect-error requests are closed: only answers have `publishable`
      orThrow(client.POST("/api-keys", { body: { mid: "m", name: "n", type: "publishable" } }));
      // @ts-expect-error no path parameter
      orThrow(client.GET("/api-keys/{idOrMid}", { params: { path: {} } }));
    };
  });
});

describe("types follow the spec", () => {
  test("a secret is a Secret in results", () => {
    expectTypeOf<Data<operations["createApiKey"]>["value"]>().toEqualTypeOf<Secret | null | undefined>();
    expectTypeOf<NonNullable<Data<operations["exchangeCredentials"]>["refreshToken"]>>().toEqualTypeOf<Secret>();
    expectTypeOf<Data<operations["createApiKey"]>["name"]>().toEqualTypeOf<string | null | undefined>();
  });
  test("a success has the types of the spec, even where openapi-fetch's union loses them", () => {
    (client: Client) => {
      const created = orThrow(client.POST("/api-keys", { body: { mid: "m", name: "n", type: "secret" } }));
      expectTypeOf(created).resolves.toHaveProperty("data").toEqualTypeOf<Data<operations["createApiKey"]>>();
      const deleted = orThrow(client.DELETE("/api-keys/{idOrMid}", { params: { path: { idOrMid: "k" } } }));
      expectTypeOf(deleted).resolves.toHaveProperty("data").toEqualTypeOf<Data<operations["deleteApiKey"]>>();
    };
  });
  test("an operation that may answer without a body may return nothing", () => {
    expectTypeOf<undefined>().toExtend<Data<operations["deleteApiKey"]>>();
    expectTypeOf<undefined>().not.toExtend<Data<operations["createApiKey"]>>();
  });
  test("enums are closed in requests and open in responses", () => {
    expectTypeOf<Schema.ApiKeyType>().toEqualTypeOf<"secret" | "public" | "tokenization">();
    expectTypeOf<string>().toExtend<Schema.ReportedApiKeyType>();
  });
});

test("an error has a literal name and code", () => {
  expectTypeOf<RateLimitError["code"]>().toEqualTypeOf<"rate_limit">();
  expectTypeOf<RateLimitError["name"]>().toEqualTypeOf<"RateLimitError">();
});
