// Reads the body of an answer, up to a limit.
import { bare } from "./bare.js";
import { given, isObject } from "./json.js";

/**
 * Why a body could not be read: `body` when it broke off or is not UTF-8, `too_large` when it is larger than 1 MiB or in too many chunks, `used`
 * when it was read before.
 */
export type Unread = "body" | "too_large" | "used";

/** The body of an answer, or why it could not be read. */
export type Body = { readonly text: string; readonly unread: undefined } | { readonly unread: Unread };

/** The largest body that is read, in bytes after decompression, so that no answer can fill the memory. */
const MAX_BODY_BYTES = 1_048_576;

/**
 * How many chunks a body may have. The stream of a custom `fetch` can give tiny or empty chunks without a wait. While they are read, no timer
 * runs, not even that of the deadline.
 */
const MAX_CHUNKS = 50_000;

/** Reads the body of an answer as UTF-8 text, without its byte-order mark. */
export async function readBody(response: Response): Promise<Body> {
  // A `fetch` that logs answers may have read the stream. It would be empty, and could pass for a success. `text` throws, or was put back.
  const used = given(response, "bodyUsed") === true;
  const body = given(response, "body");
  // A custom `fetch` can return null and still have the text.
  if (body === null && !given(response, "text")) return { text: "", unread: undefined };
  try {
    // React Native and node-fetch have no standard streams.
    return isStream(body) && !used ? await readStream(body) : limited(await response.text());
  } catch {
    return { unread: used ? "used" : "body" };
  }
}

function isStream(body: unknown): body is ReadableStream<Uint8Array> {
  return isObject(body) && typeof body["getReader"] === "function";
}

/** @throws when the body breaks off or is not UTF-8: with replacement characters a secret would be wrong, and nobody would notice */
async function readStream(body: ReadableStream<Uint8Array>): Promise<Body> {
  const reader = body.getReader();
  const decoder = new TextDecoder("utf-8", bare({ fatal: true, ignoreBOM: false }));
  let text = "";
  let bytes = 0;
  try {
    for (let chunks = 0; chunks <= MAX_CHUNKS; chunks++) {
      const { done, value } = await reader.read();
      if (done) return { text: text + decoder.decode(), unread: undefined };
      bytes += value.byteLength;
      // Before it is decoded: one chunk can be very large.
      if (bytes > MAX_BODY_BYTES) break;
      text += decoder.decode(value, { stream: true });
    }
    return { unread: "too_large" };
  } finally {
    // Releases the connection when the body is not read to its end. A custom `fetch` can bring a reader that cannot do this.
    new Promise((resolve) => resolve(reader.cancel())).catch(() => {});
  }
}

function limited(text: string): Body {
  // The first comparison spares a very long text the second.
  const isTooLarge = text.length > MAX_BODY_BYTES || new TextEncoder().encode(text).length > MAX_BODY_BYTES;
  return isTooLarge ? { unread: "too_large" } : { text: text.replace(/^\ufeff/, ""), unread: undefined };
}
