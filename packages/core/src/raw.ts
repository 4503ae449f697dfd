import createFetchClient, { type Client as FetchClient } from "openapi-fetch";
import { type CallOptions, type Client, type OperationId, operationTable, type paths, ValidationError } from "./index.js";

/**
 * openapi-fetch's own client on our connection, with its union of data and error: same token, deadline, attempts and checks. What
 * would lead a token elsewhere (`fetch` and `baseUrl` of a call) is not used. Its package, `openapi-fetch`, is for you to install.
 *
 * @param options for each of its calls
 *
 * @throws {FlexFactorError} by its calls, when there is no complete answer, or a success that is not JSON
 *
 * @example
 * import { rawCalls } from "@flexfactor/core/raw";
 * const { data, error } = await rawCalls(client).GET("/api-keys/{idOrMid}", { params: { path: { idOrMid } } });
 */
export function rawCalls(client: Client, options: CallOptions = {}): FetchClient<paths> {
  const raw = createOf(createFetchClient)<paths>({
    baseUrl: client.baseUrl,
    // The address is made by the connection, from the parameters as they are.
    pathSerializer: (path) => path,
    querySerializer: () => "",
  });
  raw.use({
    async onRequest({ request, schemaPath, params }) {
      const operation = `${request.method} ${schemaPath}`;
      const [id] = Object.entries(operationTable).find(([, row]) => operation === `${row.method} ${row.path}`) ?? [];
      if (!id) throw new ValidationError(`${operation} is not in the spec.`, { operation });
      const input = { ...params, body: await bodyOf(request, id), headers: Object.fromEntries(request.headers) };
      const signal = options.signal ? AbortSignal.any([options.signal, request.signal]) : request.signal;
      const answer = await client.send(id as OperationId, input, { ...options, signal });
      // A Response of these may not be given a body, not even an empty one.
      return new Response([204, 205, 304].includes(answer.status) ? null : answer.text, answer);
    },
  });
  return raw;
}

/** The function of openapi-fetch. Our CommonJS build is given the whole module instead, which has it under `default`. */
function createOf(imported: typeof createFetchClient): typeof createFetchClient {
  return "default" in imported ? (imported.default as typeof createFetchClient) : imported;
}

async function bodyOf(request: Request, operation: string): Promise<unknown> {
  const text = await request.text();
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    throw new ValidationError(`${operation} was not sent: its body is not JSON.`, {
      operation,
      fields: { body: ["is not JSON"] },
    });
  }
}
