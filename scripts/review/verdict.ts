// Puts the two judges' findings together: one change for each thing that a consumer notices, with what each judge says of it.
//
// A change breaks when either judge says so: each sees what the other cannot. One exception: `redocly diff` compares how schemas are
// written. Where every old type still fits, and every constraint is what it was, its complaint about the form does not count.
import { directed } from "../generate/directions.ts";
import { typesOf } from "../generate/types.ts";
import { fail, operationsOf, readSpec } from "../spec.ts";
import { type Place, type Places, placesOf } from "./spec-places.ts";
import { judgeTypes } from "./type-judge.ts";
import { nameOf } from "./type-walk.ts";
import { type Bump, highest, judgeWire, type WireChange } from "./wire-judge.ts";
import { reasonOf, wordsOf } from "./wire-words.ts";

export interface Change {
  /** What a waiver names: the first operation and place, and the words. */
  id: string;
  words: string;
  places: Place[];
  wire: Bump;
  types: "breaks" | "fits" | "same";
  bump: Bump;
  why: string;
}

/** Rules about how a schema is written, which a schema that means the same can break. */
const FORM =
  /^(schema-(combinator|type|constraint)-changed|enum-values-(added|removed)|property-removed|required-properties-.*)$/;

/** Keywords that say what a schema is, rather than about it. */
const IN_SCHEMA =
  /^(type|enum|const|required|items|properties|allOf|anyOf|oneOf|pattern|(min|max)[A-Z]\w+|minimum|maximum|format)$/;
/** Properties of the spec whose change the types show. */
const STRUCTURE = /^(name|type|enum|const|required|items|additionalProperties|default)$/;

const FORM_ONLY = "written differently, but the types still fit and the constraints are the same";

export async function judge(baseFile: string, headFile: string): Promise<Change[]> {
  const [base, head] = await Promise.all([load(baseFile), load(headFile)]);
  const wire = await judgeWire(baseFile, headFile);
  const sameAt = sameness(base.places, head.places);

  const changes = new Map<string, Change>();
  for (const { origin, words, operation, place, breaking } of judgeTypes(base, head)) {
    const key = `${origin} ${words.replaceAll(nameOf(place), "")}`;
    const change = changes.get(key) ?? {
      id: "",
      words,
      places: [],
      wire: "none",
      types: breaking ? "breaks" : "fits",
      bump: breaking ? "major" : "minor",
      why: breaking ? "code written against the old types no longer compiles" : "",
    };
    change.places.push({ operation, place });
    changes.set(key, change);
  }
  const typed = [...changes.values()];
  const others = wire.flatMap((found) => {
    const places = affected(found, base.places, head.places);
    const all = (test: (here: Place) => boolean) => places.length > 0 && places.every((here) => sameAt(here) && test(here));
    const breaksIn = (here: Place) => typed.some((one) => one.types === "breaks" && one.places.some(within(here)));
    const isForm = found.verdicts.every(({ ruleId }) => FORM.test(ruleId)) && all((here) => !breaksIn(here));
    const same = typed.filter((change) => isOf(found, places, change));
    for (const change of same) {
      change.wire = highest([change.wire, found.impact]);
      if (found.impact === "major" && change.bump !== "major")
        Object.assign(change, isForm ? { why: FORM_ONLY } : { bump: "major", why: reasonOf(found, places) });
    }
    if (same.length > 0) return [];
    const untouched = (here: Place) => !typed.some((one) => one.places.some(within(here)));
    return [onTheWire(found, places, isForm && IN_SCHEMA.test(schemaKeyword(found)) && all(untouched))];
  });
  const named = [...typed, ...others].map((change) => ({ ...change, words: capital(change.words), id: idOf(change) }));
  // A schema that is written differently is several changes to the wire's judge.
  const byId = new Map<string, Change>();
  for (const change of named) {
    const { wire: other, bump, ...known } = byId.get(change.id) ?? change;
    byId.set(change.id, { ...known, wire: highest([change.wire, other]), bump: highest([change.bump, bump]) });
  }
  return [...byId.values()];
}

async function load(file: string) {
  const spec = readSpec(file);
  try {
    const ids = new Map(
      operationsOf(spec).map(({ method, path, operationId }) => [`${method} ${path.replace(/\{[^}]*\}/g, "{}")}`, operationId]),
    );
    // Before the types, because a reference to nothing is named better here.
    const places = placesOf(spec);
    return { ids, places, types: await typesOf(directed(spec)) };
  } catch (error) {
    return fail(file, error instanceof Error ? error.message : String(error));
  }
}

/** A change that the types do not show. */
function onTheWire(found: WireChange, places: Place[], sameMeaning: boolean): Change {
  const [first] = places;
  const name = first?.place ? nameOf(first.place) : undefined;
  const change = { id: "", words: wordsOf(found, name), places, wire: found.impact, types: "same" as const, bump: found.impact };
  const secret = found.property === "format" && [found.base?.value, found.revision?.value].includes("password");
  if (secret && places.some(({ place }) => place.startsWith("2")))
    return { ...change, types: "breaks", bump: "major", why: "a secret is read with `reveal()`, anything else without" };
  if (sameMeaning) return { ...change, words: `${name} is written differently.`, bump: "patch", why: FORM_ONLY };
  return { ...change, why: found.impact === "major" ? reasonOf(found, places) : "" };
}

/** The keyword of a schema that a change is about. */
function schemaKeyword({ kind, property = "", path }: WireChange): string {
  return kind === "modified" ? property : (path.split("/").findLast((key) => IN_SCHEMA.test(key)) ?? "");
}

/** Whether the wire's judge found what the types show already. */
function isOf({ kind, property = "", base }: WireChange, places: Place[], { places: typed, types }: Change): boolean {
  if (kind === "modified" && !STRUCTURE.test(property)) return false;
  const exactly = typed.some((one) => places.some((two) => one.operation === two.operation && one.place === two.place));
  if (places.some(({ place }) => place === "")) return exactly && (types === "breaks") === (base !== undefined);
  return exactly || (types === "breaks" && typed.some((one) => one.place !== "" && places.some(within(one))));
}

/** Whether a place is another one, or inside of it. */
const within =
  (outer: Place) =>
  ({ operation, place }: Place): boolean =>
    operation === outer.operation &&
    (outer.place === "" || place === outer.place || [".", "["].some((next) => place.startsWith(outer.place + next)));

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

function idOf({ places: [first], words }: Change): string {
  return `${[first?.operation, first?.place].filter(Boolean).join(" ") || "everywhere"}: ${capital(words)}`;
}

/** All places of a change, the properties that `required` lists among them. */
function affected({ base, revision, property }: WireChange, old: Places, now: Places): Place[] {
  const find = ({ byPointer }: Places, pointer = ""): Place[] =>
    byPointer.get(pointer) ??
    (pointer.includes("/") ? find({ byPointer } as Places, pointer.slice(0, pointer.lastIndexOf("/"))) : []);
  const all = [...find(old, base?.pointer), ...find(now, revision?.pointer)];
  const places = [...new Map(all.map((one) => [`${one.operation} ${one.place}`, one])).values()];
  if (property !== "required" || !Array.isArray(revision?.value ?? base?.value)) return places;
  const [was, is] = [base?.value, revision?.value].map((value) => (Array.isArray(value) ? value.map(String) : []));
  const names = [...(was ?? []).filter((name) => !is?.includes(name)), ...(is ?? []).filter((name) => !was?.includes(name))];
  return places.flatMap(({ operation, place }) => names.map((name) => ({ operation, place: `${place}.${name}` })));
}

/** Whether all constraints at a place and below are the same on both sides. */
function sameness(old: Places, now: Places): (place: Place) => boolean {
  const text = ({ constraints }: Places, here: Place): string => {
    const all = [...constraints].flatMap(([key, set]) => {
      const [operation = "", place = ""] = key.split(/ (.*)/s);
      return within(here)({ operation, place }) ? [...set].map((one) => `${place} ${one}`) : [];
    });
    return all.sort().join("\n");
  };
  return (place) => text(old, place) === text(now, place);
}
