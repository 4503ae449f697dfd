import { createQuerySerializer } from "openapi-fetch";

/** How openapi-fetch writes the lists and objects of a query parameter. */
export type QueryStyle = Exclude<Parameters<typeof createQuerySerializer>[0], undefined>;

/** Writes a query, each parameter in its own style: openapi-fetch takes one style for all. */
export function writeQuery(query: Record<string, unknown>, styles: Readonly<Record<string, QueryStyle>> = {}): string {
  return Object.entries(query)
    .map(([name, value]) => createQuerySerializer(Object.hasOwn(styles, name) ? styles[name] : {})({ [name]: value }))
    .filter(Boolean)
    .join("&");
}
