// Finds the differences between two types: each with its place, in words for a consumer, and whether code for the old type still compiles.
import ts from "typescript";
import { nameOf } from "./finding.ts";

export type Direction = "request" | "response";

export interface Difference {
  /** `body.name`, `200.keys[].id`. */
  place: string;
  breaking: boolean;
  words: string;
}

interface Walk {
  checker: ts.TypeChecker;
  /** Whether the consumer sends values of these types. Otherwise it reads them. */
  sent: boolean;
  /** The pairs that are being compared, so that a schema that contains itself is compared once. */
  open: Map<ts.Type, Set<ts.Type>>;
}

/** Finds the differences of two types, and of two properties, of which one may be missing. */
export function differ(checker: ts.TypeChecker, direction: Direction) {
  const walk: Walk = { checker, sent: direction === "request", open: new Map() };
  return {
    types: (before: ts.Type, after: ts.Type, place: string) => types(walk, before, after, place),
    properties: (before: ts.Symbol | undefined, after: ts.Symbol | undefined, place: string) =>
      properties(walk, before, after, place),
  };
}

/** Whether code for the old type compiles with the new one. */
function fits({ checker, sent }: Walk, before: ts.Type, after: ts.Type): boolean {
  return sent ? checker.isTypeAssignableTo(before, after) : checker.isTypeAssignableTo(after, before);
}

function types(walk: Walk, oldType: ts.Type, newType: ts.Type, place: string): Difference[] {
  // A schema that contains itself is compared once.
  const seen = walk.open.get(oldType) ?? new Set();
  if (seen.has(newType)) return [];
  walk.open.set(oldType, seen.add(newType));
  const found: Difference[] = [];
  const name = nameOf(place);
  const [wasNull, isNull] = [hasNull(oldType), hasNull(newType)];
  if (wasNull !== isNull)
    found.push({
      place,
      breaking: walk.sent ? wasNull : isNull,
      words: `${name} ${isNull ? "may now" : "can no longer"} be null.`,
    });
  const [before, after] = [walk.checker.getNonNullableType(oldType), walk.checker.getNonNullableType(newType)];
  const [items, newItems] = [itemsOf(walk, before), itemsOf(walk, after)];
  if (items && newItems) found.push(...types(walk, items, newItems, `${place}[]`));
  else if (isObject(walk, before) && isObject(walk, after)) found.push(...objects(walk, before, after, place));
  else if (
    membersOf(before).some((member) => isObject(walk, member)) &&
    membersOf(after).some((member) => isObject(walk, member))
  )
    found.push(...unions(walk, before, after, place));
  else if (!fits(walk, before, after) || !fits(walk, after, before))
    found.push(changed(walk, before, after, place, !fits(walk, before, after)));
  seen.delete(newType);
  return found;
}

function objects(walk: Walk, before: ts.Type, after: ts.Type, place: string): Difference[] {
  const names = new Set([...before.getProperties(), ...after.getProperties()].map((property) => property.name));
  const found = [...names].flatMap((name) =>
    properties(walk, propertyOf(before, name), propertyOf(after, name), `${place}.${name}`),
  );
  const [index, newIndex] = [before.getStringIndexType(), after.getStringIndexType()];
  if (index && newIndex) found.push(...types(walk, index, newIndex, `${place}.*`));
  else if (index || newIndex) found.push(changed(walk, before, after, place, !newIndex));
  return found;
}

function properties(walk: Walk, before: ts.Symbol | undefined, after: ts.Symbol | undefined, place: string): Difference[] {
  const [oldType, newType] = [typeOf(walk, before), typeOf(walk, after)];
  const [was, is] = [isRequired(before), isRequired(after)];
  const say = (breaking: boolean, words: string): Difference[] => [{ place, breaking, words }];
  const name = nameOf(place);
  if (!oldType && !newType) return [];
  if (!oldType) {
    if (!walk.sent) return say(false, `The answer now has ${name}.`);
    return say(is, `You ${is ? "must" : "can"} now send ${name}.`);
  }
  if (!newType) return say(true, walk.sent ? `You can no longer send ${name}.` : `The answer no longer has ${name}.`);
  const found = types(walk, oldType, newType, place);
  if (was === is) return found;
  if (walk.sent)
    return [...say(is, is ? `You must now send ${name}; it was optional.` : `You can now leave out ${name}.`), ...found];
  return [...say(was, is ? `${name} is now always there.` : `${name} may now be missing.`), ...found];
}

// First pairs the members without a difference. If equally many are left on both sides, they are the same members, changed.
function unions(walk: Walk, before: ts.Type, after: ts.Type, place: string): Difference[] {
  const added = membersOf(after);
  const gone = membersOf(before).filter((member) => {
    const twin = added.findIndex((other) => types(walk, member, other, place).length === 0);
    if (twin >= 0) added.splice(twin, 1);
    return twin < 0;
  });
  if (gone.length === 0 && added.length === 0) return [];
  if (gone.length === added.length) return gone.flatMap((member, index) => types(walk, member, added[index] as ts.Type, place));
  // The properties of a member that is gone are not missed.
  if (!walk.sent && added.length === 0) return [changed(walk, before, after, place, false)];
  const known = new Set(membersOf(after).flatMap((member) => member.getProperties().map(({ name }) => name)));
  const lost = gone
    .flatMap((member) => (isObject(walk, member) ? member.getProperties() : []))
    .filter(({ name }) => !known.has(name));
  const breaking = walk.sent
    ? gone.some((member) => !fits(walk, member, after))
    : added.some((member) => !fits(walk, before, member));
  return [
    ...lost.flatMap((property) => properties(walk, property, undefined, `${place}.${property.name}`)),
    ...(lost.length > 0 && !breaking ? [] : [changed(walk, before, after, place, breaking)]),
  ];
}

function changed(walk: Walk, before: ts.Type, after: ts.Type, place: string, breaking: boolean): Difference {
  const [old, now] = [membersOf(before), membersOf(after)].map((types) =>
    types.map((type) => shorten(walk.checker.typeToString(type))),
  );
  const minus = (one: string[] = [], other: string[] = []) => one.filter((text) => !other.includes(text)).join(", ");
  const [gone, added] = [minus(old, now), minus(now, old)];
  const name = nameOf(place);
  if ([...membersOf(before), ...membersOf(after)].every((type) => type.isLiteral())) {
    const words = [gone && `${name} can no longer be ${gone}.`, added && `${name} can now be ${added}.`];
    return { place, breaking, words: words.filter(Boolean).join(" ") };
  }
  return { place, breaking, words: `${name} is now ${now?.join(" | ")}; it was ${old?.join(" | ")}.` };
}

function typeOf({ checker }: Walk, symbol: ts.Symbol | undefined): ts.Type | undefined {
  const type = symbol && checker.getTypeOfSymbol(symbol);
  const some = type && membersOf(type).filter(({ flags }) => !(flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Never)));
  return some && some.length > 0 ? type : undefined;
}

function itemsOf({ checker }: Walk, type: ts.Type): ts.Type | undefined {
  return checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference)[0] : undefined;
}

function isObject(walk: Walk, type: ts.Type): boolean {
  if (type.isIntersection()) return type.types.every((member) => isObject(walk, member));
  return (type.flags & ts.TypeFlags.Object) !== 0 && !walk.checker.isArrayType(type);
}

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
const membersOf = (type: ts.Type): ts.Type[] => (type.isUnion() ? [...type.types] : [type]);
const hasNull = (type: ts.Type): boolean => membersOf(type).some(({ flags }) => flags & ts.TypeFlags.Null);
const isRequired = (symbol: ts.Symbol | undefined): boolean => symbol !== undefined && !(symbol.flags & ts.SymbolFlags.Optional);

/** A property of the type itself. `getProperty` also finds what every object has, such as `constructor`. */
export function propertyOf(type: ts.Type, name: string): ts.Symbol | undefined {
  return type.getProperties().find((property) => property.name === name);
}
