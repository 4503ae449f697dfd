// A create and a get with a `fetch` of the test, and its answers.
import { json } from "@flexfactor/testing/stub-fetch";
import { type CallOptions, createClient, type TokenSource } from "../src/index.ts";
import { orThrow } from "../src/internal.ts";

export const baseUrl = "https://api.example/v1";
export const body = { mid: "mid_1", name: "Checkout", type: "secret" } as const;
export const path = { idOrMid: "key_1" };
export const list = () => json(200, { keys: [] });
export const key = () => json(201, { id: "key_1", value: "v-secret" });

export type Answer = () => Response | Promise<Response>;
export const calls = {
  create: (fetch: typeof globalThis.fetch, options?: CallOptions, auth: string | TokenSource = "token-1") =>
    orThrow(
      createClient({ baseUrl, auth: typeof auth === "string" ? auth : () => auth, fetch }).POST("/api-keys", {
        body,
        ...options,
      }),
    ),
  get: (fetch: typeof globalThis.fetch, options?: CallOptions, auth: string | TokenSource = "token-1") =>
    orThrow(
      createClient({ baseUrl, auth: typeof auth === "string" ? auth : () => auth, fetch }).GET("/api-keys/{idOrMid}", {
        params: { path },
        ...options,
      }),
    ),
};
export const throws = (error: unknown) => (): Response => {
  throw error;
};
/** A 2xx whose body breaks off. */
export const brokenBody =
  (status: number, type = "application/json") =>
  () =>
    new Response(
      new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"id":'));
          controller.error(new TypeError("terminated"));
        },
      }),
      { status, headers: { "content-type": type } },
    );
export const text = (status: number, content: string | Uint8Array<ArrayBuffer>, headers?: HeadersInit) => () =>
  new Response(content, { status, ...(headers && { headers }) });
