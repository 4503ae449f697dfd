import createFetchClient from "openapi-fetch";
import { note, type Problems } from "./check.js";
import type { Answer, CallOptions, Outgoing } from "./fetch.js";
import { checkSegments, commonHeaders, refuse, rules, TABLE } from "./request.js";

type Run = <T>(request: Outgoing, options: CallOptions, read: (answer: Answer) => T) => Promise<T>;
type Held = CallOptions & { url: string; method: string; headers: Headers; body?: string; template: string };

/** openapi-fetch's own calls over our connection: same token, deadline, attempts and errors of the network; its result. */
export function rawVerbs(baseUrl: string, run: Run): Record<string, (template: string, init?: object) => Promise<unknown>> {
  const client = createFetchClient({
    baseUrl,
    Request: hold as unknown as typeof Request,
    fetch: (held) => {
      const options = held as unknown as Held;
      return run(toOutgoing(options), options, toResponse);
    },
  });
  const request = client.request as (method: string, template: string, init: object) => Promise<unknown>;
  const verb =
    (method: string) =>
    async (template: string, init: { params?: { path?: Record<string, unknown> } } = {}) => {
      const problems: Problems = new Map();
      checkSegments(init.params?.path, problems);
      refuse(`${method} ${template}`, problems);
      // What would lead the token elsewhere or around the connection is not taken per call.
      return request(method, template, {
        ...init,
        template,
        baseUrl: undefined,
        fetch: undefined,
        Request: undefined,
        middleware: undefined,
      });
    };
  return Object.fromEntries(["GET", "PUT", "POST", "DELETE", "PATCH"].map((method) => [method, verb(method)]));
}

// Stands in for `Request`, which costs more than the rest of a call and whose body cannot be sent a second time.
function hold(url: string, init: object): object {
  return { url, ...init };
}

function toOutgoing({ url, method, headers, body, template }: Held): Outgoing {
  const [id, operation] = Object.entries(TABLE).find(([, row]) => row.method === method && row.path === template) ?? [];
  const name = id ?? `${method} ${template}`;
  const problems: Problems = new Map();
  for (const header of ["authorization", "host", "content-length", "transfer-encoding"])
    if (headers.has(header)) note(problems, `headers.${header}`, "is set by the connection");
  refuse(name, problems);
  const unlisted = { secured: true, safe: method !== "POST" && method !== "PATCH", success: [], secretNames: [] };
  return {
    ...(operation ? rules(operation) : unlisted),
    operation: name,
    method,
    url,
    headers: { ...commonHeaders(body), ...Object.fromEntries(headers) },
    body,
    secrets: [],
  };
}

function toResponse({ status, headers, text }: Answer): Response {
  return new Response(status === 204 || status === 205 ? null : text, { status, headers });
}
