// What differs between two types that are sent or read: each difference with its place, in a consumer's words, and whether code
// that was written against the old type still compiles.
import ts from "typescript";
import { nameOf } from "./finding.ts";

export type Direction = "request" | "response";

export interface Difference {
  /** `body.name`, `200.keys[].id`. */
  place: string;
  breaking: boolean;
  words: string;
}

/** Differences of two types, and of two properties either of which may be missing. */
export function differ(checker: ts.TypeChecker, direction: Direction) {
  const sent = direction === "request";
  const open = new Map<ts.Type, Set<ts.Type>>();
  const fits = (before: ts.Type, after: ts.Type): boolean =>
    sent ? checker.isTypeAssignableTo(before, after) : checker.isTypeAssignableTo(after, before);

  function types(oldType: ts.Type, newType: ts.Type, place: string): Difference[] {
    // A schema that contains itself is compared once.
    const seen = open.get(oldType) ?? new Set();
    if (seen.has(newType)) return [];
    open.set(oldType, seen.add(newType));
    const found: Difference[] = [];
    const name = nameOf(place);
    const [wasNull, isNull] = [hasNull(oldType), hasNull(newType)];
    if (wasNull !== isNull)
      found.push({
        place,
        breaking: sent ? wasNull : isNull,
        words: `${name} ${isNull ? "may now" : "can no longer"} be null.`,
      });
    const [before, after] = [checker.getNonNullableType(oldType), checker.getNonNullableType(newType)];
    const [items, newItems] = [itemsOf(before), itemsOf(after)];
    if (items && newItems) found.push(...types(items, newItems, `${place}[]`));
    else if (isMixed(before) && isMixed(after) && before.types.length === after.types.length)
      found.push(...before.types.flatMap((part, index) => types(part, after.types[index] as ts.Type, place)));
    else if (isObject(before) && isObject(after)) found.push(...objects(before, after, place));
    else if (membersOf(before).some(isObject) && membersOf(after).some(isObject)) found.push(...unions(before, after, place));
    else if (!fits(before, after) || !fits(after, before)) found.push(changed(before, after, place, !fits(before, after)));
    seen.delete(newType);
    return found;
  }

  function objects(before: ts.Type, after: ts.Type, place: string): Difference[] {
    const names = new Set([...before.getProperties(), ...after.getProperties()].map((property) => property.name));
    const found = [...names].flatMap((name) => properties(before.getProperty(name), after.getProperty(name), `${place}.${name}`));
    const [index, newIndex] = [before.getStringIndexType(), after.getStringIndexType()];
    if (index && newIndex) found.push(...types(index, newIndex, `${place}.*`));
    else if (index || newIndex) found.push(changed(before, after, place, sent === !newIndex));
    return found;
  }

  function properties(before: ts.Symbol | undefined, after: ts.Symbol | undefined, place: string): Difference[] {
    const [oldType, newType] = [typeOf(before), typeOf(after)];
    const [was, is] = [isRequired(before), isRequired(after)];
    const say = (breaking: boolean, words: string): Difference[] => [{ place, breaking, words }];
    const name = nameOf(place);
    if (!oldType && !newType) return [];
    if (!oldType) {
      if (!sent) return say(false, `The answer now has ${name}.`);
      return say(is, `You ${is ? "must" : "can"} now send ${name}.`);
    }
    if (!newType) return say(true, sent ? `You can no longer send ${name}.` : `The answer no longer has ${name}.`);
    const found = types(oldType, newType, place);
    if (was === is) return found;
    if (sent)
      return [...say(is, is ? `You must now send ${name}; it was optional.` : `You can now leave out ${name}.`), ...found];
    return [...say(was, is ? `${name} is now always there.` : `${name} may now be missing.`), ...found];
  }

  // Members without any difference are each other; what is left is the same member, changed, when both sides have as many.
  function unions(before: ts.Type, after: ts.Type, place: string): Difference[] {
    const added = membersOf(after);
    const gone = membersOf(before).filter((member) => {
      const twin = added.findIndex((other) => types(member, other, place).length === 0);
      if (twin >= 0) added.splice(twin, 1);
      return twin < 0;
    });
    if (gone.length === 0 && added.length === 0) return [];
    if (gone.length === added.length) return gone.flatMap((member, index) => types(member, added[index] as ts.Type, place));
    // What a member that never comes any more had is not missed.
    if (!sent && added.length === 0) return [changed(before, after, place, false)];
    const known = new Set(membersOf(after).flatMap((member) => member.getProperties().map(({ name }) => name)));
    const lost = gone
      .flatMap((member) => (isObject(member) ? member.getProperties() : []))
      .filter(({ name }) => !known.has(name));
    const breaking = sent ? gone.some((member) => !fits(member, after)) : added.some((member) => !fits(before, member));
    return [
      ...lost.flatMap((property) => properties(property, undefined, `${place}.${property.name}`)),
      ...(lost.length > 0 && !breaking ? [] : [changed(before, after, place, breaking)]),
    ];
  }

  function changed(before: ts.Type, after: ts.Type, place: string, breaking: boolean): Difference {
    const [old, now] = [membersOf(before), membersOf(after)].map((types) =>
      types.map((type) => shorten(checker.typeToString(type))),
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

  function typeOf(symbol: ts.Symbol | undefined): ts.Type | undefined {
    const type = symbol && checker.getTypeOfSymbol(symbol);
    const some = type && membersOf(type).filter(({ flags }) => !(flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Never)));
    return some && some.length > 0 ? type : undefined;
  }
  function itemsOf(type: ts.Type): ts.Type | undefined {
    return checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference)[0] : undefined;
  }
  function isObject(type: ts.Type): boolean {
    if (type.isIntersection()) return type.types.every(isObject);
    return (type.flags & ts.TypeFlags.Object) !== 0 && !checker.isArrayType(type);
  }
  // `allOf` of a list and a map, which TypeScript makes of unions within `allOf`.
  function isMixed(type: ts.Type): type is ts.IntersectionType {
    return type.isIntersection() && !isObject(type) && type.types.some(isObject) && type.types.some((part) => itemsOf(part));
  }
  return { types, properties };
}

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
const membersOf = (type: ts.Type): ts.Type[] => (type.isUnion() ? [...type.types] : [type]);
const hasNull = (type: ts.Type): boolean => membersOf(type).some(({ flags }) => flags & ts.TypeFlags.Null);
const isRequired = (symbol: ts.Symbol | undefined): boolean => symbol !== undefined && !(symbol.flags & ts.SymbolFlags.Optional);
