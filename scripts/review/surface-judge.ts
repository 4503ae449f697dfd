// Judges requests and answers: parameters, bodies, statuses, headers, and each schema at each place.
import { type Compare, comparer } from "./differences.ts";
import type { Bump, Finding } from "./finding.ts";
import { nameOf, quote } from "./finding.ts";
import { type Direction, verdictOf } from "./severity.ts";
import { type Content, type Parameter, placeOfHeader, type Reply, type Shape, type Surface, type Surfaces } from "./surface.ts";

export type Found = Omit<Finding, "operation">;
/** Compares two schemas at a place. */
type Shapes = (before: Shape, after: Shape, direction: Direction, place: string) => Found[];

export function judgeSurfaces(base: Surfaces, head: Surfaces): Finding[] {
  const shapes = shapesWith(comparer());
  const found: Finding[] = [];
  for (const [key, before] of base.operations) {
    const after = head.operations.get(key);
    if (!after) found.push({ operation: before.id, ...say("", "major", "The operation is gone.", "calls of it fail") });
    else found.push(...operation(before, after, shapes).map((one) => ({ operation: before.id, ...one })));
  }
  for (const [key, { id }] of head.operations)
    if (!base.operations.has(key)) found.push({ operation: id, ...say("", "minor", "The operation is new.", "") });
  return found;
}

/** Makes a finding. The same words at several places are one change only if `origin` is the same. */
export function say(place: string, bump: Bump, words: string, why: string, origin: unknown = {}): Found {
  return { place, bump, words, why, origin };
}

function shapesWith(compare: Compare): Shapes {
  return (before, after, direction, place) =>
    compare(before.normal, after.normal).map((difference) => {
      const at = place + difference.path;
      return { place: at, origin: difference.origin, ...verdictOf(difference, direction, at) };
    });
}

function operation(before: Surface, after: Surface, shapes: Shapes): Found[] {
  return [...parameters(before, after, shapes), ...bodies(before, after, shapes), ...replies(before, after, shapes)];
}

const SERIALIZED = "the API reads the same input differently";

function parameters({ parameters: before }: Surface, { parameters: after }: Surface, shapes: Shapes): Found[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((place) => {
    const [old, now] = [before.get(place), after.get(place)];
    const name = `${nameOf(place)}${place.startsWith("query.") ? "" : ` in the ${place.split(".")[0]}`}`;
    const origin = `parameter ${place}`;
    if (old && now) return [...parameter(old, now, place, name), ...shapes(old, now, "request", place)];
    if (old) return [say(place, "major", `You can no longer send ${name}.`, "code that sends it no longer compiles", origin)];
    if (now?.required) return [say(place, "major", `You must now send ${name}.`, "calls without it are refused", origin)];
    return [say(place, "minor", `You can now send ${name}.`, "", origin)];
  });
}

function parameter(old: Parameter, now: Parameter, place: string, name: string): Found[] {
  const found: Found[] = [];
  const origin = `parameter ${place}`;
  if (!old.required && now.required)
    found.push(say(place, "major", `You must now send ${name}; it was optional.`, "calls without it are refused", origin));
  if (old.required && !now.required) found.push(say(place, "minor", `You can now leave out ${name}.`, "", origin));
  const [was, is] = [old.style, now.style].map((style) => JSON.stringify(style));
  if (was !== is)
    found.push(say(place, "major", `${name} is written in another way: ${quote(is)}; it was ${quote(was)}.`, SERIALIZED, origin));
  return found;
}

function bodies({ body: before }: Surface, { body: after }: Surface, shapes: Shapes): Found[] {
  const place = "body";
  if (!before && !after) return [];
  if (!after) return [say(place, "major", "You can no longer send a body.", "code that sends it no longer compiles")];
  if (!before) {
    if (after.required) return [say(place, "major", "You must now send a body.", "calls without it are refused")];
    return [say(place, "minor", "You can now send a body.", "")];
  }
  const found = contents(before.content, after.content, "request", place, shapes);
  if (!before.required && after.required)
    found.push(say(place, "major", "You must now send the body; it was optional.", "calls without it are refused"));
  if (before.required && !after.required) found.push(say(place, "minor", "You can now leave out the body.", ""));
  return found;
}

function contents(before: Content, after: Content, direction: Direction, place: string, shapes: Shapes): Found[] {
  const name = nameOf(place);
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((type) => {
    const [old, now] = [before.get(type), after.get(type)];
    if (!before.has(type)) return [say(place, "minor", `${name} can now be ${quote(type)} too.`, "")];
    if (!after.has(type))
      return [
        say(place, "major", `${name} can no longer be ${quote(type)}.`, "bodies of this type are no longer sent or accepted"),
      ];
    return old && now ? shapes(old, now, direction, place) : [];
  });
}

/** The answer for a status: its own, that of a range such as `4XX`, or `default`, which the packages take for a refusal. */
function replyTo(status: string, all: Map<string, Reply>): Reply | undefined {
  const own = all.get(status) ?? all.get(`${status[0]}XX`) ?? all.get(`${status[0]}xx`);
  return own ?? (status.startsWith("2") ? undefined : all.get("default"));
}

function replies({ replies: before }: Surface, { replies: after }: Surface, shapes: Shapes): Found[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((status) => {
    const [old, now] = [before.get(status), after.get(status)];
    if (old && !now && !replyTo(status, after)) {
      const why = "code may handle this answer";
      return [say(status, "major", `It no longer answers ${status}.`, why, `reply ${status}`)];
    }
    if (!old && now && !replyTo(status, before)) return [newReply(status, now, before, shapes)];
    const [was, is] = [old ?? replyTo(status, before), now ?? replyTo(status, after)];
    if (!was || !is) return [];
    const range =
      old && !now
        ? [
            say(
              status,
              "patch",
              `${nameOf(status)} no longer has a description of its own.`,
              "the description of a range applies",
            ),
          ]
        : [];
    return [...range, ...headers(was, is, status, shapes), ...answers(was, is, status, shapes)];
  });
}

function answers({ content: before }: Reply, { content: after }: Reply, status: string, shapes: Shapes): Found[] {
  const name = nameOf(status);
  const why = "code reads it";
  if (before.size > 0 && after.size === 0) return [say(status, "major", `${name} no longer has a body.`, why)];
  if (before.size === 0 && after.size > 0) return [say(status, "minor", `${name} now has a body.`, "")];
  return contents(before, after, "response", status, shapes);
}

/** The data of a call is the union of its 2xx answers. */
function newReply(status: string, reply: Reply, before: Map<string, Reply>, shapes: Shapes): Found {
  const known = [...before].filter(([other]) => other.startsWith("2")).map(([, other]) => other);
  const fits = known.some((other) => answers(other, reply, status, shapes).every(({ bump }) => bump !== "major"));
  const words = `It may now answer ${status}`;
  if (!status.startsWith("2") || fits || known.length === 0) return say(status, "minor", `${words}.`, "", `reply ${status}`);
  return say(
    status,
    "major",
    `${words}, with other data than the existing answers.`,
    "code expects the same data from every success",
    `reply ${status}`,
  );
}

function headers({ headers: before }: Reply, { headers: after }: Reply, status: string, shapes: Shapes): Found[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((header) => {
    const [old, now] = [before.get(header), after.get(header)];
    const place = placeOfHeader(status, header);
    const name = nameOf(place);
    const origin = `header ${place}`;
    if (!now) return [say(place, "major", `The answer no longer has ${name}.`, "code may read it", origin)];
    if (!old) return [say(place, "minor", `The answer now has ${name}.`, "", origin)];
    const found = shapes(old, now, "response", place);
    if (old.required && !now.required)
      found.push(say(place, "major", `${name} may now be missing.`, "code reads it without a check for undefined", origin));
    if (!old.required && now.required) found.push(say(place, "minor", `${name} is now always there.`, "", origin));
    return found;
  });
}
