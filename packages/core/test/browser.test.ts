import { boasting, electron, inWorld, native, page, polyfill, testDom } from "@flexfactor/testing/browser-worlds";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ConfigError, createClient } from "../src/index.ts";

afterEach(() => vi.unstubAllGlobals());

const body = { AppKey: "app-key", AppSecret: "app-secret" };
/** Exchanges credentials: the only call that sends a secret of the partner. */
function exchange(options: object = {}) {
  const sent: RequestInit[] = [];
  const fetch = async (_: string, init: RequestInit) => {
    sent.push(init);
    return Response.json({ accessToken: "token-1" });
  };
  const client = createClient({ baseUrl: "https://api.example", auth: "token-1", fetch });
  return { sent, call: client.POST("/oauth2/token", { body, ...options }) };
}
const userAgentOf = ([init]: RequestInit[]) => (init?.headers as Record<string, string> | undefined)?.["user-agent"];

describe("on a user's machine", () => {
  const worlds: [string, Record<string, unknown>][] = [
    ["a page", { document: page, process: undefined }],
    ["a page with a `process`", { document: page, process: polyfill }],
    ["a page whose `process` claims to be Node's", { document: page, process: boasting }],
    ["a page that replaced its document's functions", { document: testDom, process: polyfill }],
    ["a page that did both", { document: testDom, process: boasting }],
    ["a web worker", { importScripts: native, process: undefined }],
    ["a web worker with a `process`", { importScripts: native, process: boasting }],
    ["an Electron window", { document: page }],
    ["an Electron window that replaced its document's functions", { document: testDom, process: electron("renderer") }],
    ["a worker of an Electron window", { importScripts: () => {}, process: electron("worker") }],
    ["React Native", { navigator: { product: "ReactNative" }, process: polyfill }],
  ];

  test.each(worlds)("%s sends no secret of the partner, unless it is allowed", async (_, globals) => {
    inWorld(globals);
    for (const options of [{}, { allowBrowser: undefined }, { allowBrowser: false }]) {
      const { call, sent } = exchange(options);
      const where = "in a browser, where everyone who can open the page can read `AppSecret`";
      await expect(call).rejects.toThrow(new ConfigError(`\`allowBrowser\` must be true ${where}.`));
      expect(sent).toEqual([]);
    }
    const allowed = exchange({ allowBrowser: true });
    expect((await allowed.call).data?.accessToken?.reveal()).toBe("token-1");
  });

  test.each([
    ["a page", { document: page, process: undefined }],
    ["React Native", { navigator: { product: "ReactNative" }, process: polyfill }],
  ])("%s says its own user agent, and is given the body as text", async (_, globals) => {
    inWorld(globals);
    const { call, sent } = exchange({ allowBrowser: true });
    await call;
    expect(userAgentOf(sent)).toBeUndefined();
    expect(sent[0]?.body).toBe(JSON.stringify(body));
  });
});

test("a page may make a call that sends no secret of the partner", async () => {
  inWorld({ document: page, process: undefined });
  const client = createClient({ baseUrl: "https://api.example", auth: "t", fetch: async () => Response.json({ keys: [] }) });
  expect((await client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_1" } } })).data).toEqual({ keys: [] });
});

describe("on a server", () => {
  test.each<[string, Record<string, unknown>]>([
    ["Node", {}],
    ["Node under jsdom or happy-dom", { document: testDom, navigator: { product: "Gecko" } }],
    ["Node under React Native's test preset", { navigator: { product: "ReactNative" } }],
    ["Node with a `document` without functions", { document: {} }],
    ["the main process of Electron", { process: electron("browser") }],
    ["a worker of a page's bundler in Node", { importScripts: () => {} }],
    ["Workers without a `process`", { process: undefined, navigator: { userAgent: "Cloudflare-Workers" } }],
    ["Workers that hide their name", { process: undefined, navigator: undefined, WebSocketPair: class {} }],
    ["Bun", { process: undefined, Bun: {} }],
    ["Deno", { process: undefined, Deno: { version: { deno: "2.9.6" } } }],
  ])("%s sends the secret, and says which SDK sends it", async (_, globals) => {
    inWorld(globals);
    const { call, sent } = exchange();
    expect((await call).data?.accessToken?.reveal()).toBe("token-1");
    expect(userAgentOf(sent)).toMatch(/^flexfactor-sdk-js\/\d/);
  });

  test.each<[string, Record<string, unknown>]>([
    ["nothing that tells", { process: undefined, navigator: undefined }],
    ["a `Deno` without a version", { process: undefined, Deno: {} }],
    ["a `process` that is a plain object", { process: boasting }],
    ["a real `process` without a version of Node", { process: Object.create(process, { versions: { value: {} } }) }],
    ["a real `process` without versions", { process: Object.create(process, { versions: { value: undefined } }) }],
  ])("a runtime with %s says its own user agent", async (_, globals) => {
    inWorld(globals);
    const { call, sent } = exchange();
    await call;
    expect(userAgentOf(sent)).toBeUndefined();
  });

  test.each<[string, Record<string, unknown>, boolean]>([
    ["Node", {}, true],
    ["Bun", { Bun: {} }, true],
    ["Deno", { Deno: { version: { deno: "2.9.6" } } }, true],
    ["Workers", { navigator: { userAgent: "Cloudflare-Workers" } }, false],
    ["Workers that look like Bun", { navigator: { userAgent: "Cloudflare-Workers" }, Bun: {} }, false],
  ])("%s is given a body that can be sent once, if it sends streams", async (_, globals, once) => {
    inWorld(globals);
    const { call, sent } = exchange();
    await call;
    expect(sent[0]?.body instanceof ReadableStream).toBe(once);
  });
});

test.each(["yes", 1, null])("a value other than true does not allow it: %j", async (allowBrowser) => {
  inWorld({ document: page });
  const { call, sent } = exchange({ allowBrowser });
  await expect(call).rejects.toThrow(new ConfigError("`allowBrowser` must be true or false."));
  expect(sent).toEqual([]);
});

test("a web worker is recognised by the functions that its global object inherits, also if all objects inherit one of that name", async () => {
  inWorld({ process: undefined });
  const scope = Object.getPrototypeOf(globalThis);
  expect(scope).not.toBe(Object.prototype);
  Object.defineProperty(scope, "importScripts", { value: native, configurable: true });
  const { call, sent } = exchange();
  Object.defineProperty(Object.prototype, "importScripts", { value: () => {}, configurable: true });
  const { call: disguised } = exchange();
  Reflect.deleteProperty(Object.prototype, "importScripts");
  delete scope.importScripts;
  await expect(call).rejects.toThrow(ConfigError);
  await expect(disguised).rejects.toThrow(ConfigError);
  expect(sent).toEqual([]);
});

test("marks of a runtime on `Object.prototype` change nothing", async () => {
  const marks = { document: page, importScripts: native, WebSocketPair: class {}, Bun: {}, Deno: { version: { deno: "2" } } };
  for (const [name, value] of Object.entries(marks)) {
    Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
    const { call, sent } = exchange();
    await call.finally(() => delete (Object.prototype as Record<string, unknown>)[name]);
    expect([name, sent[0]?.body instanceof ReadableStream]).toEqual([name, true]);
  }
});
