// Reads the labelled pairs of specs in `pairs/`. Each pair is the fixture before and after some changes, in both directions.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Spec } from "@flexfactor/spec";
import { parse } from "yaml";
import type { Bump } from "./finding.ts";

/** Two documents, and the right verdict on the change from one to the other. */
export interface Pair {
  title: string;
  before: Spec;
  after: Spec;
  bump: Bump;
  why: string;
}

/** The changes of a document. Spaces separate the keys of a place. */
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

/** The pairs in the files whose names match the pattern, like `*.yaml` for all. */
export function readPairs(files: string): Pair[] {
  const fixture = parse(readFileSync(join(import.meta.dirname, "fixtures/pets.yaml"), "utf8")) as Spec;
  const names = globSync(files, { cwd: join(import.meta.dirname, "pairs") }).sort();
  return names.flatMap((name) => {
    const entries = parse(readFileSync(join(import.meta.dirname, "pairs", name), "utf8"), { merge: true }) as Entry[];
    return entries.flatMap((entry) => bothWays(fixture, entry));
  });
}

function bothWays(fixture: Spec, { title, before: first, bump, back, ...edits }: Entry): Pair[] {
  const before = changed(fixture, first ?? {});
  const after = changed(before, edits);
  if (JSON.stringify(before) === JSON.stringify(after)) throw new Error(`${title}: nothing is changed`);
  return [
    { title, before, after, bump: bump[0], why: bump[1] },
    { title: `${title}, and back`, before: after, after: before, bump: back[0], why: back[1] },
  ];
}

function changed(spec: Spec, { move = {}, remove = [], set = {} }: Edits): Spec {
  const copy = structuredClone(spec);
  for (const [from, to] of Object.entries(move)) write(copy, to, take(copy, from));
  for (const place of remove) take(copy, place);
  for (const [place, value] of Object.entries(set)) write(copy, place, structuredClone(value));
  return copy;
}

type Node = Record<string, unknown>;

function write(spec: Spec, place: string, value: unknown): void {
  const [holder, key] = holderOf(spec, place);
  holder[key] = value;
}

/** Removes the value at a place, and returns it. */
function take(spec: Spec, place: string): unknown {
  const [holder, key] = holderOf(spec, place);
  if (!(key in holder)) throw new Error(`The fixture has no ${place}`);
  const value = holder[key];
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
  return value;
}

function holderOf(spec: Spec, place: string): [holder: Node, key: string] {
  const keys = place.split(" ");
  const key = keys.pop() ?? "";
  const holder = keys.reduce((node, name) => (node[name] ??= {}) as Node, spec as unknown as Node);
  return [holder, key];
}
