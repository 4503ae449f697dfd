import { failureOf, json, stubFetch } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test } from "vitest";
import { createClient, type Fetch, type FlexFactorError, Secret } from "../src/index.ts";
import { orThrow } from "../src/internal.ts";
import { stringsOf } from "../src/secret-fields.ts";

const baseUrl = "https://api.example/v1";
const body = { mid: "mid_1", name: "Checkout", type: "secret" } as const;
const params = { path: { idOrMid: "key_1" } };
const create = (fetch: Fetch, options: object = {}) =>
  orThrow(createClient({ baseUrl, auth: "token-1", fetch, maxAttempts: 1 }).POST("/api-keys", { body, ...options }));

describe("a secret", () => {
  test.each(["value", "Value", "VALUE", "access_token", "AccessToken", "id_token", "secret", "client-secret"])(
    "called %s is wrapped wherever it comes back",
    async (name) => {
      const fetch = stubFetch(() => json(200, { keys: [{ name: "n", nested: [{ [name]: "s-secret" }] }] }));
      const client = createClient({ baseUrl, auth: "t", fetch });
      const { data } = await client.GET("/api-keys/{idOrMid}", { params });
      const { keys } = data as unknown as { keys: { nested: Record<string, unknown>[] }[] };
      expect(keys[0]?.nested[0]?.[name]).toBeInstanceOf(Secret);
      expect(JSON.stringify(data)).not.toContain("s-secret");
    },
  );

  test.each(["token_type", "secretary", "values", "id"])("is not in a field called %s", async (name) => {
    const client = createClient({ baseUrl, auth: "t", fetch: stubFetch(() => json(200, { keys: [], [name]: "text" })) });
    expect(await client.GET("/api-keys/{idOrMid}", { params })).toMatchObject({ data: { [name]: "text" } });
  });

  test.each([`token${"_".repeat(50)}`, `to${"-".repeat(1000)}ken`, `${"x_".repeat(50)}token`, `__v${"_".repeat(50)}alue`])(
    "is recognised by its name with any number of separators: %s",
    async (name) => {
      const client = createClient({ baseUrl, auth: "t", fetch: stubFetch(() => json(200, { keys: [], [name]: "s-secret" })) });
      expect(JSON.stringify((await client.GET("/api-keys/{idOrMid}", { params })).data)).not.toContain("s-secret");
    },
  );

  test.each<[string, object, string[]]>([
    ["`Value` when there is no other", { Value: "v-secret" }, ["value"]],
    ["`Value` when `value` is null", { value: null, Value: "v-secret" }, ["value"]],
    ["`value` when both are there", { Value: "another", value: "v-secret" }, ["value", "Value"]],
  ])("is found under the name of the spec: %s", async (_, answer, names) => {
    const { data } = await create(stubFetch(() => json(201, answer)));
    expect(data.value?.reveal()).toBe("v-secret");
    expect(Object.keys(data).sort()).toEqual(names.sort());
  });

  test("is never a value that is not a text", async () => {
    for (const Value of ["", null, 7, ["v-secret"], { toString: "v-secret" }])
      expect(await failureOf(create(stubFetch(() => json(201, { Value }))))).toMatchObject({
        outcome: "created_answer_lost",
        reason: "value",
      });
  });

  test("keeps its name in a refusal", async () => {
    const client = createClient({ baseUrl, auth: "t", fetch: stubFetch(() => json(400, { Value: "s-secret" })) });
    const { error } = await client.POST("/api-keys", { body });
    expect(Object.keys(error as object)).toEqual(["Value"]);
  });

  test("is wrapped in a refusal too", async () => {
    const client = createClient({ baseUrl, auth: "t", fetch: stubFetch(() => json(400, { value: "s-secret", errors: ["no"] })) });
    const { error } = await client.POST("/api-keys", { body });
    expect(JSON.stringify(error)).toBe('{"value":"[redacted]","errors":["no"]}');
  });

  test("gets its name beside another secret that has its own", async () => {
    const fetch = stubFetch(() => json(200, { accessToken: "a-secret", Refresh_Token: "r-secret" }));
    const { data } = await createClient({ baseUrl, auth: "t", fetch }).POST("/oauth2/token", {
      body: { AppKey: "k", AppSecret: "s-secret" },
    });
    expect([data?.accessToken?.reveal(), data?.refreshToken?.reveal()]).toEqual(["a-secret", "r-secret"]);
  });

  test("that the server did not send is not added to the answer", async () => {
    const client = createClient({
      baseUrl,
      auth: "t",
      fetch: stubFetch(() => json(200, { accessToken: "a-secret", expires: 1 })),
    });
    const { data } = await client.POST("/oauth2/token", { body: { AppKey: "k", AppSecret: "s-secret" } });
    expect(Reflect.ownKeys(data as object)).toEqual(["accessToken", "expires"]);
  });

  test("of a 202 is returned to the caller, because it is not shown again", async () => {
    const { data } = await create(stubFetch(() => json(202, { id: "key_1", value: "v-secret" })));
    expect(data.value?.reveal()).toBe("v-secret");
  });

  test("has everything inside it wrapped, including lists and objects", async () => {
    const inside = { access_token: { list: ["one-secret", { name: "two-secret" }], count: 7, none: null, blank: " " } };
    const client = createClient({ baseUrl, auth: "t", fetch: stubFetch(() => json(200, { keys: [], ...inside })) });
    const { data } = await client.GET("/api-keys/{idOrMid}", { params });
    expect(JSON.stringify(data)).toBe(
      '{"keys":[],"access_token":{"list":["[redacted]",{"name":"[redacted]"}],"count":7,"none":null,"blank":" "}}',
    );
  });

  test.each<[string, unknown]>([
    ["fields", { password: "is too short", value: "is unknown" }],
    ["items", [{ value: null }, { value: 7 }, null, "a text"]],
    ["nothing", null],
  ])("is not wrapped in `errors`: %s", async (_, errors) => {
    const client = createClient({ baseUrl, auth: "t", fetch: stubFetch(() => json(400, { success: false, errors })) });
    expect((await client.POST("/api-keys", { body })).error).toEqual({ success: false, errors });
  });

  test("that is blank redacts nothing", async () => {
    const answer = { success: false, errors: [{ item1: "two  spaces", value: "  " }] };
    expect(await failureOf(create(stubFetch(() => json(400, answer))))).toMatchObject({ messages: ["two  spaces"] });
  });

  const quotes = "Key v-secret exists.";
  test.each<[string, unknown]>([
    ["in an error of a list", [{ item1: quotes, value: "v-secret" }]],
    ["deeper in an error", [{ item1: quotes, item2: { value: "v-secret" } }]],
    ["in a list of a list", [[{ value: "v-secret" }], quotes]],
    ["beside the messages by field", { name: [quotes], value: "v-secret" }],
    ["under a name that only looks secret", [{ item1: quotes, apiKey: "v-secret" }]],
  ])("inside `errors` is not quoted by a message, and stays a text: %s", async (_, errors) => {
    const client = createClient({ baseUrl, auth: "token-1", fetch: stubFetch(() => json(409, { errors })) });
    const union = await client.POST("/api-keys", { body });
    expect(union.error).toEqual({ errors });
    const error = await failureOf(orThrow(Promise.resolve(union)));
    expect(error).toMatchObject({ messages: [expect.stringContaining("Key [redacted] exists.")] });
  });

  test("is no message of `errors` about a field with the name of a secret", async () => {
    const errors = { value: ["The value field is required."], apiKey: ["is unknown"] };
    expect(await failureOf(create(stubFetch(() => json(400, { errors }))))).toMatchObject({ fields: errors });
  });

  test.each([
    ["base64", (secret: string) => Buffer.from(secret).toString("base64")],
    ["hexadecimal", (secret: string) => Buffer.from(secret).toString("hex")],
    ["percent-encoding", encodeURIComponent],
    ["itself", (secret: string) => secret],
  ])("that is no ASCII is recognised in an answer as %s", async (_, quote) => {
    const AppSecret = "пароль-für-日本語";
    const fetch = stubFetch(() => json(400, { errors: [`no: ${quote(AppSecret)}`] }));
    const client = createClient({ baseUrl, auth: "t", fetch });
    const error = await failureOf(orThrow(client.POST("/oauth2/token", { body: { AppKey: "k", AppSecret } })));
    expect((error as FlexFactorError).messages).toEqual([expect.stringMatching(/^(no: )?\[redacted\]$/)]);
  });
});

test("the strings of secret fields are all strings inside them, and no others", () => {
  const sent = { mid: "mid_1", AppSecret: ["one", { name: "two" }, 7, null], list: [{ AppSecret: "three" }] };
  expect(stringsOf(sent, ["AppSecret"]).sort()).toEqual(["one", "three", "two"]);
  expect(stringsOf(sent, [])).toEqual([]);
});
