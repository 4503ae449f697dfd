import { ConfigError } from "@flexfactor/core";
import { afterEach, describe, expect, test, vi } from "vitest";
import { clientCredentials } from "../src/index.ts";

const credentials = { appKey: "app-key", appSecret: "app-secret" };
/** A function of a browser hides its source; a bound one does, too. */
const native = (() => {}).bind(undefined);
const page = { createElement: native };
/** What jsdom and happy-dom give. */
const testDom = { createElement() {} };
/** As it comes from bundlers, and one that says more than it should. */
const polyfill = { env: {}, browser: true, versions: {} };
const boasting = { env: {}, versions: { node: "24.21.0" } };
const electron = (type: string) => Object.assign(Object.create(process), { type });

const inWorld = (globals: Record<string, unknown>) => {
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
};
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

  test("a misspelt yes does not allow it", () => {
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
