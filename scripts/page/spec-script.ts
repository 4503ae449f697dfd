// `spec.js`, the script that passes the spec to the page: a page from a disk may load scripts, but not data.
import { readSpec } from "@flexfactor/spec";

/** `spec.js` for the spec in `specFile`. Facts that the renderer does not show are added to texts that it shows. */
export function specScript(specFile: string): string {
  return `window.spec = ${JSON.stringify(shown(readSpec(specFile)))};\n`;
}

/** `spec.js` for a spec that cannot be read: the page shows `problem` in its place. */
export function problemScript(problem: string): string {
  return `window.problem = ${JSON.stringify(problem)};\n`;
}

// The values of these keywords are data: names within are never keywords.
const DATA = ["example", "default", "const", "enum"];
// The keys under these keywords are names, even if they look like keywords.
const NAMES = ["properties", "patternProperties", "$defs", "schemas", "headers", "parameters", "responses", "paths"];

/** A copy of `part`, which stands under `keyword`, with names in the summaries of examples and notes in descriptions. */
function shown(part: unknown, keyword?: string): unknown {
  if (typeof part !== "object" || part === null || DATA.includes(keyword ?? "")) return part;
  if (Array.isArray(part)) return keyword === "examples" ? part : part.map((item) => shown(item));
  if (keyword === "examples") return mapValues(part, named);
  if (NAMES.includes(keyword ?? "")) return mapValues(part, (_, value) => shown(value));
  const copy = mapValues(part, (key, value) => shown(value, key));
  const description = [...(keyword === "info" ? [copy["summary"]] : []), copy["description"], ...notesOf(part)];
  return { ...copy, description: description.filter(Boolean).join("\n\n") || undefined };
}

/** The `x-` keys of `part`, which the renderer does not show. */
function notesOf(part: object): string[] {
  const notes = Object.entries(part).filter(([key, value]) => key.startsWith("x-") && typeof value !== "object");
  return notes.map(([key, value]) => `\`${key}: ${value}\``);
}

/** An example with its name in its summary. The renderer shows one or the other, and tests and `Prefer` use the name. */
function named(name: string, example: { summary?: string }): object {
  return { ...example, summary: example.summary ? `${name}: ${example.summary}` : name };
}

function mapValues<T>(map: object, change: (key: string, value: T) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(key, value)]));
}
