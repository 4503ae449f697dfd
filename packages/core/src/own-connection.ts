// The options of `fetch` for a connection that no other request has used.
import { serverRuntime } from "./runtime.js";

/** Options that Bun's and Deno's `fetch` have in addition to the standard's. */
export type ConnectionOptions = { keepalive?: boolean; client?: object };

/** The part of `Deno` that is used here. Old versions lack it. */
interface DenoConnections {
  createHttpClient?: (options: { poolMaxIdlePerHost: number }) => object;
}

/**
 * The options with which `fetch` opens a new connection for a request. On a reused connection, Bun and Deno take an answer that nobody
 * asked for as the answer to the next request: a create would return somebody else's key. Node closes an idle connection that gets such
 * an answer. It has no such option, only a header that ends the connection after each request: the README shows it.
 *
 * Empty if the runtime has no such option.
 */
export function ownConnection(): ConnectionOptions {
  const runtime = serverRuntime();
  // In the standard, `keepalive` has another meaning, and false is its default. Bun reuses a connection unless it is given as false.
  if (runtime === "bun") return { keepalive: false };
  return runtime === "deno" ? ownDenoClient() : {};
}

function ownDenoClient(): ConnectionOptions {
  const { Deno } = globalThis as { Deno?: DenoConnections };
  try {
    const client = Deno?.createHttpClient?.({ poolMaxIdlePerHost: 0 });
    return client ? { client } : {};
  } catch {
    return {};
  }
}
