import type { CheckedCall } from "./input.js";

/**
 * What openapi-fetch makes of a call: its address, headers and body. openapi-fetch is given it in place of `Request`, and hands it
 * to the connection. A real Request could be read only once, and would keep a listener on the caller's signal.
 */
export class RequestDraft {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | undefined;
  /** The call that it belongs to. */
  readonly call: CheckedCall;

  constructor(url: string, init: { method: string; headers: Headers; body?: string; call: CheckedCall }) {
    this.url = url;
    this.method = init.method;
    this.headers = init.headers;
    this.body = init.body;
    this.call = init.call;
  }
}
