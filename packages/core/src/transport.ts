// The one place that calls `fetch`, with a body that can be sent once.
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
  readonly url: string;
  send(): Promise<Response>;
  /** Takes the body back: a `fetch` that has not read it to its end gets an error instead. It can be called again. */
  withdraw(): Withdrawn;
}

/** What is certain of a request whose body was taken back. */
export interface Withdrawn {
  /** No byte of the body was read, so none has left and none can leave. */
  readonly untouched: boolean;
  /**
   * What `fetch` threw is about this request. Somebody's own `fetch` can make other requests after this one, and fail because of them. But
   * while it has not read the end of the body, this request cannot have arrived. Without a body, only the runtime's `fetch` is believed.
   */
  readonly isOwnFailure: boolean;
}

/** Prepares a request. If it throws, nothing was sent. */
export type Transport = (request: OutgoingRequest, signal: AbortSignal) => Sending;

/**
 * A function that sends a request: the runtime's own `fetch`, undici's, or yours. It must not retry, follow redirects, or make up an answer.
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
  /** Asks Next and browsers not to cache answers. Absent where the runtime refuses it. */
  cache?: "no-store";
}

/** What the SDK needs of the `Response` that a {@link Fetch} returns. It also reads `body`, if that is a standard stream. */
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
  /** Returns the body. It is called only if `body` is no standard stream, or was read before. */
  text(): Promise<string>;
}

/** Runtimes whose `fetch` sends a stream over HTTP/1.1. Browsers can do that only over HTTP/2, and React Native has no streams. */
const STREAMING: readonly unknown[] = ["node", "bun", "deno"];

/** Runtimes that read the end of a stream only when they are connected. Deno reads all of it before. */
const LATE_READING: readonly unknown[] = ["node", "bun"];

/** Makes the transport of a client. Only the transport calls `fetch`. */
export function createTransport(customFetch: Fetch | undefined): Transport {
  // Found out at the first request, because touching `Request` earlier would slow the start of the program.
  let abilities: { streams: boolean; readsLate: boolean; noStore: boolean } | undefined;
  // Made at the first request that may be sent only once, and then kept.
  let connection: ConnectionOptions | undefined;

  return ({ url, method, headers, body, safe }, signal) => {
    abilities ??= findAbilities();
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
    const { readsLate } = abilities;
    const withdraw = (): Withdrawn => {
      const read = content.withdraw();
      return { untouched: read === "nothing", isOwnFailure: body === undefined ? !customFetch : readsLate && read !== "all" };
    };
    return { url, send: () => fetch(url, init) as Promise<Response>, withdraw };
  };
}

function findAbilities() {
  const runtime = serverRuntime();
  // The answer will be passed on as a Response. If this runtime has none, it fails here, before anything is sent.
  new Response(null);
  return { streams: STREAMING.includes(runtime), readsLate: LATE_READING.includes(runtime), noStore: acceptsNoStore() };
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

/** How much of a body was read. Where the SDK cannot know it, this is `all`. */
type Read = "nothing" | "a part" | "all";

interface Content {
  readonly body: FetchInit["body"];
  readonly headers: Readonly<Record<string, string>>;
  withdraw(): Read;
}

/** A text does not show how much of it was read. Nor does a request without a body. */
const cannotTell = (): Read => "all";

function contentOf(text: string | undefined, streams: boolean): Content {
  if (text === undefined) return { body: null, headers: {}, withdraw: cannotTell };
  if (!streams) return { body: text, headers: {}, withdraw: cannotTell };
  const bytes = new TextEncoder().encode(text);
  let read: Read = "nothing";
  let withdrawn = false;
  // A custom `fetch` can fail, like one with a timeout of its own, and still send the request later.
  const onRead = (much: Read): void => {
    if (withdrawn) throw new TypeError("The request was given up.");
    // Who has the text has all, even if something else reads the beginning of the stream later.
    if (read !== "all") read = much;
  };
  const body = oneShot(bytes, onRead);
  // An implementation of `fetch` that does not know standard streams, like node-fetch, sends `String(body)`.
  defineHidden(body, "toString", () => {
    onRead("all");
    return text;
  });
  const withdraw = (): Read => {
    withdrawn = true;
    return read;
  };
  return { body, headers: { "content-length": String(bytes.length) }, withdraw };
}

/**
 * A body that can be sent once. A runtime can retry a request by itself if it has the bytes: Node retries a POST after a 421, Deno when a
 * reused connection closes. The `body` of a Response would not do, because Deno finds its bytes and retries.
 *
 * The last byte comes by itself. Node reads the beginning of a body before it is connected, but not the end.
 */
function oneShot(bytes: Uint8Array, onRead: (much: Read) => void): Exclude<FetchInit["body"], string | null> {
  const parts = [bytes.subarray(0, -1), bytes.subarray(-1)].filter(({ length }) => length > 0);
  const source = bare({
    pull(controller: ReadableStreamDefaultController): void {
      onRead(parts.length > 1 ? "a part" : "all");
      controller.enqueue(parts.shift());
      if (parts.length === 0) controller.close();
    },
  });
  // 0: the stream gives no bytes before somebody reads it.
  return new ReadableStream(source, bare({ highWaterMark: 0 }));
}
