import { ConfigError, createClient } from "@flexfactor/core";
import { boasting, electron, inWorld, native, page, polyfill, testDom } from "@flexfactor/testing/browser-worlds";
import { afterEach, describe, expect, test, vi } from "vitest";
import { clientCredentials } from "../src/index.ts";

const credentials = { appKey: "app-key", appSecret: "app-secret" };
afterEach(() => vi.unstubAllGlobals());

describe("on a user's machine", () => {
  test.each<[string, Record<string, unknown>]>([
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
  ])("%s is refused, unless that is allowed", (_, globals) => {
    inWorld(globals);
    const make = () => clientCredentials(credentials);
    expect(make).toThrow(ConfigError);
    expect(make).toThrow("`allowBrowser` must be true in a browser, where everyone who can open the page can read `appSecret`.");
    expect(() => clientCredentials(credentials, { allowBrowser: false })).toThrow(ConfigError);
    expect(() => clientCredentials(credentials, { allowBrowser: true })).not.toThrow();
  });

  test("a raw exchange is refused too, unless it is allowed", async () => {
    inWorld({ document: page, process: undefined });
    const sent: string[] = [];
    const fetch = async (url: string) => {
      sent.push(url);
      return Response.json({ accessToken: "token-1" });
    };
    const client = createClient({ baseUrl: "https://api.example", auth: "token-1", fetch });
    const body = { AppKey: "app-key", AppSecret: "app-secret" };
    for (const options of [{}, { allowBrowser: false }, { allowBrowser: "yes" as never }])
      await expect(client.POST("/oauth2/token", { body, ...options })).rejects.toThrow(ConfigError);
    await expect(client.POST("/oauth2/token", { body })).rejects.toThrow("can read `AppSecret`");
    expect(sent).toEqual([]);
    const { data } = await client.POST("/oauth2/token", { body, allowBrowser: true });
    expect(data?.accessToken?.reveal()).toBe("token-1");
  });

  test("a call that sends no secret is not refused", async () => {
    inWorld({ document: page, process: undefined });
    const client = createClient({
      baseUrl: "https://api.example",
      auth: "token-1",
      fetch: async () => Response.json({ keys: [] }),
    });
    expect((await client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_1" } } })).data).toEqual({ keys: [] });
  });

  test("allowed credentials are exchanged", async () => {
    inWorld({ document: page, process: undefined });
    const fetch = async (url: string) => Response.json(url.endsWith("/token") ? { accessToken: "token-1" } : { keys: [] });
    const auth = clientCredentials(credentials, { allowBrowser: true });
    const client = createClient({ baseUrl: "https://api.example", auth, fetch });
    expect((await client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_1" } } })).data).toEqual({ keys: [] });
  });

  test("`Object.prototype` cannot allow it", () => {
    inWorld({ document: page });
    Object.defineProperty(Object.prototype, "allowBrowser", {
      value: true,
      configurable: true,
      enumerable: true,
      writable: true,
    });
    try {
      expect(() => clientCredentials(credentials)).toThrow(ConfigError);
      expect(() => clientCredentials(credentials, {})).toThrow(ConfigError);
    } finally {
      delete (Object.prototype as { allowBrowser?: boolean }).allowBrowser;
    }
  });

  test("a value other than true does not allow it", () => {
    expect(() => clientCredentials(credentials, { allowBrowser: "yes" } as never)).toThrow(
      "`allowBrowser` must be true or false.",
    );
  });
});

describe("on a server", () => {
  test.each<[string, Record<string, unknown>]>([
    ["Node", {}],
    ["Node under jsdom or happy-dom", { document: testDom, navigator: { product: "Gecko" } }],
    ["Node under React Native's test preset", { navigator: { product: "ReactNative" } }],
    ["the main process of Electron", { process: electron("browser") }],
    ["a runtime without `process`", { process: undefined, navigator: { userAgent: "Cloudflare-Workers" } }],
  ])("%s is accepted", (_, globals) => {
    inWorld(globals);
    expect(() => clientCredentials(credentials)).not.toThrow();
  });
});
