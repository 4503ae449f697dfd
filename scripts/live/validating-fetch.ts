// A `fetch` that validates with Prism: it sends the request to the real server, and notes where request and answer differ from the spec.
// It does not use Prism's own proxy, which follows redirects with the credentials, and answers a 501 from the spec's examples.

import { operationsOf, readSpec, SPEC_FILE, type Spec } from "@flexfactor/spec";
import { createLogger } from "@stoplight/prism-core";
import { createInstance, getHttpOperationsFromSpec, type IHttpResponse } from "@stoplight/prism-http";

/** One request and its answer, without their values. */
export interface Exchange {
  operation: string;
  status: number;
  differences: { place: string; problem: string }[];
}

type Finding = { path?: (string | number)[] | undefined; message: string };

export async function validatingFetch(baseUrl: string, note: (exchange: Exchange) => void): Promise<typeof fetch> {
  const spec = readSpec(SPEC_FILE);
  const operations = await getHttpOperationsFromSpec(SPEC_FILE);
  const known = fieldNames(spec);
  const common = { validateRequest: true, validateResponse: true, checkSecurity: true, errors: false, mock: { dynamic: false } };

  return async (target, init = {}) => {
    const { pathname, searchParams } = new URL(String(target).slice(baseUrl.length), "http://spec");
    const { method = "GET" } = init;
    const headers = Object.fromEntries(new Headers(init.headers));
    const sent = init.body ? await new Response(init.body).text() : undefined;
    let answer: { response: Response; text: string } | undefined;
    let failure: unknown;
    const forward = () => () => async () => {
      try {
        const response = await fetch(target, { ...init, ...(sent !== undefined && { body: sent }), redirect: "manual" });
        answer = { response, text: await response.text() };
        return { _tag: "Right", right: forPrism(answer.response, answer.text) } as const;
      } catch (error) {
        failure = error;
        return { _tag: "Left", left: new Error("no answer") } as const;
      }
    };
    const prism = createInstance(
      { ...common, isProxy: true, upstream: new URL(baseUrl), upstreamProxy: undefined },
      { logger: createLogger("prism", { level: "silent" }), forward },
    );
    const url = { path: pathname, query: Object.fromEntries(searchParams) };
    const request = { method: method.toLowerCase() as "get", url, headers, body: sent && JSON.parse(sent) };
    const result = await prism.request(request, operations)();
    if (!answer) throw failure ?? new Error("Prism could not check the request.");

    const { response, text } = answer;
    const { status } = response;
    const { input = [], output = [] } = result._tag === "Right" ? result.right.validations : {};
    const found = [...input.map(inWords("request", known, status)), ...output.map(inWords("response", known, status))];
    const unique = [...new Map(found.map((one) => [one.place + one.problem, one])).values()];
    note({ operation: nameOf(spec, method, pathname), status, differences: unique });
    return new Response([204, 205, 304].includes(status) ? null : text, { status, headers: decoded(response) });
  };
}

function forPrism(response: Response, text: string): IHttpResponse {
  const isJson = /[/+]json\b/.test(response.headers.get("content-type") ?? "");
  let body: unknown = text;
  if (isJson && text !== "")
    try {
      body = JSON.parse(text);
    } catch {
      // The raw text, which the schema refuses.
    }
  return { statusCode: response.status, headers: Object.fromEntries(response.headers), body };
}

// `fetch` has decoded the body, so these headers no longer apply.
function decoded({ headers }: Response): Headers {
  const kept = new Headers(headers);
  for (const name of ["content-encoding", "content-length", "transfer-encoding"]) kept.delete(name);
  return kept;
}

// Prism quotes the answer: its media type and the names of its fields. Only names that the spec has are printed.
function inWords(side: string, known: Set<string>, status: number): (finding: Finding) => Exchange["differences"][number] {
  return ({ path = [], message }) => {
    if (message.startsWith("Unable to match the returned status code"))
      return { place: "status", problem: `${status} is not documented` };
    if (message.startsWith("The received media type")) return { place: "content-type", problem: "is not the documented one" };
    if (message.startsWith("Selected route")) return { place: "path", problem: "is not in the spec" };
    const place = path.map((part) => (known.has(String(part)) ? part : "*")).join(".");
    // `Response body property a.b must be string` names the place again.
    const problem = message.replace(/^(Request|Response) .*?(?=must |should |is )/, "").replace(/; found .*/, "");
    return { place: [side === "request" ? "request" : "", place].filter(Boolean).join(" "), problem };
  };
}

function fieldNames(node: unknown, names = new Set(["body", "header", "headers", "query", "path"])): Set<string> {
  if (typeof node !== "object" || node === null) return names;
  for (const [key, value] of Object.entries(node)) {
    if (key === "properties") for (const name of Object.keys(value as object)) names.add(name);
    if (key === "name" && typeof value === "string") names.add(value);
    fieldNames(value, names);
  }
  return names;
}

function nameOf(spec: Spec, method: string, path: string): string {
  const found = operationsOf(spec).find(
    (one) => one.method === method && new RegExp(`^${one.path.replace(/\{[^}]*\}/g, "[^/]+")}$`).test(path),
  );
  return found?.operationId ?? `${method} of no operation`;
}
