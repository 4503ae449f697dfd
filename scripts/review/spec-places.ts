// The places where each part of a document reaches a consumer. A shared schema has a place in every operation that uses it.
import { deref, operationsOf, type Schema, type Spec } from "@flexfactor/spec";
import type { Place } from "./finding.ts";

/** The places by JSON pointer, like `#/components/schemas/ApiKey/properties/id`. */
export type Places = Map<string, Place[]>;

type Note = (pointer: string, place: string) => void;
type Visit = (value: object, pointer: string, place: string) => void;

const step = (key: string): string => key.replaceAll("~", "~0").replaceAll("/", "~1");

export function placesOf(spec: Spec): Places {
  const places: Places = new Map();
  for (const { operationId: operation, path, method, operation: found } of operationsOf(spec)) {
    const note: Note = (pointer, place) => {
      const here = places.get(pointer);
      if (here) here.push({ operation, place });
      else places.set(pointer, [{ operation, place }]);
    };
    const schema = schemaVisitor(spec, note);
    const pointer = `#/paths/${step(path)}/${method.toLowerCase()}`;
    note(`#/paths/${step(path)}`, "");
    note(pointer, "");
    const visitContent = (holder: object, at: string, place: string): void => {
      const { content = {} } = holder as { content?: Record<string, { schema?: Schema }> };
      for (const [type, media] of Object.entries(content))
        if (media.schema) schema(media.schema, `${at}/content/${step(type)}/schema`, place);
    };
    for (const [index, parameter] of (found.parameters ?? []).entries()) {
      const [at, place] = [`${pointer}/parameters/${index}`, `${parameter.in}.${parameter.name}`];
      note(at, place);
      schema(parameter.schema, `${at}/schema`, place);
    }
    if (found.requestBody) {
      note(`${pointer}/requestBody`, "body");
      visitContent(found.requestBody, `${pointer}/requestBody`, "body");
    }
    for (const [status, response] of Object.entries(found.responses)) {
      const at = `${pointer}/responses/${status}`;
      note(at, status);
      for (const [name, header] of Object.entries(response.headers ?? {})) {
        note(`${at}/headers/${step(name)}`, `${status}.headers.${name}`);
        if (header.schema) schema(header.schema, `${at}/headers/${step(name)}/schema`, `${status}.headers.${name}`);
      }
      visitContent(response, at, status);
    }
  }
  return places;
}

/** Records the pointers of a schema and of everything within it. */
function schemaVisitor(spec: Spec, note: Note): Visit {
  const visit = (value: Schema, pointer: string, place: string, open: Schema[]): void => {
    note(pointer, place);
    const at = value.$ref ?? pointer;
    const here = deref(spec, value, pointer);
    if (value.$ref) note(at, place);
    if (open.includes(here)) return;
    const inner = [...open, here];
    for (const [keyword, child] of Object.entries(here)) {
      const each = (suffix: (name: string) => string): void => {
        for (const [name, one] of Object.entries(child as Record<string, Schema>))
          visit(one, `${at}/${keyword}/${step(name)}`, place + suffix(name), inner);
      };
      if (keyword === "properties") each((name) => `.${name}`);
      else if (keyword === "prefixItems") each((name) => `[${name}]`);
      else if (/^(allOf|anyOf|oneOf)$/.test(keyword)) each(() => "");
      else if (keyword === "items") visit(child as Schema, `${at}/items`, `${place}[]`, inner);
      else if (keyword === "additionalProperties" && typeof child === "object")
        visit(child as Schema, `${at}/${keyword}`, `${place}.*`, inner);
    }
  };
  return (value, pointer, place) => visit(value as Schema, pointer, place, []);
}
