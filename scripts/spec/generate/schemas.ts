// Exports each named schema of the spec as a type: the namespace `Schema` of core.
import { fail } from "../spec.ts";
import type { DirectedSpec } from "./directions.ts";

/** `export type Key = components["schemas"]["Key"]` for each schema. */
export function schemasOf(spec: DirectedSpec): string {
  const taken = new Map([["components", "the packages"]]);
  const types = Object.entries(spec.components?.schemas ?? {}).map(([schema, { description }]) => {
    const name = typeNameOf(schema);
    const place = `components/schemas/${schema}`;
    const owner = taken.get(name);
    if (owner !== undefined) fail(place, `becomes the type ${name}, which ${owner} has already: rename it`);
    taken.set(name, place);
    return `${comment(description)}export type ${name} = components["schemas"][${JSON.stringify(schema)}];\n`;
  });
  return `import type { components } from "./types.js";\n\n${types.join("")}`;
}

/** Names that TypeScript reserves and that a schema could have. */
const KEPT =
  /^(any|bigint|boolean|break|case|catch|class|const|continue|default|delete|do|else|enum|export|extends|false|finally|for|function|if|import|in|instanceof|never|new|null|number|object|return|string|super|switch|symbol|this|throw|true|try|type|typeof|undefined|unknown|var|void|while|with|yield)$/;

/** A name of the spec as a type's name: `api-key.v2` is `ApiKeyV2`. */
export function typeNameOf(schema: string): string {
  if (/^[A-Za-z_$][\w$]*$/.test(schema) && !KEPT.test(schema)) return schema;
  const name = schema.replace(/(?:^|[^A-Za-z0-9_$]+)(.)/g, (_, first: string) => first.toUpperCase());
  return /^\d/.test(name) ? `_${name}` : name;
}

function comment(description: string | undefined): string {
  if (!description) return "";
  return `/**\n * ${description.trim().replaceAll("*/", "*\\/").replaceAll("\n", "\n * ")}\n */\n`;
}
