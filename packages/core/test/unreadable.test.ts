import { failureOf } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test } from "vitest";
import { ConfigError, createClient, isFlexFactorError } from "../src/index.ts";
import { body, connect, params } from "./connect.ts";

describe("an object that throws when it is read", () => {
  const boom = () => {
    throw new Error("no");
  };
  const closed = (target: object) => new Proxy(target, { get: boom, has: boom, ownKeys: boom, getOwnPropertyDescriptor: boom });
  const revoked = () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  };
  const signal = (fields: object) =>
    Object.create(
      { addEventListener() {}, removeEventListener() {}, [Symbol.toStringTag]: "AbortSignal" },
      Object.getOwnPropertyDescriptors({ aborted: false, ...fields }),
    );
  const objects: [string, unknown][] = [
    ["a proxy that throws", closed({})],
    ["a proxy of a function that throws", closed(boom)],
    ["a revoked proxy", revoked()],
  ];
  const places: [string, (object: never) => object][] = [
    ["the options", (object) => object],
    ["`body`", (object) => ({ params, body: object })],
    ["`params`", (object) => ({ params: object })],
    ["`params.path`", (object) => ({ params: { path: object } })],
    ["`headers`", (object) => ({ params, headers: object })],
    ["`signal`", (object) => ({ params, signal: object })],
    ["`timeoutMs`", (object) => ({ params, timeoutMs: object })],
  ];

  test.each(places.flatMap(([place, put]) => objects.map(([what, object]) => [place, what, put(object as never)] as const)))(
    "in place of %s is refused: %s",
    async (_place, _what, init) => {
      const { client, fetch } = connect();
      for (const call of [
        () => client.POST("/api-keys", init as never),
        () => client.GET("/api-keys/{idOrMid}", init as never),
      ]) {
        const error = await failureOf(call());
        expect(error).toMatchObject({ code: expect.stringMatching(/^(config|validation)$/), outcome: "not_sent" });
      }
      expect(fetch.sent).toEqual([]);
    },
  );

  test.each(objects)("in place of a path, or of the options of createClient, is refused: %s", async (_, object) => {
    expect(await failureOf(connect().client.POST(object as "/api-keys", { body }))).toMatchObject({ code: "validation" });
    expect(() => createClient(object as never)).toThrow(ConfigError);
    expect(isFlexFactorError(object)).toBe(false);
  });

  test("cannot be a path that changes when it is read again", async () => {
    const { client, fetch } = connect();
    let reads = 0;
    const path = { toString: () => (reads++ === 0 ? "/api-keys" : "/elsewhere") };
    expect(await failureOf(client.POST(path as unknown as "/api-keys", { body }))).toMatchObject({
      code: "validation",
      outcome: "not_sent",
    });
    expect(fetch.sent).toEqual([]);
  });

  test("as a signal loses no key", async () => {
    const { client } = connect();
    const { data } = await client.POST("/api-keys", { body, signal: signal({ removeEventListener: boom }) });
    expect(data?.value?.reveal()).toBe("v-secret");
    expect(await failureOf(client.POST("/api-keys", { body, signal: signal({ addEventListener: boom }) }))).toMatchObject({
      code: "config",
      message: "`signal` must be an AbortSignal.",
    });
    const aborted = Object.defineProperty(signal({ aborted: true }), "reason", { get: boom });
    expect(await failureOf(client.POST("/api-keys", { body, signal: aborted }))).toMatchObject({
      code: "aborted",
      reason: undefined,
      message: "createApiKey was aborted.",
    });
  });
});
