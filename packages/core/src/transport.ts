import { bare, defineHidden } from "./bare.js";
import { type ConnectionOptions, ownConnection } from "./own-connection.js";
import { serverRuntime } from "./runtime.js";

/** A request that is ready to be sent. */
export interface OutgoingRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Whether it may be retried when the server may have carried it out. */
  readonly safe: boolean;
}

/** A prepared request. It can be sent once. */
export interface Sending {
  send(): Promise<Response>;
  /** Whether it is certain that `fetch` has read no byte of the body, so that none has left. */
  isUntouched(): boolean;
}

/** Prepares a request. If it throws, nothing was sent. */
export type Transport = (request: OutgoingRequest, signal: AbortSignal) => Sending;

/**
 * A function that sends a request: the runtime's own `fetch`, undici's, or yours. It must not retry or follow redirects.
 *
 * @example
 * const send: Fetch = (url, init) => fetch(url, { ...init, headers: { ...init.headers, "x-team": "checkout" } });
 * const client = createClient({ environment: "sandbox", auth, fetch: send });
 */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchedResponse>;

/** The request that a {@link Fetch} sends. It can be passed on as a `RequestInit` of the DOM, of Node's types and of undici. */
export interface FetchInit {
  /** The HTTP method, like `POST`. */
  method: string;
  /** The headers, by their names in lower case. */
  headers: Record<string, string>;
  /** The body, or null. It is a stream that can be read once, or text where the runtime's `fetch` sends no streams. */
  body: string | (ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>) | null;
  /** Aborted when the call ends. Pass it on: otherwise a timeout does not stop the request. */
  signal: AbortSignal;
  /** Redirects must not be followed: they would carry secrets to another server. */
  redirect: "manual";
  /** Required by runtimes that send a stream. */
  duplex: "half";
  /** Keeps Next and browsers from caching answers. Absent where the runtime refuses it. */
  cache?: "no-store";
}

/** What the SDK reads of the `Response` that a {@link Fetch} returns. It also reads `body`, if that is a standard stream. */
export interface FetchedResponse {
  /** The HTTP status. */
  readonly status: number;
  /** Whether the status is a 2xx. */
  readonly ok: boolean;
  /** The headers of the response. */
  readonly headers: {
    /** Returns the value of a header, or null if there is none. */
    get(name: string): string | null;
  };
  /** Returns the body. It is called only if `body` is no standard stream. */
  text(): Promise<string>;
}

/** Runtimes whose `fetch` sends a stream over HTTP/1.1. Browsers can do that only over HTTP/2, and React Native has no streams. */
const STREAMING: readonly unknown[] = ["node", "bun", "deno"];

/** Makes the transport of a client. Only the transport calls `fetch`. */
export function createTransport(customFetch: Fetch | undefined): Transport {
  // Found out at the first request, because touching `Request` earlier would slow the start of the program.
  let abilities: { streams: boolean; noStore: boolean } | undefined;
  // Made at the first request that may be sent only once, and then kept.
  let connection: ConnectionOptions | undefined;

  return ({ url, method, headers, body, safe }, signal) => {
    abilities ??= { streams: STREAMING.includes(serverRuntime()), noStore: acceptsNoStore() };
    const content = contentOf(body, abilities.streams);
    // Only for the runtime's own `fetch`, because a custom one may bring its own connections.
    if (!safe && !customFetch) connection ??= ownConnection();
    const init: FetchInit & ConnectionOptions = bare({
      method,
      headers: { ...headers, ...content.headers },
      body: content.body,
      signal,
      redirect: "manual",
      duplex: "half",
      ...(abilities.noStore && { cache: "no-store" as const }),
      ...(!safe && connection),
    });
    // Looked up for each request, so that a `fetch` that is installed later (by a mock or a tracer) is used.
    const fetch: Fetch = customFetch ?? globalThis.fetch;
    return { send: () => fetch(url, init) as Promise<Response>, isUntouched: content.isUntouched };
  };
}

/**
 * Whether the runtime accepts `cache: "no-store"`. Without it, Next 14 caches answers to a POST, and browsers cache answers to a GET.
 * Workers with an old compatibility date refuse it.
 */
function acceptsNoStore(): boolean {
  try {
    new Request("https://api.flexfactor.io", { cache: "no-store" });
    return true;
  } catch {
    return false;
  }
}

interface Content {
  readonly body: FetchInit["body"];
  readonly headers: Readonly<Record<string, string>>;
  isUntouched(): boolean;
}

const cannotTell = (): boolean => false;

function contentOf(text: string | undefined, streams: boolean): Content {
  if (text === undefined) return { body: null, headers: {}, isUntouched: cannotTell };
  if (!streams) return { body: text, headers: {}, isUntouched: cannotTell };
  const bytes = new TextEncoder().encode(text);
  let untouched = true;
  const body = oneShot(bytes, () => {
    untouched = false;
  });
  // An implementation of `fetch` that does not know standard streams, like node-fetch, sends `String(body)`.
  defineHidden(body, "toString", () => {
    untouched = false;
    return text;
  });
  return { body, headers: { "content-length": String(bytes.length) }, isUntouched: () => untouched };
}

/**
 * A body that can be sent once. A runtime can retry a request by itself if it has the bytes: Node retries a POST after a 421, Deno when a
 * reused connection closes. The `body` of a Response would not do, because Deno finds its bytes and retries.
 */
function oneShot(bytes: Uint8Array, onRead: () => void): Exclude<FetchInit["body"], string | null> {
  const source = bare({
    pull(controller: ReadableStreamDefaultController): void {
      onRead();
      controller.enqueue(bytes);
      controller.close();
    },
  });
  // 0: the stream gives no bytes before somebody reads it.
  return new ReadableStream(source, bare({ highWaterMark: 0 }));
}
