// Writes the query, in the spec's style for each parameter.
import { createQuerySerializer } from "openapi-fetch";

/** How openapi-fetch writes the lists and objects of a query parameter. Declared here, because openapi-fetch's types for `require` lack it. */
export interface QueryStyle {
  readonly array?: { readonly style: "form" | "spaceDelimited" | "pipeDelimited"; readonly explode: boolean };
  readonly object?: { readonly style: "form" | "deepObject"; readonly explode: boolean };
  readonly allowReserved?: boolean;
}

/** Writes a query, each parameter in its own style. openapi-fetch has only one style for all parameters. */
export function writeQuery(query: Record<string, unknown>, styles: Readonly<Record<string, QueryStyle>> = {}): string {
  return Object.entries(query)
    .map(([name, value]) => createQuerySerializer(Object.hasOwn(styles, name) ? styles[name] : {})({ [name]: value }))
    .filter(Boolean)
    .join("&");
}
