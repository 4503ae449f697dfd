// The types that a resource's source declares, so that its methods name what they take and give.

import type { Schema, Spec } from "@flexfactor/spec";
import { typeNameOf } from "@flexfactor/spec/generate/schemas";

export interface NamedType {
  name: string;
  /** What it stands for: `Schema.CarrierPigeon`. */
  type: string;
  comment: string;
}

/** A type as a method writes it, and what has to be declared for that. */
export interface WrittenType {
  text: string;
  declares: NamedType[];
}

const NAMED = /^#\/components\/schemas\/([^/]+)$/;

/** The schema by its own name, also as the items of a list; none when it is written out in place. */
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

/** A type that gets a name here, because the spec gives it none. */
export function declared(name: string, type: string, comment: string): WrittenType {
  return { text: name, declares: [{ name, type, comment }] };
}

/** A text that goes on after it: without the space around it and its last full stop. */
export const sentence = (text = ""): string => text.trim().replace(/\.$/, "");
