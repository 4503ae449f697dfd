// Decides what a difference of schemas means to a consumer's code: the bump, the words, and the reason.
//
// In a request, a change breaks if fewer values are valid. In an answer, it breaks if there are new types, values or fields that code
// distinguishes. If only other strings or numbers are possible, all code still compiles, and the release notes mention it.

import { type Constraint, writtenAs } from "./constraints.ts";
import type { Difference } from "./differences.ts";
import { type Bump, nameOf, quote } from "./finding.ts";
import type { Alternative, Normal } from "./normal.ts";

export type Direction = "request" | "response";
export interface Verdict {
  bump: Bump;
  words: string;
  why: string;
}

export function verdictOf(found: Difference, direction: Direction, place: string): Verdict {
  const judge = direction === "request" ? inRequest : inResponse;
  return { ...judge(found), words: wordsOf(found, direction, place) };
}

type Judged = Pick<Verdict, "bump" | "why">;
const major = (why: string): Judged => ({ bump: "major", why });
const minor = (why = ""): Judged => ({ bump: "minor", why });
const patch = (why = ""): Judged => ({ bump: "patch", why });

export const COMPILES = "code written against the old types no longer compiles";
const REFUSED = "input that was accepted may now be refused";

function inRequest(found: Difference): Judged {
  const { kind, tighter, looser, keyword, before, after } = found;
  if (kind === "note") return noteInRequest(found);
  if (kind === "property gone") return major("code that sends it no longer compiles");
  if (kind === "property new") return after === true ? major("calls without it are refused") : minor();
  if (kind === "required") return major("calls without it are refused");
  if (keyword === "format" && isPassword(before) !== isPassword(after))
    return isPassword(after) ? minor("it is now kept out of messages") : major("it is no longer kept out of messages and logs");
  if (keyword === "discriminator") return major("its values and the mapping of its union disagree");
  if (tighter) return major(kind === "type" || kind === "alternative gone" ? "input of this form is no longer valid" : REFUSED);
  return looser ? minor("more is accepted") : patch("every type and constraint is the same");
}

function noteInRequest({ keyword, before, after }: Difference): Judged {
  if (keyword === "readOnly") return after === true ? major("it can now only be read, not sent") : minor("it can now be sent");
  if (keyword === "deprecated") return after === true ? minor("an editor strikes it through") : patch();
  if (keyword !== "default") return patch();
  const isChanged = before !== undefined && after !== undefined;
  return isChanged ? major("calls without it now mean something else") : minor("the default is written differently");
}

function inResponse(found: Difference): Judged {
  const { kind, tighter, looser, before, after } = found;
  if (kind === "note") return noteInResponse(found);
  if (kind === "property gone") return major(COMPILES);
  if (kind === "property new" || kind === "required" || kind === "forbidden") return minor();
  if (kind === "optional") return major("code reads it without a check for undefined");
  if (kind === "constraint") return constraintInResponse(found);
  if (kind === "exclusive") return patch("code reads the same values");
  if (kind === "type" && before === "integer" && after === "number")
    return minor("both are a `number` to code; a fraction may come where only whole numbers came");
  if (kind === "type" && before === "number" && after === "integer") return patch("every whole number is a number");
  if (kind === "additional" && before === undefined) return minor();
  if (kind === "additional" && isNothing(before))
    return minor("the API may send fields that code does not know, as with a new field");
  if (looser) return major("code may get values that it does not expect");
  return tighter || kind !== "values" ? minor("code needs to expect less") : minor();
}

function noteInResponse({ keyword, after }: Difference): Judged {
  if (keyword === "writeOnly") return after === true ? major("it can now only be sent, and is no longer in answers") : minor();
  if (keyword === "deprecated") return after === true ? minor("an editor strikes it through") : patch();
  if (keyword === "x-lifetime-ms") return minor("credentials are refreshed at other times");
  return patch();
}

/** Whether no value fits, as in `additionalProperties: false`. */
const isNothing = (normal: unknown): boolean => (normal as Normal).alternatives().length === 0;

const isPassword = (constraint: unknown): boolean => JSON.stringify(constraint)?.includes("password") ?? false;

// The packages do not check the values of an answer, so only code that parses a value notices a change.
function constraintInResponse({ keyword, before, after, tighter, looser }: Difference): Judged {
  if (keyword === "discriminator") return major("the types and the values of the API disagree");
  if (keyword === "format") {
    if (isPassword(before) !== isPassword(after)) return major("a secret is read with `reveal()`, anything else without");
    if (tighter && looser) return major("code that parses it may get another form");
    if (looser) return minor("the type is the same; code that relies on the format may get other values");
  }
  if (keyword === "patternProperties" && tighter && looser) return major("fields of these names hold other values");
  return looser
    ? minor("the type is the same; code that relies on the limit may get other values")
    : patch(tighter ? "the API promises more than before" : "another alternative has these values");
}

function wordsOf(found: Difference, direction: Direction, place: string): string {
  const { kind, keyword, before, after } = found;
  const name = nameOf(place);
  const sent = direction === "request";
  if (kind === "property gone") return sent ? `You can no longer send ${name}.` : `The answer no longer has ${name}.`;
  if (kind === "property new") return sent ? `You ${after ? "must" : "can"} now send ${name}.` : `The answer now has ${name}.`;
  if (kind === "required") return sent ? `You must now send ${name}; it was optional.` : `${name} is now always there.`;
  if (kind === "optional") return sent ? `You can now leave out ${name}.` : `${name} may now be missing.`;
  if (kind === "alternative gone") return `${name} can no longer be ${nameOfAlternative(before as Alternative)}.`;
  if (kind === "alternative new") return `${name} ${sent ? "can" : "may"} now be ${nameOfAlternative(after as Alternative)}.`;
  if (kind === "type") return `${name} is now ${after ?? "anything"}; it was ${before ?? "anything"}.`;
  if (kind === "values") return wordsOfValues(name, before as string[] | undefined, after as string[] | undefined);
  if (kind === "additional") return wordsOfOthers(found, name);
  if (kind === "forbidden") return `${name} ${found.tighter ? "must not be there any more" : "may be there now"}.`;
  if (kind === "exclusive")
    return `A value of ${name} that fits two of its forms is ${found.tighter ? "now refused" : "no longer refused"}.`;
  const text = kind === "note" ? quote : (value: unknown) => quote(textOf(keyword ?? "", value as Constraint));
  if (keyword === "description") return `The description of ${name} was reworded.`;
  const called = kind === "note" ? keyword : keywordOf(keyword ?? "", (after ?? before) as Constraint);
  if (before === undefined) return `${name} now has the ${called} ${text(after)}.`;
  if (after === undefined) return `${name} no longer has the ${called} ${text(before)}.`;
  return `The ${called} of ${name} is now ${text(after)}; it was ${text(before)}.`;
}

function wordsOfValues(name: string, before: string[] | undefined, after: string[] | undefined): string {
  if (!after) return `${name} can now be other values than ${before?.join(", ")}.`;
  if (!before) return `${name} can now only be ${after.join(", ")}.`;
  const gone = before.filter((value) => !after.includes(value));
  const added = after.filter((value) => !before.includes(value));
  const words = [
    gone.length > 0 && `${name} can no longer be ${gone.join(", ")}.`,
    added.length > 0 && `${name} can now be ${added.join(", ")}.`,
  ];
  return words.filter(Boolean).join(" ");
}

function wordsOfOthers({ tighter, path }: Difference, name: string): string {
  if (path.endsWith("[]")) return `${name} ${tighter ? "can now only be of one kind" : "can now be anything"}.`;
  const whole = name.replace(/\.\*(?=`$)/, "").replace(/^`\*`$/, "the object");
  return `${whole} ${tighter ? "no longer takes any other field" : "now takes other fields"}.`;
}

function nameOfAlternative({ type, values, properties }: Alternative): string {
  if (values) return values.join(", ");
  const names = Object.keys(properties);
  if (type !== "object" || names.length === 0) return type ?? "anything";
  const some = names.slice(0, 3).map((one) => `\`${one}\``);
  return `an object with ${some.join(", ")}${names.length > 3 ? ", …" : ""}`;
}

const keywordOf = (keyword: string, constraint: Constraint): string =>
  Object.keys(writtenAs(keyword, constraint)[0] ?? {})[0] ?? keyword;

function textOf(keyword: string, constraint: Constraint): string {
  const values = writtenAs(keyword, constraint).map((one) => Object.values(one)[0]);
  return values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join(", ");
}
