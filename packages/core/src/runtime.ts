// Which JavaScript runtime this is. No single global tells: pages have `process` (polyfills) and Node has `document` (jsdom).

/** The runtimes for servers that are known here. */
export type ServerRuntime = "node" | "bun" | "deno" | "workerd";

interface Globals {
  Bun?: unknown;
  Deno?: { version?: { deno?: unknown } };
  WebSocketPair?: unknown;
  document?: unknown;
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
  // A polyfill is a plain object. In a window of Electron the real one says that it belongs to a renderer.
  const isReal = Object.prototype.toString.call(process) === "[object process]";
  const inWindow = process?.type === "renderer" || process?.type === "worker";
  return isReal && !inWindow && typeof process?.versions?.node === "string" ? "node" : undefined;
}

/** Whether whoever uses the program can read its memory: a browser's page or worker, a window of Electron, React Native. */
export function runsAtTheUsers(): boolean {
  if (serverRuntime()) return false;
  const { document, importScripts, navigator, process } = globalThis as Globals;
  return (
    document !== undefined || importScripts !== undefined || navigator?.product === "ReactNative" || process?.type === "renderer"
  );
}
