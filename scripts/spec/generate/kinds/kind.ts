// What a kind of operation is, and what the kinds are made of.

/** A kind that works: a call of it, the request that is sent, and what an answer becomes. */
export interface WorkingKind {
  title: string;
  method?: string;
  /** Its path; `/kind3` by default. */
  path?: string;
  /** What the spec says of it, beside what all operations have. */
  operation?: object;
  /** Parameters of the path. */
  parameters?: object[];
  schemas?: Record<string, object>;
  /** What the call is given, as TypeScript. */
  init?: string;
  /** What is sent: the address behind the host, headers, and the body. */
  sent?: { url?: string; headers?: Record<string, string>; body?: string };
  answer?: { status?: number; text?: string; type?: string };
  /** What the call gives, with secrets in angle brackets. */
  data?: unknown;
  /** The type of what it gives. */
  type?: string;
  /** What is wrong with another input, as the error says it. */
  refuses?: [init: string, message: string];
}

/** What is refused, what `generate` says, and what the document has beside the operation. */
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

/** What all of them share. */
export const SHARED = {
  requestBodies: { Shared: { required: true, content: { "application/json": { schema: OBJECT } } } },
  securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
};
