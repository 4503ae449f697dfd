import { createServer } from "node:net";
import { createClient } from "@flexfactor/core";
import { failureOf, json, never, stubFetch } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test } from "vitest";
import { apiKeys, UncertainCreateError } from "../src/index.ts";
import { answering, body, on } from "./clients.ts";

const VALUE = "sk_live_Abcdefghij0123456789";

describe("create", () => {
  test.each([
    ["id", { id: "key_1" }, {}],
    ["Id", { Id: "key_1" }, {}],
    ["keyId", { id: null, keyId: "key_1" }, {}],
    ["clientId", { clientId: "key_1" }, {}],
    ["the Location header", {}, { location: "https://api.example/v1/api-keys/key_1" }],
  ])("finds the id in %s", async (_, fields, headers) => {
    const key = await answering({ value: "v-secret", ...fields }, headers as Record<string, string>).create(body);
    expect(key.id).toBe("key_1");
  });

  test.each([
    "",
    "https://api.example/v1/api-keys",
    "https://api.example/v1/api-keys/",
    "/v1/api-keys?page=1",
    "/v1/api-keys/key_1/scopes",
    "/v1/api-keys/key_1%",
    "/api-keys/a%E2%80%AEb",
    "/api-keys/a%C2%9Bb",
    "/api-keys/%20a",
  ])("gives the key without an id when the body has none and Location is %j", async (location) => {
    const key = await answering({ value: "v-secret" }, { location }).create(body);
    expect(key).not.toHaveProperty("id");
    expect(key.value.reveal()).toBe("v-secret");
  });

  test.each([
    VALUE,
    VALUE.toUpperCase(),
    `x-${VALUE.slice(0, 26)}`,
    [...VALUE].join("-"),
    Buffer.from(VALUE).toString("base64url"),
    encodeURIComponent(encodeURIComponent(`%${VALUE}`)),
  ])("takes no part of the key's value from Location for its id, in any form: %j", async (id) => {
    const key = await answering({ value: VALUE }, { location: `/v1/api-keys/${id}` }).create(body);
    expect(key).not.toHaveProperty("id");
  });

  test("returns the key with its value even if the server warns in `errors`, because it is not shown again", async () => {
    const key = await answering({ id: "key_1", value: "v-secret", errors: ["Unknown scope."] }).create(body);
    expect(key.value.reveal()).toBe("v-secret");
  });

  test.each(["Value", "VALUE", "_value"])("returns the key with its value if the server calls it `%s`", async (name) => {
    const key = await answering({ id: "key_1", [name]: "v-secret", errors: ["Unknown scope."] }).create(body);
    expect(key.value.reveal()).toBe("v-secret");
    expect(key).not.toHaveProperty(name);
  });

  test("returns the key without the envelope of the answer", async () => {
    const envelope = { status: "SUCCESS", success: true, result: "ok", statusCode: "201", errors: null, customProperties: {} };
    const key = await answering({ ...envelope, id: "key_1", value: "v-secret", name: "Checkout" }).create(body);
    expect(Object.keys(key).sort()).toEqual(["id", "name", "value"]);
  });

  test("keeps fields and types that are newer than this package", async () => {
    const key = await answering({ value: "v-secret", type: "vault", region: "eu" }).create(body);
    expect(key).toMatchObject({ type: "vault", region: "eu" });
  });

  test("names the field that is wrong and sends nothing", async () => {
    const fetch = stubFetch(never);
    expect(await failureOf(on(fetch).create({ ...body, name: "<b>" }))).toMatchObject({
      code: "validation",
      fields: { name: expect.anything() },
    });
    expect(await failureOf(on(fetch).create(undefined as never))).toMatchObject({
      code: "validation",
      fields: { mid: ["is required"] },
    });
    expect(fetch.sent).toEqual([]);
  });

  test.each(["return", "id", "createdAt", "lastFour", "value"])(
    "loses no key when `%s` on `Object.prototype` can be neither called nor written",
    async (name) => {
      const answer = { id: "key_1", value: VALUE, createdOn: "2026-11-26T00:00:00Z", last_four: "6789" };
      const fetch = stubFetch(() => {
        const response = json(200, answer);
        const descriptor = Object.assign(Object.create(null), { value: 1, configurable: true, writable: false });
        Object.defineProperty(Object.prototype, name, descriptor);
        return response;
      });
      const created = on(fetch).create(body);
      const key = await created.finally(() => delete (Object.prototype as Record<string, unknown>)[name]);
      expect(key).toMatchObject({ id: "key_1", createdAt: "2026-11-26T00:00:00Z", lastFour: "6789" });
      expect(key.value.reveal()).toBe(VALUE);
    },
  );

  test("is sent once when the server closes the connection after reading it, and the error says `unknown`", async () => {
    let requests = 0;
    const server = createServer((socket) => {
      let received = "";
      socket.on("data", (data) => {
        received += data;
        if (!received.endsWith('"type":"secret"}')) return;
        requests++;
        socket.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const keys = apiKeys(createClient({ baseUrl: `http://127.0.0.1:${port}`, auth: "token-1" }));
    const error = await failureOf(keys.create(body));
    server.close();
    expect(error).toBeInstanceOf(UncertainCreateError);
    expect(error).toMatchObject({ outcome: "unknown", causeCode: "network", attempts: 1 });
    expect(requests).toBe(1);
  });
});
