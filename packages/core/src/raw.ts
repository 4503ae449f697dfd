import type { Answer, Outgoing } from "./attempt.js";
import { note, type Problems } from "./check.js";
import { checkSegments, commonHeaders, refuse, rules, TABLE, urlOf } from "./request.js";
import type { CallOptions } from "./send.js";

type Run = <T>(request: Outgoing, options: CallOptions, read: (answer: Answer) => T) => Promise<T>;
type Init = CallOptions & {
  params?: { path?: Record<string, unknown>; query?: Record<string, unknown>; header?: Record<string, string> };
  headers?: Record<string, string>;
  body?: unknown;
};

/**
 * Calls as openapi-fetch has them, with its union of data and error, over our connection: same token, deadline and attempts. The
 * options that would lead a token elsewhere or around the connection (`fetch`, `baseUrl`, middleware) are not taken.
 */
export function rawVerbs(baseUrl: string, run: Run): Record<string, (template: string, init?: Init) => Promise<unknown>> {
  const verb =
    (method: string) =>
    async (template: string, init: Init = {}) => {
      const { params = {}, body } = init;
      const [id, operation] = Object.entries(TABLE).find(([, row]) => row.method === method && row.path === template) ?? [];
      const name = id ?? `${method} ${template}`;
      const headers = new Headers({ ...params.header, ...init.headers });
      const problems: Problems = new Map();
      for (const header of ["authorization", "host", "content-length", "transfer-encoding"])
        if (headers.has(header)) note(problems, `headers.${header}`, "is set by the connection");
      checkSegments(params.path, problems);
      refuse(name, problems);
      const text = body === undefined ? undefined : JSON.stringify(body);
      const unlisted = { secured: true, safe: method !== "POST" && method !== "PATCH", success: [], secretNames: [] };
      const request: Outgoing = {
        ...(operation ? rules(operation) : unlisted),
        operation: name,
        method,
        url: urlOf(baseUrl, template, params),
        headers: { ...commonHeaders(text), ...Object.fromEntries(headers) },
        body: text,
        secrets: [],
      };
      return run(request, init, toUnion);
    };
  return Object.fromEntries(["GET", "PUT", "POST", "DELETE", "PATCH"].map((method) => [method, verb(method)]));
}

function toUnion({ status, headers, text }: Answer) {
  const response = new Response(status === 204 || status === 205 ? null : text, { status, headers });
  let body: unknown = text || undefined;
  try {
    body = JSON.parse(text);
  } catch {
    // As openapi-fetch does it: what is not JSON is given as text.
  }
  return response.ok ? { data: body, response } : { error: body, response };
}
