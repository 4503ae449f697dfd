// Puts together what the judges find: one change for each thing that a consumer notices, with what each judge says of it.
//
// Both specs are judged in normal form, in which ways of writing that mean the same look the same. Our own judge compares every
// schema at every place, and what a spec says beside them. Redocly and the compiler are the second opinion: where one of them finds
// something that our judge has not seen at that place, it is a change of its own.
import { typesOf } from "../generate.ts";
import { fail, readSpec, type Spec } from "../spec.ts";
import { type Change, changeOf, changesOf, idOf, isAround, isAt } from "./change.ts";
import { documentOf } from "./emit.ts";
import { judgeFacts } from "./fact-judge.ts";
import { highest, nameOf, type Place } from "./finding.ts";
import { refuseLostReferences } from "./references.ts";
import { type Places, placesOf } from "./spec-places.ts";
import { type Surfaces, surfacesOf } from "./surface.ts";
import { judgeSurfaces } from "./surface-judge.ts";
import { judgeTypes, type TypeFinding } from "./type-judge.ts";
import { judgeWire, type WireChange } from "./wire-judge.ts";
import { isComparedByUs, reasonOf, wordsOf } from "./wire-words.ts";
import { writtenDifferently } from "./written-differently.ts";

export type { Change } from "./change.ts";

interface Side {
  surfaces: Surfaces;
  document: Spec;
  places: Places;
}

export async function judge(baseFile: string, headFile: string): Promise<Change[]> {
  const [base, head] = [sideOf(baseFile), sideOf(headFile)];
  const own = [base.surfaces, head.surfaces] as const;
  const wire = judgeWire(base.document, head.document);
  const types = await Promise.all([base, head].map(async (side) => ({ ids: idsOf(side), types: await typesOf(side.document) })));
  const [before, after] = types;
  const changes = changesOf([...judgeSurfaces(...own), ...judgeFacts(...own), ...writtenDifferently(...own)]);
  if (before && after) addTypes(changes, judgeTypes(before, after));
  addWire(changes, await wire, base.places, head.places);
  return named(changes);
}

function sideOf(file: string): Side {
  const spec = readSpec(file);
  try {
    refuseLostReferences(spec);
    const surfaces = surfacesOf(spec);
    const document = documentOf(surfaces);
    return { surfaces, document, places: placesOf(document) };
  } catch (error) {
    return fail(file, error instanceof Error ? error.message : String(error));
  }
}

const idsOf = ({ surfaces }: Side): Map<string, string> => new Map([...surfaces.operations].map(([key, { id }]) => [key, id]));

function addTypes(changes: Change[], found: TypeFinding[]): void {
  for (const { operation, place, breaking, words } of found) {
    const here = { operation, place };
    const around = changes.filter((change) => isAround(change, here) && (!breaking || change.bump === "major"));
    const exact = around.filter((change) => isAt(change, here));
    const [change] = exact.length > 0 ? exact : around;
    if (change) change.types = breaking || change.types === "breaks" ? "breaks" : "fits";
    else
      changes.push(
        changeOf({
          words,
          places: [here],
          types: breaking ? "breaks" : "fits",
          bump: breaking ? "major" : "minor",
          why: breaking ? "code written against the old types no longer compiles" : "",
        }),
      );
  }
}

function addWire(changes: Change[], found: WireChange[], base: Places, head: Places): void {
  const known = [...changes];
  for (const one of found) {
    const places = affected(one, base, head);
    const around = known.filter((change) =>
      places.length > 0 ? places.some((place) => isAround(change, place)) : change.places.length === 0,
    );
    const exact = around.filter((change) => places.some((place) => isAt(change, place)));
    const [change] = [...exact, ...around].sort((left, right) => Number(right.bump === "major") - Number(left.bump === "major"));
    if (change) change.wire = highest([change.wire, one.impact]);
    const isJudged = change !== undefined && (one.impact !== "major" || change.bump === "major" || isComparedByUs(one));
    if (!isJudged) changes.push(onTheWire(one, places));
  }
}

/** A change that only Redocly sees. */
function onTheWire(found: WireChange, places: Place[]): Change {
  const [first] = places;
  const words = wordsOf(found, first?.place ? nameOf(first.place) : undefined);
  return changeOf({
    words,
    places,
    wire: found.impact,
    bump: found.impact,
    why: found.impact === "major" ? reasonOf(found, places) : "",
  });
}

/** All places of a change. */
function affected({ base, revision }: WireChange, old: Places, now: Places): Place[] {
  const find = (places: Places, pointer = ""): Place[] =>
    places.get(pointer) ?? (pointer.includes("/") ? find(places, pointer.slice(0, pointer.lastIndexOf("/"))) : []);
  const all = [...find(old, base?.pointer), ...find(now, revision?.pointer)];
  return [...new Map(all.map((one) => [`${one.operation} ${one.place}`, one])).values()];
}

/** The changes with their lines; what is said twice is one. */
function named(changes: Change[]): Change[] {
  const byId = new Map<string, Change>();
  for (const change of changes) {
    const words = change.words.charAt(0).toUpperCase() + change.words.slice(1);
    const id = idOf({ ...change, words });
    const { wire, bump, ...known } = byId.get(id) ?? change;
    byId.set(id, { ...known, id, words, wire: highest([change.wire, wire]), bump: highest([change.bump, bump]) });
  }
  return [...byId.values()];
}
