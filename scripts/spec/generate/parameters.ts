// How the parameters of an operation are sent: as one path segment each, in a query in the styles of openapi-fetch, or as a header.
import { deref, fail, type Parameter, type Spec, type SpecOperation } from "../spec.ts";
import { jsonTypesOf } from "./json-types.ts";
import { type AnySchema, subschemasOf } from "./subschemas.ts";

/** A style of openapi-fetch's `createQuerySerializer`, for lists and for objects. */
export interface QueryStyle {
  array?: { style: string; explode: boolean };
  object?: { style: string; explode: boolean };
}

const SCALARS = ["string", "number", "boolean"];

/** Refuses parameters that the packages cannot send. */
export function refuseOtherParameters(spec: Spec, found: SpecOperation): void {
  const place = `${found.place}/parameters`;
  const template = [...found.path.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
  const declared = found.parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
  for (const name of template) if (!declared.includes(name)) fail(place, `${name} of the path is missing`);
  for (const name of declared) if (!template.includes(name)) fail(place, `${name} is not part of the path ${found.path}`);
  if (/[?#]/.test(found.path)) fail(found.place, "has a query or a fragment in its path: write query parameters");
  for (const parameter of found.parameters) refuseOther(spec, place, parameter);
}

function refuseOther(spec: Spec, place: string, parameter: Parameter): void {
  const { name, in: where } = parameter;
  const refuse = (problem: string): never => fail(place, `${name} ${problem}`);
  if (where === "cookie") refuse("is a cookie, which the packages do not send: use a header or a query parameter");
  if (where !== "path" && where !== "query" && where !== "header") refuse(`is in ${where}: use path, query or header`);
  if (parameter.content) refuse("has `content`, which is not supported: use `schema`");
  if (parameter.schema === undefined) refuse("has no schema");
  if (parameter.allowReserved) refuse("has allowReserved, which would let a value add parameters of its own: leave it out");
  if (parameter.allowEmptyValue) refuse("has allowEmptyValue, which OpenAPI has deprecated: leave it out");
  if (where === "path") refuseOtherPath(spec, parameter, refuse);
  if (where === "header") refuseOtherHeader(spec, parameter, refuse);
  if (where === "query") queryStyleOf(spec, place, parameter);
}

function refuseOtherPath(
  spec: Spec,
  { name, required, style = "simple", schema }: Parameter,
  refuse: (problem: string) => never,
): void {
  if (!required) refuse("is part of the path and must be required");
  // openapi-fetch reads these as styles of RFC 6570.
  if (/^[.;]|\*$/.test(name)) refuse("begins with `.` or `;` or ends with `*`: give it another name");
  if (style !== "simple") refuse(`has the style ${style}, which is not supported: leave it out`);
  if (!isScalar(spec, schema, name)) refuse("must be a string, a number or a boolean, because it is one segment of the path");
}

const SET_BY_CONNECTION =
  /^(accept|authorization|connection|content-length|content-type|expect|host|keep-alive|transfer-encoding|upgrade|user-agent)$/i;

function refuseOtherHeader(spec: Spec, { name, style = "simple", schema }: Parameter, refuse: (problem: string) => never): void {
  if (SET_BY_CONNECTION.test(name)) refuse("is set by the connection: leave it out");
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) refuse("is not the name of a header");
  if (style !== "simple") refuse(`has the style ${style}, which is not supported: leave it out`);
  if (!isScalar(spec, schema, name)) refuse("must be a string, a number or a boolean, because it is one header");
}

function isScalar(spec: Spec, schema: AnySchema, place: string): boolean {
  return [...jsonTypesOf(spec, schema, place)].every((type) => SCALARS.includes(type));
}

/** How a query parameter is written, if that differs from openapi-fetch's defaults. */
export function queryStyleOf(spec: Spec, place: string, parameter: Parameter): QueryStyle | undefined {
  const { name, schema, style = "form", explode = style === "form" } = parameter;
  const refuse = (problem: string): never => fail(place, `${name} ${problem}`);
  // openapi-fetch does not escape names.
  if (!/^[\w.~$[\]-]+$/.test(name)) refuse("must be a name that needs no escape in a query");
  const types = jsonTypesOf(spec, schema, place);
  if (types.has("null")) refuse("may be null, which a query cannot express: make it optional instead");
  if (types.size === 0 || types.size > 4) refuse("has no `type`, so the packages cannot know how to write it");
  const [array, object] = [types.has("array"), types.has("object")];
  if (array && !["form", "spaceDelimited", "pipeDelimited"].includes(style))
    refuse(`is a list, which the style ${style} cannot write: use form`);
  if (object && !["form", "deepObject"].includes(style))
    refuse(`is an object, which the style ${style} cannot write: use form or deepObject`);
  if (!array && !object && style !== "form")
    refuse(`is a single value, to which the style ${style} does not apply: leave it out`);
  for (const inner of valuesWithin(spec, schema, place))
    if (!isScalar(spec, inner, place))
      refuse("holds something other than strings, numbers and booleans: a query has only one level");
  return {
    ...(array && !(style === "form" && explode) ? { array: { style, explode } } : {}),
    ...(object && style !== "deepObject" ? { object: { style, explode } } : {}),
  };
}

/** The schemas of the items of a list and of the fields of an object. */
function valuesWithin(spec: Spec, schema: AnySchema, place: string): AnySchema[] {
  if (typeof schema === "boolean") return [];
  const here = deref(spec, schema, place);
  return subschemasOf(here).flatMap(({ place: keyword, inner }) => {
    if (/^(allOf|anyOf|oneOf)\//.test(keyword)) return valuesWithin(spec, inner, place);
    return /^(items|prefixItems|properties|additionalProperties|patternProperties)\b/.test(keyword) ? [inner] : [];
  });
}
