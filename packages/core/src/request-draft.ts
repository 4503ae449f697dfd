// Takes the place of `Request` in openapi-fetch.
import type { CheckedCall } from "./input.js";

/**
 * What openapi-fetch makes for a call: the address, headers and body. openapi-fetch uses this class instead of `Request`, and passes the
 * draft to the connection. A real Request could be read only once, and would keep a listener on the caller's signal.
 */
export class RequestDraft {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | undefined;
  /** The call that this belongs to. openapi-fetch passes on each option that it does not know. */
  readonly checked: CheckedCall;

  constructor(url: string, init: { method: string; headers: Headers; body?: string; checked: CheckedCall }) {
    this.url = url;
    this.method = init.method;
    this.headers = init.headers;
    this.body = init.body;
    this.checked = init.checked;
  }
}
