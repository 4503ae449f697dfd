// Judges a change of the spec by the types: does code for the old types still compile with the new ones? What a consumer sends must still be
// accepted (old assignable to new), and what it reads must not change (new assignable to old). Assignability does not notice a removed optional
// property, so properties are also compared by name.
import ts from "typescript";
import { type Difference, differ, propertyOf } from "./type-walk.ts";

/** The operations of a revision by method and path template, and its generated types. */
export interface Typed {
  ids: Map<string, string>;
  types: string;
}
/** The place is relative to the operation, and empty for the operation itself. */
export interface TypeFinding extends Difference {
  operation: string;
}

export function judgeTypes(base: Typed, head: Typed): TypeFinding[] {
  const { checker, operations } = compile({ "/base.ts": base.types, "/head.ts": head.types });
  const [old, now] = [operations("/base.ts"), operations("/head.ts")];
  const whole = (id: string, breaking: boolean, what: string): TypeFinding[] => [
    { operation: id, place: "", breaking, words: `The operation ${what}.` },
  ];
  const gone = [...base.ids].flatMap(([key, id]) => {
    const [before, after] = [old.get(id), now.get(head.ids.get(key) ?? "")];
    if (!before || !after) return whole(id, true, "is gone");
    const found = operation(checker, before, after).map((difference) => ({ ...difference, operation: id }));
    return [...new Map(found.map((one) => [`${one.place} ${one.words}`, one])).values()];
  });
  return [...gone, ...[...head.ids].flatMap(([key, id]) => (base.ids.has(key) ? [] : whole(id, false, "is new")))];
}

function operation(checker: ts.TypeChecker, before: ts.Type, after: ts.Type): Difference[] {
  return [...parameters(checker, before, after), ...body(checker, before, after), ...replies(checker, before, after)];
}

const typeAt = (checker: ts.TypeChecker, type: ts.Type | undefined, path: string[]): ts.Type | undefined => {
  const symbol = at(checker, type, path);
  return symbol && checker.getTypeOfSymbol(symbol);
};

function parameters(checker: ts.TypeChecker, before: ts.Type, after: ts.Type): Difference[] {
  const { properties } = differ(checker, "request");
  return ["path", "query", "header", "cookie"].flatMap((where) => {
    const [old, now] = [before, after].map((type) => typeAt(checker, type, ["parameters", where]));
    return names(checker, old, now).flatMap((name) =>
      properties(at(checker, old, [name]), at(checker, now, [name]), `${where}.${name}`),
    );
  });
}

function body(checker: ts.TypeChecker, before: ts.Type, after: ts.Type): Difference[] {
  const [old, now] = [before, after].map((type) => at(checker, type, ["requestBody"]));
  const say = (breaking: boolean, words: string): Difference[] => [{ place: "body", breaking, words }];
  const [was, is] = [old, now].map((symbol) => symbol && !(symbol.flags & ts.SymbolFlags.Optional));
  const hasBody = (type: ts.Type) => names(checker, typeAt(checker, type, ["requestBody", "content"])).length > 0;
  const [had, has] = [hasBody(before), hasBody(after)];
  if (had && !has) return say(true, "You can no longer send a body.");
  if (has && is && !was) return say(true, "You must now send a body.");
  if (has && (!had || is !== was)) return say(false, `You can now ${had ? "leave out" : "send"} the body.`);
  return contents(checker, before, after, ["requestBody", "content"], "body");
}

/** The bodies of a place, by media type. */
function contents(checker: ts.TypeChecker, before: ts.Type, after: ts.Type, path: string[], place: string): Difference[] {
  const { types } = differ(checker, place === "body" ? "request" : "response");
  const [old, now] = [before, after].map((type) => typeAt(checker, type, path));
  return names(checker, old, now).flatMap((name) => {
    const [was, is] = [typeAt(checker, old, [name]), typeAt(checker, now, [name])];
    if (was && is) return types(was, is, place);
    return [{ place, breaking: is === undefined, words: `${name} is ${is ? "new" : "gone"}.` }];
  });
}

function replies(checker: ts.TypeChecker, before: ts.Type, after: ts.Type): Difference[] {
  const { properties } = differ(checker, "response");
  const [old, now] = [before, after].map((type) => typeAt(checker, type, ["responses"]));
  return names(checker, old, now).flatMap((status) => {
    const [was, is] = [at(checker, old, [status]), at(checker, now, [status])];
    // Our own judge knows whether a new status has the answer of another one.
    if (!was || !is) return [];
    const [oldHeaders, newHeaders] = [before, after].map((type) => typeAt(checker, type, ["responses", status, "headers"]));
    const headers = names(checker, oldHeaders, newHeaders).flatMap((name) =>
      properties(at(checker, oldHeaders, [name]), at(checker, newHeaders, [name]), `${status}.headers.${name}`),
    );
    return [...headers, ...contents(checker, before, after, ["responses", status, "content"], status)];
  });
}

function at(checker: ts.TypeChecker, type: ts.Type | undefined, names: string[]): ts.Symbol | undefined {
  const [name, ...rest] = names;
  const symbol = type && propertyOf(checker.getNonNullableType(type), name ?? "");
  return symbol && rest.length > 0 ? at(checker, checker.getTypeOfSymbol(symbol), rest) : symbol;
}

function names(checker: ts.TypeChecker, ...types: (ts.Type | undefined)[]): string[] {
  return [
    ...new Set(types.flatMap((type) => (type ? checker.getNonNullableType(type).getProperties() : [])).map(({ name }) => name)),
  ];
}

const libraries = new Map<string, ts.SourceFile | undefined>();

function compile(files: Record<string, string>) {
  const options: ts.CompilerOptions = { strict: true, noEmit: true, lib: ["lib.es5.d.ts"], types: [] };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...rest) => {
    const text = files[name];
    if (text !== undefined) return ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
    if (!libraries.has(name)) libraries.set(name, getSourceFile(name, ...rest));
    return libraries.get(name);
  };
  const program = ts.createProgram(Object.keys(files), options, host);
  const checker = program.getTypeChecker();
  const operations = (name: string): Map<string, ts.Type> => {
    const file = program.getSourceFile(name);
    const module = file && checker.getSymbolAtLocation(file);
    const symbol = module && checker.getExportsOfModule(module).find((one) => one.name === "operations");
    const properties = symbol ? checker.getDeclaredTypeOfSymbol(symbol).getProperties() : [];
    return new Map(properties.map((property) => [property.name, checker.getTypeOfSymbol(property)]));
  };
  return { checker, operations };
}
