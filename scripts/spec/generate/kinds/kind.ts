// The type of a kind of operation, and the parts that the kinds share.

/** A kind that works: a call, the request that it sends, and what it returns. */
export interface WorkingKind {
  title: string;
  method?: string;
  /** Its path; `/kind3` by default. */
  path?: string;
  /** What the spec says about it, in addition to what all operations have. */
  operation?: object;
  /** Parameters of the path. */
  parameters?: object[];
  schemas?: Record<string, object>;
  /** The argument of the call, as TypeScript. */
  init?: string;
  /** What it sends: the address after the host, headers, and the body. */
  sent?: { url?: string; headers?: Record<string, string>; body?: string };
  answer?: { status?: number; text?: string; type?: string };
  /** What the call returns, with secrets in angle brackets. */
  data?: unknown;
  /** The type of what it returns. */
  type?: string;
  /** Another input, and the problem that its error reports. */
  refuses?: [init: string, message: string];
}

/** The operation to refuse, the message of `generate`, and what the document has beside the operation. */
export type RefusedKind = [
  title: string,
  operation: object,
  message: RegExp,
  more?: { method?: string; path?: string; components?: object },
];

export const OBJECT = { type: "object", properties: { a: { type: "string" } } };
export const json = (schema: object, type = "application/json") => ({ description: "Yes.", content: { [type]: { schema } } });
export const sends = (schema: object, more: object = {}, type = "application/json") => ({
  requestBody: { required: true, content: { [type]: { schema } }, ...more },
});
export const gives = (schema: object, status = "200", type = "application/json") => ({
  responses: { [status]: json(schema, type) },
});
export const query = (name: string, schema: object, more: object = {}) => ({ in: "query", name, schema, ...more });
export const strings = { type: "array", items: { type: "string" } };
export const secret = { type: "string", format: "password" };

/** The parts that all kinds share. */
export const SHARED = {
  requestBodies: { Shared: { required: true, content: { "application/json": { schema: OBJECT } } } },
  securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
};
