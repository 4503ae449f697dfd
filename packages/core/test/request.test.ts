import { once } from "node:events";
import { createServer } from "node:http";
import { json, stubFetch } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test, vi } from "vitest";
import { createClient, type Fetch } from "../src/index.ts";
import { orThrow } from "../src/internal.ts";

const baseUrl = "https://api.example/v1";
const body = { mid: "mid_1", name: "Checkout", type: "secret" } as const;
const key = () => json(201, { id: "key_1", value: "v-secret" });
const create = (fetch: Fetch, options: object = {}) =>
  orThrow(createClient({ baseUrl, auth: "token-1", fetch, maxAttempts: 1 }).POST("/api-keys", { body, ...options }));

describe("a request", () => {
  test("uses no cache, and follows no redirect", async () => {
    let given: RequestInit = {};
    await create(async (_, init) => {
      given = init;
      return key();
    });
    expect(given).toMatchObject({ cache: "no-store", redirect: "manual" });
  });

  test("has a content type only if it has a body", async () => {
    const fetch = stubFetch(() => json(200, { keys: [] }));
    const client = createClient({ baseUrl, auth: "token-1", fetch });
    await client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_1" } } });
    await client.POST("/api-keys", { body });
    expect(fetch.sent.map(({ headers }) => headers.get("content-type"))).toEqual([null, "application/json"]);
    expect(fetch.sent.map(({ body }) => body)).toEqual([undefined, body]);
  });

  test("has no `cache` option if the runtime refuses it", async () => {
    vi.stubGlobal("Request", function refusing(_: string, init: object) {
      if ("cache" in init) throw new TypeError("The 'cache' field is not implemented.");
    });
    const given: object[] = [];
    const fetch: Fetch = async (_, init) => {
      given.push(init);
      return key();
    };
    await create(fetch).finally(() => vi.unstubAllGlobals());
    expect(given).toEqual([expect.not.objectContaining({ cache: expect.anything() })]);
  });

  test("has its body as text for a `fetch` without streams", async () => {
    let text = "";
    await create(async (_, init) => {
      text = String(init.body);
      return key();
    });
    expect(JSON.parse(text)).toEqual(body);
  });

  test("is sent once to a server, with its length", async () => {
    const received: unknown[] = [];
    const server = createServer((request, response) => {
      request.resume().on("end", () => {
        received.push([request.method, request.headers["content-length"], request.headers["transfer-encoding"]]);
        response.writeHead(421).end();
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    const client = createClient({ baseUrl: `http://127.0.0.1:${port}`, auth: "t", maxAttempts: 1 });
    await client.POST("/api-keys", { body });
    server.close();
    expect(received).toEqual([["POST", String(JSON.stringify(body).length), undefined]]);
  });

  test("is sent once even if other code put the marks of a runtime on `Object.prototype`", async () => {
    let arrived = 0;
    const server = createServer((request, response) => {
      request.resume().on("end", () => {
        arrived++;
        response.writeHead(421).end("{}");
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    const marks = { type: "worker", WebSocketPair: 1, Deno: { version: { deno: "2" } }, Bun: 1 };
    for (const [name, value] of Object.entries(marks)) {
      Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
      const client = createClient({ baseUrl: `http://127.0.0.1:${port}`, auth: "t", maxAttempts: 1 });
      await client.POST("/api-keys", { body }).finally(() => delete (Object.prototype as Record<string, unknown>)[name]);
    }
    server.close();
    expect(arrived).toBe(4);
  });

  test("can have an answer without a stream, which is read as text", async () => {
    const text = async () => '\ufeff{"id":"key_1","value":"v-secret"}';
    const fetch = async () => ({ status: 201, ok: true, headers: new Headers(), text }) as Response;
    const { data } = await create(fetch);
    expect(data.value?.reveal()).toBe("v-secret");
  });
});
