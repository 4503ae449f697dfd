// The types of a client's calls.
import type { AllowBrowser } from "./allow-browser.js";
import type { paths } from "./generated/types.js";
import type { CallOptions } from "./options.js";

// Our own types for openapi-fetch's calls. openapi-fetch's types turn a Secret into a plain object and an open enum into the methods of a
// string, accept misspelt options, and cost a consumer's compiler ten times as much.

type Method = "get" | "put" | "post" | "delete" | "patch" | "head" | "options";

interface Operation {
  parameters: object;
  requestBody?: unknown;
  responses: object;
}

/** The paths of the spec that have this method. */
type PathsWith<M extends Method> = { [P in keyof paths]: paths[P][M] extends Operation ? P : never }[keyof paths];

/** The kinds of parameters that the spec gives an operation. */
type Params<P> = { [Kind in keyof P as [P[Kind]] extends [undefined] ? never : Kind]: P[Kind] };

type WithParams<P> = keyof P extends never ? unknown : object extends P ? { params?: P } : { params: P };
type JsonBody<R> = NonNullable<R> extends { content: infer Content } ? Content[keyof Content] : never;
type WithBody<Op> = Op extends { requestBody: infer R }
  ? { body: JsonBody<R> }
  : Op extends { requestBody?: infer R }
    ? [R] extends [undefined]
      ? unknown
      : { body?: JsonBody<R> | undefined }
    : unknown;

/** What a call of an operation takes. */
type CallInit<Op> = Op extends Operation
  ? WithParams<Params<Op["parameters"]>> & WithBody<Op> & CallOptions & AllowBrowser
  : never;

/** The content of an answer, of any media type. */
type Held<Response> = Response extends { content: infer Content } ? Content[keyof Content] : undefined;
/** Whether a status is a success, like 200 or `2XX`. */
type IsSuccess<Status> = `${Status & (number | string)}` extends `2${string}` ? true : false;
type Success<Responses> = {
  [Status in keyof Responses]: IsSuccess<Status> extends true ? Held<Responses[Status]> : never;
}[keyof Responses];
type Refused<Responses> = {
  [Status in keyof Responses]: IsSuccess<Status> extends true ? never : Held<Responses[Status]>;
}[keyof Responses];

/** What a call returns: openapi-fetch's union of data and error. */
type CallResult<Op> = Op extends Operation
  ?
      | { data: Success<Op["responses"]>; error?: never; response: Response }
      | { data?: never; error: Refused<Op["responses"]>; response: Response }
  : never;

/** The data of an operation's 2xx answers. */
export type Data<Op> = Op extends Operation ? Success<Op["responses"]> : never;

type Call<M extends Method> = <P extends PathsWith<M>>(
  path: P,
  ...init: object extends CallInit<paths[P][M]> ? [init?: CallInit<paths[P][M]>] : [init: CallInit<paths[P][M]>]
) => Promise<CallResult<paths[P][M]>>;

/** openapi-fetch's calls. */
export interface TypedCalls {
  /**
   * Sends a GET request to a path of the spec.
   *
   * @example
   * const { data, error, response } = await client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid } } });
   */
  GET: Call<"get">;
  /** Sends a PUT request to a path of the spec. */
  PUT: Call<"put">;
  /**
   * Sends a POST request to a path of the spec.
   *
   * @example
   * const { data, error, response } = await client.POST("/api-keys", { body: { mid, name: "Checkout", type: "secret" } });
   */
  POST: Call<"post">;
  /** Sends a DELETE request to a path of the spec. */
  DELETE: Call<"delete">;
  /** Sends a PATCH request to a path of the spec. */
  PATCH: Call<"patch">;
  /** Sends a HEAD request to a path of the spec. */
  HEAD: Call<"head">;
  /** Sends an OPTIONS request to a path of the spec. */
  OPTIONS: Call<"options">;
}
