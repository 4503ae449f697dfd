// One change that a consumer notices, with all its places and the verdict of each judge.
import { type Bump, type Finding, isWithin, nameOf, type Place } from "./finding.ts";

export interface Change {
  /** The name of the change in a waiver: the first operation and place, and the words. */
  id: string;
  words: string;
  places: Place[];
  /** The verdicts: of Redocly on the documents, of the compiler on the types, and of our own judge on the values and facts. */
  wire: Bump;
  types: "breaks" | "fits" | "same";
  values: Bump;
  bump: Bump;
  why: string;
  /** Whether it needs a waiver, whatever the changesets promise. */
  alarm: boolean;
}

/** Joins all findings with the same origin and words into one change. */
export function changesOf(findings: Finding[]): Change[] {
  const origins = new Map<unknown, number>();
  const changes = new Map<string, Change>();
  const at = new Set<string>();
  for (const { operation, place, words, bump, why, origin, alarm = false } of findings) {
    const number = origins.get(origin) ?? origins.size;
    origins.set(origin, number);
    const key = `${number} ${bump} ${words.replaceAll(nameOf(place), "")}`;
    const change = changes.get(key) ?? changeOf({ words, values: bump, bump, why, alarm });
    if (operation && !at.has(`${key} ${operation} ${place}`)) change.places.push({ operation, place });
    at.add(`${key} ${operation} ${place}`);
    changes.set(key, change);
  }
  return [...changes.values()];
}

export function changeOf(known: Partial<Change> & { words: string; bump: Bump }): Change {
  return { id: "", places: [], wire: "none", types: "same", values: "none", why: "", alarm: false, ...known };
}

/** Whether a change is at a place, inside it, or around it. An operation as a whole is a separate place. */
export function isAround({ places }: Change, place: Place): boolean {
  return places.some((one) => {
    if (one.place === "" || place.place === "") return one.operation === place.operation && one.place === place.place;
    return isWithin(one, place) || isWithin(place, one);
  });
}

export const isAt = ({ places }: Change, { operation, place }: Place): boolean =>
  places.some((one) => one.operation === operation && one.place === place);

/** The line of the change in the report. A waiver quotes it. */
export function idOf({ places: [first], words }: Change): string {
  return `${[first?.operation, first?.place].filter(Boolean).join(" ") || "everywhere"}: ${words}`;
}
