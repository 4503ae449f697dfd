import createFetchClient, { type Client as FetchClient } from "openapi-fetch";
import { type CallOptions, type Client, type OperationId, operationTable, type paths, ValidationError } from "./index.js";

/**
 * openapi-fetch's own client on our connection, with its union of data and error: same token, deadline, attempts and checks. What
 * would lead a token elsewhere (`fetch` and `baseUrl` of a call) is not used. Its package, `openapi-fetch`, is for you to install.
 *
 * @param options for each of its calls
 *
 * @example
 * import { rawCalls } from "@flexfactor/core/raw";
 * const { data, error } = await rawCalls(client).GET("/api-keys/{idOrMid}", { params: { path: { idOrMid } } });
 */
export function rawCalls(client: Client, options: CallOptions = {}): FetchClient<paths> {
  const raw = createFetchClient<paths>({
    baseUrl: client.baseUrl,
    // The address is made by the connection, from the parameters as they are.
    pathSerializer: (path) => path,
    querySerializer: () => "",
  });
  raw.use({
    async onRequest({ request, schemaPath, params }) {
      const { method, headers, signal } = request;
      const operation = `${method} ${schemaPath}`;
      const [id] = Object.entries(operationTable).find(([, row]) => operation === `${row.method} ${row.path}`) ?? [];
      if (!id) throw new ValidationError(`${operation} is not in the spec.`, { operation });
      for (const name of ["authorization", "host", "content-length", "transfer-encoding"])
        if (headers.has(name)) {
          const fields = { [`headers.${name}`]: ["is set by the connection"] };
          throw new ValidationError(`${id} was not sent: headers.${name} is set by the connection.`, { operation: id, fields });
        }
      const text = await request.text();
      const input = { ...params, body: text ? JSON.parse(text) : undefined, headers: Object.fromEntries(headers) };
      const answer = await client.send(id as OperationId, input, { ...options, signal });
      // A 204 and its like may not be given a body, not even an empty one.
      return new Response(answer.text || null, answer);
    },
  });
  return raw;
}
