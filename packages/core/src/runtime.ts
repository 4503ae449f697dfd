// Finds out which JavaScript runtime this is. No single global shows it: bundlers put a `process` into pages, Electron's windows have a
// real one, and test runners put a `document` into Node.
import { given } from "./json.js";

/** The server runtimes that the SDK knows. */
export type ServerRuntime = "node" | "bun" | "deno" | "workerd";

/** The globals that are looked at. Each of them can be missing, or an imitation by other code. */
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

/** The server runtime that this code runs in; undefined in browsers, in React Native and in unknown runtimes. */
export function serverRuntime(): ServerRuntime | undefined {
  const navigator = given(globals, "navigator");
  if (navigator?.userAgent === "Cloudflare-Workers" || given(globals, "WebSocketPair") !== undefined) return "workerd";
  if (given(globals, "Bun") !== undefined) return "bun";
  if (typeof given(globals, "Deno")?.version?.deno === "string") return "deno";
  return isServerProcess(given(globals, "process")) ? "node" : undefined;
}

/**
 * Whether this code runs on a user's machine: in a page, in a browser's worker, in an Electron window or in React Native.
 *
 * Everything that looks like a browser counts as one, unless two things are true: this is a real server runtime, and its `document` is
 * written in JavaScript, like those of jsdom and happy-dom.
 */
export function isBrowser(): boolean {
  const onServer = isServerProcess(given(globals, "process"));
  // A page has a document. Among workers, only those of browsers have `importScripts`.
  const document = given(globals, "document");
  const importScripts = given(globals, "importScripts");
  if (document || importScripts) return !onServer || isPartOfEngine(document?.createElement ?? importScripts);
  return given(globals, "navigator")?.product === "ReactNative" && !onServer;
}

/** Node, Bun and Deno tag their `process` like this. In pages it is a plain object. Electron's windows have a real one, with a type. */
function isServerProcess(process: Globals["process"]): boolean {
  const isReal = Object.prototype.toString.call(process) === "[object process]" && typeof process?.versions?.node === "string";
  const type = isReal && given(process, "type");
  return isReal && type !== "renderer" && type !== "worker";
}

/** Whether a function is native. The functions of a browser are; those of jsdom and happy-dom are JavaScript. */
function isPartOfEngine(value: unknown): boolean {
  return typeof value === "function" && Function.prototype.toString.call(value).includes("[native code]");
}
