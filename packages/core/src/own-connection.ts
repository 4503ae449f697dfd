import { serverRuntime } from "./runtime.js";

/** What Bun's and Deno's own `fetch` can be told besides the standard's options. */
export type ConnectionOptions = { keepalive?: boolean; client?: object };

/** The part of `Deno` that is used here. Old versions do not have it. */
interface DenoConnections {
  createHttpClient?: (options: { poolMaxIdlePerHost: number }) => object;
}

/**
 * What `fetch` is told so that a request gets a connection of its own. On a connection that is used again, Bun and Deno take an answer
 * that nobody asked for as the answer to the next request: a create would give somebody else's key. Node closes such
 * a connection when it sees the answer while it is idle, and its `fetch` offers nothing more.
 *
 * Empty where the runtime does not offer it.
 */
export function ownConnection(): ConnectionOptions {
  const runtime = serverRuntime();
  // By the standard it is the default, and has another meaning. Bun keeps a connection for the next request unless it is given.
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
