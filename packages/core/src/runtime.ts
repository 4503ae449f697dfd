// Which JavaScript runtime this is. No single global tells: bundlers put a `process` into pages, Electron's windows have a real one, and
// test runners put a `document` into Node.

/** The runtimes for servers that are known here. */
export type ServerRuntime = "node" | "bun" | "deno" | "workerd";

/** The few globals that tell. Any of them may be missing, or be somebody's imitation. */
interface Globals {
  Bun?: unknown;
  Deno?: { version?: { deno?: unknown } };
  WebSocketPair?: unknown;
  document?: { createElement?: unknown };
  importScripts?: unknown;
  navigator?: { userAgent?: unknown; product?: unknown };
  process?: { versions?: { node?: unknown }; type?: unknown };
}

/** The runtime for servers that this is; undefined in browsers, in React Native and where it is not known. */
export function serverRuntime(): ServerRuntime | undefined {
  const { Bun, Deno, WebSocketPair, navigator, process } = globalThis as Globals;
  if (navigator?.userAgent === "Cloudflare-Workers" || WebSocketPair !== undefined) return "workerd";
  if (Bun !== undefined) return "bun";
  if (typeof Deno?.version?.deno === "string") return "deno";
  return isServerProcess(process) ? "node" : undefined;
}

/**
 * Whether this code runs on a user's machine: in a page, in a browser's worker, in an Electron window or in React Native.
 *
 * Whatever looks like a browser counts as one, unless both are true: a real server runtime is here, and its `document` is one written in
 * JavaScript, as those of jsdom and happy-dom are.
 */
export function isBrowser(): boolean {
  const globals = globalThis as Globals;
  // A page has a document. Of all workers, only those of browsers have `importScripts`.
  const dom = globals.document?.createElement ?? globals.importScripts;
  if (globals.document || globals.importScripts) return !isServerProcess(globals.process) || isPartOfEngine(dom);
  return globals.navigator?.product === "ReactNative" && !isServerProcess(globals.process);
}

/** Node, Bun and Deno tag their `process` like this; the ones in pages are plain objects. Electron's windows have a real one, with a type. */
function isServerProcess(process: Globals["process"]): boolean {
  const isReal = Object.prototype.toString.call(process) === "[object process]" && typeof process?.versions?.node === "string";
  return isReal && process.type !== "renderer" && process.type !== "worker";
}

/** The source text of a browser's own functions is hidden. That of jsdom's and happy-dom's is JavaScript. */
function isPartOfEngine(value: unknown): boolean {
  return typeof value === "function" && Function.prototype.toString.call(value).includes("[native code]");
}
