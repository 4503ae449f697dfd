// The consumer's judge of a spec change: does code that was written against the old types still compile against the new ones?
// What a consumer sends must still be accepted (old assignable to new), what it reads must still be what it was (new assignable to
// old). Assignability does not notice that an optional property is gone, so properties are also compared by name.
import ts from "typescript";
import { type Difference, differ } from "./type-walk.ts";

/** The operations of a revision by method and path template, and its generated types. */
export interface Typed {
  ids: Map<string, string>;
  types: string;
}
/** A place is relative to the operation, and empty for the operation itself. */
export interface Finding extends Difference {
  operation: string;
}

export function judgeTypes(base: Typed, head: Typed): Finding[] {
  const { checker, operations } = compile({ "/base.ts": base.types, "/head.ts": head.types });
  const [old, now] = [operations("/base.ts"), operations("/head.ts")];
  const whole = (id: string, breaking: boolean, what: string): Finding[] => [
    { operation: id, place: "", breaking, words: `The operation ${what}.`, origin: `operation ${id}` },
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
  const request = differ(checker, "request");
  const response = differ(checker, "response");
  const both = (...names: string[]) => [at(checker, before, names), at(checker, after, names)] as const;
  const pair = (names: string[]) => both(...names).map((symbol) => symbol && checker.getTypeOfSymbol(symbol));

  const found = ["path", "query", "header"].flatMap((where) => {
    const [old, now] = pair(["parameters", where]);
    return names(checker, old, now).flatMap((name) =>
      request
        .properties(at(checker, old, [name]), at(checker, now, [name]), `${where}.${name}`)
        // A shared parameter is declared anew in each operation.
        .map((difference) => ({ ...difference, origin: difference.place })),
    );
  });
  const [oldBody, newBody] = [bodyOf(checker, before), bodyOf(checker, after)];
  const [wasSent, isSent] = both("requestBody").map((symbol) => symbol && !(symbol.flags & ts.SymbolFlags.Optional));
  const body = (breaking: boolean, words: string) => found.push({ place: "body", breaking, words, origin: "body" });
  if (oldBody && newBody) found.push(...request.types(oldBody, newBody, "body", "body"));
  if (oldBody && !newBody) body(true, "You can no longer send a body.");
  else if (newBody && isSent && !wasSent) body(true, "You must now send a body.");
  else if (newBody && (!oldBody || isSent !== wasSent)) body(false, `You can now ${oldBody ? "leave out" : "send"} the body.`);

  const [oldReplies, newReplies] = pair(["responses"]);
  const reply = (type: ts.Type | undefined, status: string) => at(checker, type, [status]) && bodyOf(checker, type, status);
  const known = names(checker, oldReplies).filter((status) => status.startsWith("2"));
  for (const status of names(checker, oldReplies, newReplies)) {
    const [was, is] = [oldReplies, newReplies].map((replies) => at(checker, replies, [status]));
    const [old, now] = [reply(oldReplies, status), reply(newReplies, status)];
    const say = (breaking: boolean, words: string) => found.push({ place: status, breaking, words, origin: `reply ${status}` });
    if (was && is) {
      const [oldHeaders, newHeaders] = pair(["responses", status, "headers"]);
      for (const name of names(checker, oldHeaders, newHeaders))
        found.push(
          ...response.properties(at(checker, oldHeaders, [name]), at(checker, newHeaders, [name]), `${status}.headers.${name}`),
        );
      if (old && now) found.push(...response.types(old, now, status, `reply ${status}`));
      else if (old || now) say(old !== undefined, `The answer ${status} ${old ? "no longer has" : "now has"} a body.`);
    } else if (is && status.startsWith("2")) {
      // The data of a call is the union of its 2xx answers.
      const fits = known.some((one) => {
        const other = reply(oldReplies, one);
        return now && other ? checker.isTypeAssignableTo(now, other) : now === other;
      });
      say(!fits, `It may now answer ${status}${fits ? "" : ", with other data than the answers so far"}.`);
    }
  }
  return found;
}

function at(checker: ts.TypeChecker, type: ts.Type | undefined, names: string[]): ts.Symbol | undefined {
  const [name, ...rest] = names;
  const symbol = type && checker.getNonNullableType(type).getProperty(name ?? "");
  return symbol && rest.length > 0 ? at(checker, checker.getTypeOfSymbol(symbol), rest) : symbol;
}

/** The JSON body of `requestBody`, or of a status among responses. */
function bodyOf(checker: ts.TypeChecker, type: ts.Type | undefined, holder = "requestBody"): ts.Type | undefined {
  const symbol = at(checker, type, [holder, "content", "application/json"]);
  return symbol && checker.getTypeOfSymbol(symbol);
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
