// The types that the source of a resource declares for the arguments and results of its methods.

import type { Schema, Spec } from "@flexfactor/spec";
import { typeNameOf } from "@flexfactor/spec/generate/schemas";

export interface NamedType {
  name: string;
  /** The type itself, like `Schema.CarrierPigeon`. */
  type: string;
  comment: string;
}

/** A type as a method writes it, and the declarations that it needs. */
export interface WrittenType {
  text: string;
  declares: NamedType[];
}

const NAMED = /^#\/components\/schemas\/([^/]+)$/;

/** The type of a named schema, or of a list of one; `undefined` if the schema has no name. */
export function bySchemaName(spec: Spec, { $ref, type, items }: Schema): WrittenType | undefined {
  const [, schema] = NAMED.exec($ref ?? "") ?? [];
  if (schema !== undefined) {
    const name = typeNameOf(decodeURIComponent(schema));
    const description = spec.components?.schemas?.[schema]?.description ?? "";
    return declared(name, `Schema.${name}`, `${sentence(description)} (schema \`${schema}\` of the spec).`);
  }
  const item = type === "array" && items ? bySchemaName(spec, items) : undefined;
  return item && { text: `readonly ${item.text}[]`, declares: item.declares };
}

/** A type with a name from here, because the spec does not name it. */
export function declared(name: string, type: string, comment: string): WrittenType {
  return { text: name, declares: [{ name, type, comment }] };
}

/** A text that can be continued: without spaces around it and without its last full stop. */
export const sentence = (text = ""): string => text.trim().replace(/\.$/, "");
