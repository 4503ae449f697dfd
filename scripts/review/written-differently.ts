// Finds places where a schema is written differently but means the same: every type and constraint there was compared, and is equal.
import { pointedAt, type Spec } from "@flexfactor/spec";
import { comparer } from "./differences.ts";
import { type Finding, nameOf } from "./finding.ts";
import type { Keywords, Raw } from "./raw-schema.ts";
import type { Content, Shape, Surface, Surfaces } from "./surface.ts";
import { placeOfHeader } from "./surface.ts";
import { say } from "./surface-judge.ts";

const SAME_MEANING = "every type and constraint is the same";

interface Form {
  path: string;
  origin: object;
}
type Forms = (before: Raw, after: Raw) => Form[];

export function writtenDifferently(base: Surfaces, head: Surfaces): Finding[] {
  const forms = formsOf(base.spec, head.spec);
  const compare = comparer();
  const found: Finding[] = [];
  for (const [key, before] of base.operations) {
    const after = head.operations.get(key);
    if (!after) continue;
    const now = shapesOf(after);
    for (const [place, shape] of shapesOf(before)) {
      const other = now.get(place);
      if (!other || compare(shape.normal, other.normal).length > 0) continue;
      for (const { path, origin } of forms(shape.raw, other.raw)) {
        const at = place.replace(/ .*/, "") + path;
        found.push({ operation: before.id, ...say(at, "patch", `${nameOf(at)} is written differently.`, SAME_MEANING, origin) });
      }
    }
  }
  return found;
}

/** All schemas of an operation, by place and media type. */
function shapesOf({ parameters, body, replies }: Surface): Map<string, Shape> {
  const shapes = new Map<string, Shape>(parameters);
  const content = (place: string, all: Content): void => {
    for (const [type, shape] of all) if (shape) shapes.set(`${place} ${type}`, shape);
  };
  if (body) content("body", body.content);
  for (const [status, reply] of replies) {
    content(status, reply.content);
    for (const [name, header] of reply.headers) shapes.set(placeOfHeader(status, name), header);
  }
  return shapes;
}

const ANNOTATION = /^(title|description|examples?|\$comment|externalDocs)$/;
const UNORDERED = /^(enum|required|type|allOf|anyOf|oneOf)$/;

/** Finds the innermost places whose keywords differ. A reference counts as its target. */
function formsOf(base: Spec, head: Spec): Forms {
  const known = new Map<Keywords, Map<Keywords, Form[]>>();
  const forms: Forms = (before, after) => {
    const [old, now] = [opened(base, before), opened(head, after)];
    if (typeof old === "boolean" || typeof now === "boolean") return old === now ? [] : [{ path: "", origin: {} }];
    const seen = known.get(old) ?? new Map<Keywords, Form[]>();
    known.set(old, seen);
    const done = seen.get(now);
    if (done) return done;
    seen.set(now, []);
    const found = differing(old, now, forms);
    seen.set(now, found);
    return found;
  };
  return forms;
}

function opened(spec: Spec, raw: Raw): Raw {
  if (typeof raw === "boolean" || typeof raw["$ref"] !== "string") return raw;
  const { $ref, ...others } = raw as { $ref: string };
  if (Object.keys(others).some((key) => !ANNOTATION.test(key))) return raw;
  return opened(spec, pointedAt<Keywords>(spec, $ref, $ref));
}

function differing(old: Keywords, now: Keywords, forms: Forms): Form[] {
  const keys = (schema: Keywords): string[] =>
    Object.keys(schema)
      .filter((key) => !ANNOTATION.test(key))
      .sort();
  const here = [{ path: "", origin: {} }];
  if (keys(old).join() !== keys(now).join()) return here;
  const inside: Form[] = [];
  for (const key of keys(old)) {
    const pairs = childrenOf(key, old[key], now[key]);
    if (!pairs) {
      if (textOf(key, old[key]) !== textOf(key, now[key])) return here;
      continue;
    }
    for (const [path, before, after] of pairs) {
      if (before === undefined || after === undefined) return here;
      inside.push(...forms(before, after).map((form) => ({ ...form, path: path + form.path })));
    }
  }
  return inside;
}

/** The schemas inside a keyword, each paired with the other side; `undefined` if there are none. */
function childrenOf(key: string, old: unknown, now: unknown): [string, Raw | undefined, Raw | undefined][] | undefined {
  if (key === "items") return [["[]", old as Raw, now as Raw]];
  if (key === "additionalProperties") return [[".*", old as Raw, now as Raw]];
  const isUnion = /^(allOf|anyOf|oneOf)$/.test(key);
  if (key !== "properties" && !isUnion) return undefined;
  const sorted = (value: unknown): Record<string, Raw> =>
    (isUnion
      ? { ...(value as Raw[]).toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other))) }
      : value) as Record<string, Raw>;
  const [before, after] = [sorted(old), sorted(now)];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].map((name) => [isUnion ? "" : `.${name}`, before[name], after[name]]);
}

function textOf(key: string, value: unknown): string {
  return JSON.stringify(UNORDERED.test(key) && Array.isArray(value) ? value.toSorted() : value);
}
