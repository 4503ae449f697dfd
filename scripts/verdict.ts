// Puts the two judges' findings together: one change for each thing that a consumer notices, with what each judge says of it.
//
// A change breaks when either judge says so: each sees what the other cannot. The one exception is a schema that is only written
// differently: where the types are the same, and so is every constraint, the wire's complaint about its form does not count.
import { typesOf } from "./generate.ts";
import { operationsOf, readSpec } from "./spec.ts";
import { type Place, type Places, placesOf } from "./spec-places.ts";
import { judgeTypes } from "./type-judge.ts";
import { type Bump, highest, judgeWire, type WireChange } from "./wire-judge.ts";
import { wordsOf } from "./wire-words.ts";

export interface Change {
  /** What a waiver names: operation, place and words. */
  id: string;
  words: string;
  places: Place[];
  wire: Bump;
  types: "breaks" | "fits" | "same";
  bump: Bump;
  why: string;
}

/** Rules about how a schema is written, which an equivalent schema can break. */
const FORM = /^(schema-(combinator|type|constraint)-changed|enum-values-(added|removed)|property-removed|required-properties-.*)$/;

export async function judge(baseFile: string, headFile: string): Promise<Change[]> {
  const [base, head] = await Promise.all([load(baseFile), load(headFile)]);
  const wire = await judgeWire(baseFile, headFile);
  const sameAt = sameness(base.places, head.places);

  const changes = new Map<string, Change>();
  for (const { origin, words, operation, place, breaking } of judgeTypes(base, head)) {
    const key = `${origin} ${words}`;
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
    const same = typed.filter((change) => isStructure(found) && change.places.some((one) => places.some((two) => equal(one, two))));
    for (const change of same) {
      change.wire = highest([change.wire, found.impact]);
      if (found.impact === "major" && change.bump !== "major") Object.assign(change, { bump: "major", why: reason(found) });
    }
    return same.length > 0 ? [] : [onTheWire(found, places, typed, sameAt)];
  });
  return [...typed, ...others].map((change) => ({ ...change, id: idOf(change) }));
}

async function load(file: string) {
  const spec = readSpec(file);
  const ids = new Map(
    operationsOf(spec).map(({ method, path, operationId }) => [`${method} ${path.replace(/\{[^}]*\}/g, "{}")}`, operationId]),
  );
  return { ids, types: await typesOf(spec), places: placesOf(spec) };
}

/** A change that the types do not show. */
function onTheWire(found: WireChange, places: Place[], typed: Change[], sameAt: (place: Place) => boolean): Change {
  const untouched = (here: Place) => !typed.some((change) => change.places.some((one) => isWithin(one, here))) && sameAt(here);
  const equivalent = found.verdicts.every(({ ruleId }) => FORM.test(ruleId)) && places.length > 0 && places.every(untouched);
  const secret = [found.base?.value, found.revision?.value].includes("password") && places.some(({ place }) => /^2/.test(place));
  const change: Change = { id: "", words: wordsOf(found), places, wire: found.impact, types: "same", bump: found.impact, why: "" };
  if (found.property === "format" && secret)
    return { ...change, types: "breaks", bump: "major", why: "a secret is read with `reveal()`, anything else without" };
  if (found.impact !== "major") return change;
  if (equivalent) return { ...change, bump: "patch", why: "written differently: same types, same constraints" };
  return { ...change, why: reason(found) };
}

const reason = ({ verdicts }: WireChange): string => verdicts.map(({ ruleId }) => ruleId).join(", ");
const equal = (one: Place, two: Place): boolean => one.operation === two.operation && one.place === two.place;
const isWithin = (inner: Place, outer: Place): boolean =>
  inner.operation === outer.operation && (inner.place === outer.place || /^[.[]/.test(inner.place.slice(outer.place.length)) && inner.place.startsWith(outer.place));
const isStructure = ({ kind, property = "" }: WireChange): boolean =>
  kind !== "modified" || /^(name|type|enum|const|required|items|additionalProperties|default)$/.test(property);

function idOf({ places: [first], words }: Change): string {
  return `${[first?.operation, first?.place].filter(Boolean).join(" ") || "everywhere"}: ${words}`;
}

/** All places of a change, the properties that `required` lists among them. */
function affected({ base, revision, property }: WireChange, old: Places, now: Places): Place[] {
  const find = ({ byPointer }: Places, pointer = ""): Place[] =>
    byPointer.get(pointer) ?? (pointer.includes("/") ? find({ byPointer } as Places, pointer.slice(0, pointer.lastIndexOf("/"))) : []);
  const all = [...find(old, base?.pointer), ...find(now, revision?.pointer)];
  const places = [...new Map(all.map((one) => [`${one.operation} ${one.place}`, one])).values()];
  if (property !== "required") return places;
  const [was, is] = [base?.value, revision?.value].map((value) => (Array.isArray(value) ? value.map(String) : []));
  const names = [...(was ?? []).filter((name) => !is?.includes(name)), ...(is ?? []).filter((name) => !was?.includes(name))];
  return places.flatMap(({ operation, place }) => names.map((name) => ({ operation, place: `${place}.${name}` })));
}

/** Whether all constraints at a place and below are the same on both sides. */
function sameness(old: Places, now: Places): (place: Place) => boolean {
  const text = ({ constraints }: Places, here: Place): string => {
    const all = [...constraints].flatMap(([key, set]) => {
      const [operation = "", place = ""] = key.split(/ (.*)/s);
      return isWithin({ operation, place }, here) ? [...set].map((one) => `${place} ${one}`) : [];
    });
    return all.sort().join("\n");
  };
  return (place) => text(old, place) === text(now, place);
}
