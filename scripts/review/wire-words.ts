// Describes a change that only Redocly sees, in words for a consumer.
import { type Place, quote } from "./finding.ts";
import type { WireChange } from "./wire-judge.ts";

/** `called` is a better name than its place in the spec, if there is one. */
export function wordsOf(change: WireChange, called?: string): string {
  const { kind, property, base, revision, path, verdicts } = change;
  const keys = path
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  const name = called ?? `\`${lastWord(keys)}\``;
  const [holder = "", last = ""] = keys.slice(-2);
  if (kind !== "modified") {
    const url = (side: WireChange["base"]) => `\`${(side?.value as { url?: string } | undefined)?.url ?? last}\``;
    const [gone, item] = [kind === "removed", kind === "removed" ? base : revision];
    if (holder === "servers") return gone ? `The server ${url(item)} is gone.` : `There is a new server, ${url(item)}.`;
    if (holder === "responses") return gone ? `It no longer answers ${last}.` : `It may now answer ${last}.`;
    return verdicts[0]?.message ?? `In the ${holder}, \`${last}\` is ${gone ? "gone" : "new"}.`;
  }
  if (property === "description" || property === "summary") return `The ${property} of ${name} was reworded.`;
  if (verdicts.some(({ ruleId }) => ruleId.startsWith("security"))) return verdicts.map(({ message }) => message).join(" ");
  if (property === "key" && holder === "responses") return `The answer ${base?.value} is now ${revision?.value}.`;
  if (property === "key") return `The path is now written ${quote(revision?.value)}; it was ${quote(base?.value)}.`;
  if (property?.startsWith("x-") && base?.value !== undefined && revision?.value !== undefined)
    return `\`${property}\` is now ${quote(revision.value)}; it was ${quote(base.value)}.`;
  if (property === "url") return `The server ${quote(base?.value)} is now ${quote(revision?.value)}.`;
  if (base?.value === undefined) return `${name} now has the ${property} ${quote(revision?.value)}.`;
  if (revision?.value === undefined) return `${name} no longer has the ${property} ${quote(base.value)}.`;
  return `The ${property} of ${name} is now ${quote(revision.value)}; it was ${quote(base.value)}.`;
}

const INSIDE = /^(\d+|schema|content|application\/json|allOf|anyOf|oneOf|items|properties|paths|parameters)$/;

/** The last key of a path that a consumer knows. */
function lastWord(keys: string[]): string {
  return keys.findLast((key) => !INSIDE.test(key)) ?? "document";
}

/** Whether it concerns the values of a schema, or a status. Our own judge compares these at every place. */
export function isComparedByUs({ verdicts }: WireChange): boolean {
  return verdicts.every(({ ruleId }) => /^(schema-|enum-|property-removed|required-properties-|response-removed)/.test(ruleId));
}

/** Whether it is about who may call. Our own judge compares that at every operation, and knows a scheme that was only renamed. */
export function isOfSecurity({ verdicts }: WireChange): boolean {
  return verdicts.some(({ ruleId }) => ruleId === "security-requirement-changed");
}

const REASONS: Record<string, string> = {
  "media-type-removed": "bodies of this type are no longer sent or accepted",
  "operation-id-changed": "types and errors name an operation by its id",
  "parameter-serialization-changed": "the API reads the same input differently",
  "response-header-removed": "code may read it",
  "response-removed": "code may handle this answer",
  "schema-combinator-changed": "other values are valid now",
  "schema-type-changed": "other values are valid now",
  "security-requirement-changed": "callers that had access may lose it",
  "server-removed": "its address and its environment stop working",
};

/** The reason why Redocly calls a change breaking. */
export function reasonOf({ verdicts }: WireChange, places: Place[]): string {
  const constraint = places.some(({ place }) => /^\d/.test(place))
    ? "code may get values that it does not expect"
    : "input that was accepted may now be refused";
  return verdicts
    .map(({ ruleId, message }) => (ruleId === "schema-constraint-changed" ? constraint : REASONS[ruleId]) ?? message)
    .join("; ");
}
