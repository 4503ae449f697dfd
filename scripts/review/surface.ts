// What a spec means to a consumer, for each operation, in one form for all ways to write it: references are resolved, and operations include
// the parameters of their path and the security of the document.
import { deref, operationsOf, type Spec, type SpecOperation } from "@flexfactor/spec";
import type { Normal } from "./normal.ts";
import { normaliserOf } from "./normal-schema.ts";
import type { Keywords, Raw } from "./raw-schema.ts";

/** A place of a schema. */
export interface Shape {
  normal: Normal;
  /** The schema as written. */
  raw: Raw;
}
export interface Parameter extends Shape {
  required: boolean;
  description: unknown;
  /** How it is written into the URL or a header, if not in the default style. */
  style: Keywords;
}
/** The schemas by media type. */
export type Content = Map<string, Shape | undefined>;
export interface Reply {
  description: unknown;
  /** The headers by their names in lower case. */
  headers: Map<string, { required: boolean } & Shape>;
  content: Content;
}
/** The schemes that a call needs at the same time, each with its scopes. */
export type WayIn = Record<string, string[]>;
export interface Surface {
  id: string;
  method: string;
  path: string;
  tag: string;
  retry: string;
  deprecated: boolean;
  security: WayIn[];
  /** The parameters by place, like `query.limit`. */
  parameters: Map<string, Parameter>;
  body: { required: boolean; content: Content } | undefined;
  /** The answers by status. */
  replies: Map<string, Reply>;
  operation: Keywords;
}
export interface Surfaces {
  spec: Spec;
  /** The operations by method and path, without the names of path parameters. */
  operations: Map<string, Surface>;
}

type Holder = { content?: Record<string, { schema?: Raw }> };
type ShapeOf = (raw: Raw) => Shape;

export function surfacesOf(spec: Spec): Surfaces {
  const normalise = normaliserOf(spec);
  const shapeOf: ShapeOf = (raw) => ({ normal: normalise(raw), raw });
  const operations = new Map(
    operationsOf(spec).map((found) => [
      `${found.method} ${found.path.replace(/\{[^}]*\}/g, "{}")}`,
      surfaceOf(spec, found, shapeOf),
    ]),
  );
  return { spec, operations };
}

function surfaceOf(spec: Spec, found: SpecOperation, shapeOf: ShapeOf): Surface {
  const { operationId, method, path, tag, retry, place, operation } = found;
  const security = (operation.security ?? spec.security ?? []) as WayIn[];
  const body = operation.requestBody && deref(spec, operation.requestBody, place);
  const replies = Object.entries(operation.responses).map(([status, raw]) => {
    const response = deref(spec, raw, `${place}/responses/${status}`);
    const headers = Object.entries(response.headers ?? {}).map(([name, rawHeader]) => {
      const header = deref(spec, rawHeader, `${place}/responses/${status}`) as { required?: boolean; schema?: Raw };
      return [name.toLowerCase(), { required: header.required === true, ...shapeOf(header.schema ?? true) }] as const;
    });
    const { description } = response as { description?: unknown };
    return [status, { description, headers: new Map(headers), content: contentOf(response as Holder, shapeOf) }] as const;
  });
  return {
    id: operationId,
    method,
    path,
    tag,
    retry,
    deprecated: (operation as unknown as Keywords)["deprecated"] === true,
    security: security.length > 0 ? security.map(sorted).sort(byText) : [{}],
    parameters: new Map(found.parameters.map((parameter) => parameterOf(parameter as unknown as Keywords, shapeOf))),
    body: body && { required: body.required === true, content: contentOf(body as Holder, shapeOf) },
    replies: new Map(replies),
    operation: operation as unknown as Keywords,
  };
}

const sorted = (way: WayIn): WayIn =>
  Object.fromEntries(
    Object.entries(way)
      .map(([scheme, scopes]) => [scheme, scopes.toSorted()] as const)
      .sort(),
  );
const byText = (one: WayIn, other: WayIn): number => JSON.stringify(one).localeCompare(JSON.stringify(other));

function contentOf({ content = {} }: Holder, shapeOf: ShapeOf): Content {
  const types = new Map(Object.entries(content).map(([type, media]) => [type.toLowerCase(), media]));
  return new Map(
    [...types].map(([type, { schema }]) => {
      const plain = withoutCharset(type);
      return [types.has(plain) ? type : plain, schema === undefined ? undefined : shapeOf(schema)];
    }),
  );
}

/** The packages read and write UTF-8, whether a media type says it or not. */
const withoutCharset = (type: string): string => type.replace(/\s*;\s*charset="?utf-8"?/, "");

/** A later parameter replaces an earlier one with the same name. Those of the operation come last. */
function parameterOf(parameter: Keywords, shapeOf: ShapeOf): [string, Parameter] {
  const { in: where, name, required, description, schema, content, style, explode, allowReserved, allowEmptyValue } = parameter;
  const usual = where === "query" || where === "cookie" ? "form" : "simple";
  const written = {
    ...(style !== undefined && style !== usual && { style }),
    ...(explode !== undefined && explode !== ((style ?? usual) === "form") && { explode }),
    ...(allowReserved === true && { allowReserved }),
    ...(allowEmptyValue === true && { allowEmptyValue }),
  };
  const [inContent] = Object.values((content ?? {}) as Record<string, { schema?: Raw }>);
  const shape = shapeOf((schema ?? inContent?.schema ?? true) as Raw);
  const more = inContent ? { content: Object.keys(content as object) } : {};
  return [`${where}.${name}`, { required: required === true, description, style: { ...written, ...more }, ...shape }];
}

/** `body.name`, `200.keys[].id` and `200.headers.date` begin with one of these. */
export const placeOfHeader = (status: string, name: string): string => `${status}.headers.${name}`;
