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

const globals = globalThis as Globals;

/** A field, unless somebody put it on `Object.prototype`, from which globals inherit. */
function read<T extends object, Name extends keyof T>(holder: T, name: Name): T[Name] | undefined {
  return name in Object.prototype && !Object.hasOwn(holder, name) ? undefined : holder[name];
}

/** The runtime for servers that this is; undefined in browsers, in React Native and where it is not known. */
export function serverRuntime(): ServerRuntime | undefined {
  const navigator = read(globals, "navigator");
  if (navigator?.userAgent === "Cloudflare-Workers" || read(globals, "WebSocketPair") !== undefined) return "workerd";
  if (read(globals, "Bun") !== undefined) return "bun";
  if (typeof read(globals, "Deno")?.version?.deno === "string") return "deno";
  return isServerProcess(read(globals, "process")) ? "node" : undefined;
}

/**
 * Whether this code runs on a user's machine: in a page, in a browser's worker, in an Electron window or in React Native.
 *
 * Whatever looks like a browser counts as one, unless both are true: a real server runtime is here, and its `document` is one written in
 * JavaScript, as those of jsdom and happy-dom are.
 */
export function isBrowser(): boolean {
  const onServer = isServerProcess(read(globals, "process"));
  // A page has a document. Of all workers, only those of browsers have `importScripts`.
  const document = read(globals, "document");
  const importScripts = read(globals, "importScripts");
  if (document || importScripts) return !onServer || isPartOfEngine(document?.createElement ?? importScripts);
  return read(globals, "navigator")?.product === "ReactNative" && !onServer;
}

/** Node, Bun and Deno tag their `process` like this; the ones in pages are plain objects. Electron's windows have a real one, with a type. */
function isServerProcess(process: Globals["process"]): boolean {
  const isReal = Object.prototype.toString.call(process) === "[object process]" && typeof process?.versions?.node === "string";
  const type = isReal && read(process, "type");
  return isReal && type !== "renderer" && type !== "worker";
}

/** The source text of a browser's own functions is hidden. That of jsdom's and happy-dom's is JavaScript. */
function isPartOfEngine(value: unknown): boolean {
  return typeof value === "function" && Function.prototype.toString.call(value).includes("[native code]");
}
