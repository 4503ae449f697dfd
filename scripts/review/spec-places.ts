// Where each part of the spec reaches a consumer: a shared schema is at a place in every operation that uses it.
import { deref, operationsOf, type Schema, type Spec } from "../spec.ts";

export interface Place {
  operation: string;
  /** `body.name`, `query.limit`, `200.keys[].id`, `200.headers.Date`; empty for the operation itself. */
  place: string;
}
export interface Places {
  /** By JSON pointer, `#/components/schemas/ApiKey/properties/id`. */
  byPointer: Map<string, Place[]>;
  /** What types do not say, by operation and place: `pattern "^a"`. */
  constraints: Map<string, Set<string>>;
}

const CONSTRAINTS =
  /^(format|pattern|(min|max)(Length|imum|Items|Properties|Contains)|exclusiveM.*|multipleOf|uniqueItems|not|if|then|else|contains|propertyNames|patternProperties|dependent.*|unevaluated.*|content[ME].*)$/;

export function placesOf(spec: Spec): Places {
  const byPointer = new Map<string, Place[]>();
  const constraints = new Map<string, Set<string>>();
  const step = (key: string): string => key.replaceAll("~", "~0").replaceAll("/", "~1");

  for (const found of operationsOf(spec)) {
    const operation = found.operationId;
    const note = (pointer: string, place: string): void => {
      byPointer.set(pointer, [...(byPointer.get(pointer) ?? []), { operation, place }]);
    };
    // Gives the target of a reference and where it is, and notes all pointers on the way.
    const follow = <T extends object>(value: T, pointer: string, place: string): [T, string] => {
      note(pointer, place);
      const { $ref } = value as { $ref?: string };
      return $ref ? follow(deref(spec, { $ref }, pointer) as T, $ref, place) : [value, pointer];
    };
    const schema = (value: Schema, pointer: string, place: string, open: Schema[] = []): void => {
      const [here, at] = follow(value, pointer, place);
      if (open.includes(here)) return;
      const inner = [...open, here];
      const key = `${operation} ${place}`;
      const known = constraints.get(key) ?? new Set();
      constraints.set(key, known);
      if ([here.type].flat().includes("integer")) known.add("integer");
      for (const [keyword, child] of Object.entries(here)) {
        const each = (suffix: (name: string) => string): void => {
          for (const [name, one] of Object.entries(child as Record<string, Schema>))
            schema(one, `${at}/${keyword}/${step(name)}`, place + suffix(name), inner);
        };
        if (keyword === "properties") each((name) => `.${name}`);
        else if (/^(allOf|anyOf|oneOf)$/.test(keyword)) each(() => "");
        else if (keyword === "items") schema(child as Schema, `${at}/items`, `${place}[]`, inner);
        else if (keyword === "additionalProperties" && typeof child === "object")
          schema(child as Schema, `${at}/${keyword}`, `${place}.*`, inner);
        else if (CONSTRAINTS.test(keyword) || (keyword === "additionalProperties" && child === false))
          known.add(`${keyword} ${JSON.stringify(child)}`);
      }
    };
    const content = (holder: { content?: Record<string, { schema?: Schema }> }, at: string, place: string): void => {
      for (const [type, media] of Object.entries(holder.content ?? {}))
        if (media.schema) schema(media.schema, `${at}/content/${step(type)}/schema`, place);
    };

    const path = `#/paths/${step(found.path)}`;
    const pointer = `${path}/${found.method.toLowerCase()}`;
    note(path, "");
    note(pointer, "");
    const own = found.operation.parameters ?? [];
    const shared = spec.paths[found.path]?.parameters ?? [];
    for (const [list, holder] of [
      [own, pointer],
      [shared, path],
    ] as const)
      for (const [index, parameter] of list.entries()) {
        const { in: where, name } = deref(spec, parameter, pointer);
        const [here, at] = follow(parameter, `${holder}/parameters/${index}`, `${where}.${name}`);
        schema(here.schema, `${at}/schema`, `${where}.${name}`);
      }
    if (found.operation.requestBody) content(...follow(found.operation.requestBody, `${pointer}/requestBody`, "body"), "body");
    for (const [status, response] of Object.entries(found.operation.responses)) {
      const [here, at] = follow(response, `${pointer}/responses/${status}`, status);
      for (const [name, header] of Object.entries(here.headers ?? {})) {
        const [value, where] = follow(header, `${at}/headers/${step(name)}`, `${status}.headers.${name}`);
        if (value.schema) schema(value.schema, `${where}/schema`, `${status}.headers.${name}`);
      }
      content(here, at, status);
    }
  }
  return { byPointer, constraints };
}
