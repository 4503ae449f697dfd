// Combines the findings of the judges: one change for each thing that a consumer notices, with the verdict of each judge.
//
// The judges compare normal forms, in which two ways to write the same thing look the same. Our own judge compares every schema at every place,
// and other facts of the spec. Redocly and the compiler give second opinions: if one of them finds something where our judge found nothing, that
// is a separate change.

import { fail, type Spec } from "@flexfactor/spec";
import { directed } from "@flexfactor/spec/generate/directions";
import { typesOf } from "@flexfactor/spec/generate/types";
import { type Change, changeOf, changesOf, idOf, isAround, isAt } from "./change.ts";
import { documentOf } from "./emit.ts";
import { judgeFacts } from "./fact-judge.ts";
import { type Finding, highest, nameOf, type Place } from "./finding.ts";
import { refuseLostReferences } from "./references.ts";
import { representatives } from "./representatives.ts";
import { COMPILES } from "./severity.ts";
import { type Places, placesOf } from "./spec-places.ts";
import { type Surfaces, surfacesOf } from "./surface.ts";
import { judgeSurfaces } from "./surface-judge.ts";
import { judgeTypes, type Typed, type TypeFinding } from "./type-judge.ts";
import { judgeWire, type WireChange } from "./wire-judge.ts";
import { isComparedByUs, isOfSecurity, reasonOf, wordsOf } from "./wire-words.ts";
import { writtenDifferently } from "./written-differently.ts";

export type { Change } from "./change.ts";

/** A spec, and its name in messages. */
export interface Revision {
  name: string;
  spec: Spec;
}

export async function judge(baseRevision: Revision, headRevision: Revision): Promise<Change[]> {
  const [base, head] = [surfacesIn(baseRevision), surfacesIn(headRevision)];
  const findings = [...judgeSurfaces(base, head), ...judgeFacts(base, head)];
  const changes = changesOf([...findings, ...writtenDifferently(base, head)]);
  const [before, after] = representatives(base, head, findings).map((surfaces) => ({ surfaces, document: documentOf(surfaces) }));
  if (!before || !after) return [];
  const wire = judgeWire(before.document, after.document);
  const [old, now] = await Promise.all([before, after].map(typed));
  if (old && now) addTypes(changes, judgeTypes(old, now));
  addWire(changes, await wire, placesOf(before.document), placesOf(after.document));
  return named(changes);
}

function surfacesIn({ name, spec }: Revision): Surfaces {
  try {
    refuseLostReferences(spec);
    return surfacesOf(spec);
  } catch (error) {
    return fail(name, error instanceof Error ? error.message : String(error));
  }
}

async function typed({ surfaces, document }: { surfaces: Surfaces; document: Spec }): Promise<Typed> {
  const ids = new Map([...surfaces.operations].map(([key, { id }]) => [key, id]));
  return { ids, types: await typesOf(directed(document)) };
}

function addTypes(changes: Change[], found: TypeFinding[]): void {
  const unseen: Finding[] = [];
  for (const { operation, place, breaking, words } of found) {
    const here = { operation, place };
    const around = changes.filter((change) => isAround(change, here) && (!breaking || change.bump === "major"));
    const exact = around.filter((change) => isAt(change, here));
    const [change] = exact.length > 0 ? exact : around;
    if (change) change.types = breaking || change.types === "breaks" ? "breaks" : "fits";
    else unseen.push({ ...here, words, bump: breaking ? "major" : "minor", why: breaking ? COMPILES : "", origin: words });
  }
  for (const change of changesOf(unseen))
    changes.push({ ...change, values: "none", types: change.bump === "major" ? "breaks" : "fits" });
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
    if (!isJudged && !isOfSecurity(one)) changes.push(onTheWire(one, places));
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

/** The changes with their lines, without duplicates. */
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
