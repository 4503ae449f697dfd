// Pairs of specs whose verdict is known, read from `pairs/`: each is the fixture with some places changed, in both directions.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Document, parse, parseDocument } from "yaml";
import type { Bump } from "./wire-judge.ts";

/** Two documents, and what the way from one to the other must be called. */
export interface Pair {
  title: string;
  before: string;
  after: string;
  bump: Bump;
  why: string;
}

/** What is done to a document; the keys of a place are separated by a space. */
interface Edits {
  set?: Record<string, unknown>;
  remove?: string[];
  move?: Record<string, string>;
}
type Verdict = [bump: Bump, why: string];
interface Entry extends Edits {
  title: string;
  before?: Edits;
  bump: Verdict;
  back: Verdict;
}

/** The pairs of the files whose name fits, `*.yaml` for all. */
export function readPairs(files: string): Pair[] {
  const fixture = readFileSync(join(import.meta.dirname, "fixtures/pets.yaml"), "utf8");
  const names = globSync(files, { cwd: join(import.meta.dirname, "pairs") }).sort();
  return names.flatMap((name) => {
    const entries = parse(readFileSync(join(import.meta.dirname, "pairs", name), "utf8"), { merge: true }) as Entry[];
    return entries.flatMap((entry) => bothWays(fixture, entry));
  });
}

function bothWays(fixture: string, { title, before: first, bump, back, ...edits }: Entry): Pair[] {
  const before = changed(fixture, first ?? {});
  const after = changed(before, edits);
  if (before === after) throw new Error(`${title}: nothing is changed`);
  return [
    { title, before, after, bump: bump[0], why: bump[1] },
    { title: `${title}, and back`, before: after, after: before, bump: back[0], why: back[1] },
  ];
}

function changed(text: string, { move = {}, remove = [], set = {} }: Edits): string {
  const document = parseDocument(text);
  for (const [from, to] of Object.entries(move)) {
    const node = document.getIn(keysOf(from), true);
    take(document, from);
    document.setIn(keysOf(to), node);
  }
  for (const place of remove) take(document, place);
  for (const [place, value] of Object.entries(set)) document.setIn(keysOf(place), document.createNode(value));
  return String(document);
}

function take(document: Document, place: string): void {
  if (!document.deleteIn(keysOf(place))) throw new Error(`The fixture has no ${place}`);
}

const keysOf = (place: string): string[] => place.split(" ");
