/** The largest body that is read, in bytes after decompression. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** Why a body could not be read. */
export type BodyProblem = "too_large" | "charset";

/**
 * Reads a body as UTF-8 text, a byte-order mark dropped. Stops at {@link MAX_BODY_BYTES}, so that no answer can fill the
 * memory, and refuses broken UTF-8, so that no secret is returned with a replacement character in it.
 */
export async function readText(response: Response): Promise<{ text: string } | { problem: BodyProblem }> {
  if (!response.body) return { text: "" };
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    bytes += value.byteLength;
    if (bytes > MAX_BODY_BYTES) {
      void reader.cancel().catch(() => {});
      return { problem: "too_large" };
    }
  }
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    const text = chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join("");
    return { text: text + decoder.decode() };
  } catch {
    return { problem: "charset" };
  }
}

/**
 * A request body that can be sent once. A string could be sent again by the runtime itself: Node repeats a POST after a 421,
 * Deno after a reused connection closes. Browsers do not and cannot stream over HTTP/1.1, so they get the string.
 */
export function oneShot(text: string): { body: BodyInit; duplex?: "half"; headers: Record<string, string> } {
  if (!("process" in globalThis)) return { body: text, headers: {} };
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
  return { body, duplex: "half", headers: { "content-length": `${bytes.byteLength}` } };
}
