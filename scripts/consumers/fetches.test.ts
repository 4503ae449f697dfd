// Other implementations of `fetch`, each from its real package: a create arrives once and complete, and the SDK reads its answer and a list.
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { startFaultServer } from "./fault-server.ts";
import { projectOf } from "./project-of.ts";
import { run } from "./run.ts";

/** The first lines of each program, which define `fetchOption`. */
const PACKAGES: Record<string, string> = {
  "node-fetch 3": `import fetchOption from "node-fetch-3";`,
  "node-fetch 2": `import fetchOption from "node-fetch-2";`,
  "undici 8": `import { fetch as fetchOption } from "undici";`,
  // React Native's fetch is whatwg-fetch on its own XMLHttpRequest. It has no streams, and its TextDecoder cannot be fatal.
  "whatwg-fetch, as in React Native": `import { JSDOM } from "jsdom";
const { XMLHttpRequest } = new JSDOM("", { url: process.argv[2] }).window;
const node = process;
const Lenient = class extends TextDecoder {
  constructor(label, options) {
    if (options?.fatal) throw new RangeError("fatal is not supported");
    super(label, options);
  }
};
Object.assign(globalThis, { self: globalThis, XMLHttpRequest, TextDecoder: Lenient });
Object.defineProperty(globalThis, "navigator", { value: { product: "ReactNative" } });
Object.defineProperty(globalThis, "process", { value: { ...node, argv: node.argv, env: {} } });
const { fetch: fetchOption, Headers, Request, Response } = await import("whatwg-fetch");
Object.assign(globalThis, { Headers, Request, Response });`,
  // A window of Electron has Node's `process`, with the type `renderer`, and a native `document`.
  "the fetch of an Electron window": `Object.defineProperty(process, "type", { value: "renderer" });
const engine = { createElement: Array.prototype.concat };
Object.defineProperty(globalThis, "document", { value: engine });
const fetchOption = (url, init) => {
  // Chromium does not send a stream over HTTP/1.1.
  if (typeof init.body === "object" && init.body) throw new TypeError("ERR_H2_OR_QUIC_REQUIRED");
  return fetch(url, init);
};`,
};

const program = (begin: string): string => `${begin}
const { apiKeys } = await import("@flexfactor/api-keys");
const { createClient } = await import("@flexfactor/core");
const keys = apiKeys(createClient({ baseUrl: process.argv[2], auth: "token", fetch: fetchOption }));
const key = await keys.create({ mid: "mid_1", name: "Checkout ä", type: "secret" });
const listed = await keys.list("mid_1");
console.log(key.value.reveal(), listed.length);
`;

const project = inject("project");
const home = join(project, "fetches");
let server: Awaited<ReturnType<typeof startFaultServer>>;
const slug = (name: string): string => name.replaceAll(/\W+/g, "-");

beforeAll(async () => {
  server = await startFaultServer(project);
  const programs = Object.entries(PACKAGES).map(([name, begin]) => [`${slug(name)}.mjs`, program(begin)]);
  projectOf(home, Object.fromEntries(programs), ["node-fetch-2", "node-fetch-3", "undici", "whatwg-fetch", "jsdom"]);
});
afterAll(() => server.close());

test.each(Object.keys(PACKAGES))("%s", async (name) => {
  const base = `${server.url}/${slug(name)}`;
  expect(await run("node", [`${slug(name)}.mjs`, `${base}/create/v1`], home)).toBe("key-canary 1\n");
  const [create, list, ...more] = (await (await fetch(`${base}/ledger/create`)).json()) as { request: string; body: string }[];
  expect(JSON.parse(create?.body ?? "")).toEqual({ mid: "mid_1", name: "Checkout ä", type: "secret" });
  expect([list?.request, more]).toEqual(["GET /api-keys/mid_1", []]);
});
