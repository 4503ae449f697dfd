// `pnpm api:report` writes packages/*/api.md: the exports of each package with their signatures. A test compares it with the committed
// files, so that a change of the public API is a diff to review. It also finds exports without documentation.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine } from "@flexfactor/spec/command-line";
import { PACKAGES } from "@flexfactor/spec/packages";
import ts from "typescript";

const packages = join(import.meta.dirname, "../../packages");

/** The path of a package's report. */
export const reportFile = (name: string): string => join(packages, name, "api.md");

/** The report of a package, and the names of its exports without documentation. */
export function reportOf(name: string): { report: string; undocumented: string[] } {
  const { exports } = JSON.parse(readFileSync(join(packages, name, "package.json"), "utf8"));
  // Consumers cannot use `./internal`, and a file like openapi.yaml exports nothing.
  const forConsumers = Object.keys(exports).filter((path) => path !== "./internal" && typeof exports[path] === "object");
  const entries = forConsumers.map((path) => {
    const { lines, undocumented } = surfaceOf(join(packages, name, "src"), path === "." ? "index" : path.slice("./".length));
    const title = `${path === "." ? "#" : "##"} What ${`@flexfactor/${name}${path.slice(1)}`} exports`;
    const head = path === "." ? `${title}\n\nWritten by \`pnpm api:report\`. A change here is one that consumers notice.` : title;
    return { text: `${head}\n\n\`\`\`ts\n${lines.join("\n\n")}\n\`\`\`\n`, undocumented };
  });
  return {
    report: entries.map(({ text }) => text).join("\n"),
    undocumented: entries.flatMap(({ undocumented }) => undocumented),
  };
}

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2024.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts", "lib.dom.asynciterable.d.ts"],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  declaration: true,
  emitDeclarationOnly: true,
  // `typecheck` checks the types. Here that would take four fifths of the time.
  noCheck: true,
  // Reads the sources, because a package that new:resource has just made is not linked yet.
  paths: {
    "@flexfactor/core/internal": [join(packages, "core/src/internal.ts")],
    "@flexfactor/*": [join(packages, "*/src/index.ts")],
  },
};

/** The compiler's program for the declarations of an entry. Each module has its own declarations; only the build joins them. */
function declarationsOf(entry: string): ts.Program {
  const declarations = new Map<string, string>();
  ts.createProgram([entry], OPTIONS).emit(undefined, (file, text) => declarations.set(file, text));
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, readFile } = host;
  // A module's declarations take the place of its source.
  host.fileExists = (file) => declarations.has(file) || (fileExists(file) && !declarations.has(file.replace(/\.ts$/, ".d.ts")));
  host.readFile = (file) => declarations.get(file) ?? readFile(file);
  return ts.createProgram([entry.replace(/\.ts$/, ".d.ts")], OPTIONS, host);
}

function surfaceOf(folder: string, entry: string): { lines: string[]; undocumented: string[] } {
  const program = declarationsOf(join(folder, `${entry}.ts`));
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(join(folder, `${entry}.d.ts`));
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${join(folder, entry)}.ts does not exist, but package.json exports it.`);

  const exported = checker.getExportsOfModule(module).map((symbol) => {
    const target = targetOf(symbol, checker);
    return { name: symbol.name, target, declarations: target.declarations ?? [] };
  });
  exported.sort((a, b) => (a.name < b.name ? -1 : 1));
  const lines = exported.flatMap(({ name, target, declarations }) =>
    declarations.map((declaration) =>
      ts.isSourceFile(declaration) ? namespaceOf(name, target, checker) : signature(declaration),
    ),
  );
  const mentioned = onlyMentioned(new Set(exported.map(({ target }) => target)), folder, checker);
  if (mentioned.length > 0) lines.push("// Not exported, and mentioned above:");
  lines.push(...mentioned.map((declaration) => `declare ${signature(declaration)}`));
  const undocumented = exported.flatMap(({ name, target, declarations }) => [
    ...(declarations.some(ts.isSourceFile) || isDocumented(target, checker) ? [] : [name]),
    ...declarations
      .filter((declaration) => !isGenerated(declaration))
      .flatMap((declaration) =>
        membersOf(declaration, checker)
          .filter((member) => !isDocumented(member, checker))
          .map((member) => `${name}.${member.name}`),
      ),
  ]);
  return { lines, undocumented };
}

/** The names that the exports mention but the package does not export, like `TypedCalls` of `Client extends TypedCalls`. */
function onlyMentioned(exported: ReadonlySet<ts.Symbol>, folder: string, checker: ts.TypeChecker): ts.Declaration[] {
  const isOfPackage = (declaration: ts.Declaration): boolean =>
    declaration.getSourceFile().fileName.startsWith(`${folder}/`) &&
    !isGenerated(declaration) &&
    !ts.isSourceFile(declaration) &&
    ts.isSourceFile(statementOf(declaration).parent);
  const declarationsOf = ({ declarations = [] }: ts.Symbol): ts.Declaration[] => declarations.filter(isOfPackage);
  const found = new Set(exported);
  // The loop also visits the names that it adds.
  for (const symbol of found)
    for (const name of declarationsOf(symbol).flatMap(identifiersIn)) {
      const named = checker.getSymbolAtLocation(name);
      const target = named && targetOf(named, checker);
      if (target && declarationsOf(target).length > 0) found.add(target);
    }
  return [...found].filter((symbol) => !exported.has(symbol)).flatMap(declarationsOf);
}

function identifiersIn(node: ts.Node): ts.Identifier[] {
  const found: ts.Identifier[] = ts.isIdentifier(node) ? [node] : [];
  ts.forEachChild(node, (child) => void found.push(...identifiersIn(child)));
  return found;
}

/** `export * as Schema`: the names are enough, because the types are made from the spec. */
function namespaceOf(name: string, target: ts.Symbol, checker: ts.TypeChecker): string {
  const names = checker.getExportsOfModule(target).map((symbol) => symbol.name);
  return `namespace ${name} { ${names.sort().join(", ")} } // made from the spec`;
}

const printer = ts.createPrinter({ removeComments: true });

function signature(declaration: ts.Declaration): string {
  const text = printer.printNode(ts.EmitHint.Unspecified, statementOf(declaration), declaration.getSourceFile());
  const short = text.replace(/^(export )?(declare )?/, "").replaceAll("    ", "  ");
  // A long type that is made from the spec is reviewed in the spec.
  if (isGenerated(declaration) && short.includes("\n")) return `${short.match(/^\w+ [\w$]+/)?.[0]}; // made from the spec`;
  return short;
}

/** The declaration of a `const` is within a list. */
function statementOf(declaration: ts.Declaration): ts.Node {
  return ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
}

/** The symbol that an import or an export refers to. */
function targetOf(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function isGenerated(declaration: ts.Declaration): boolean {
  return declaration.getSourceFile().fileName.includes("/generated/");
}

function isDocumented(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  return symbol.getDocumentationComment(checker).length > 0 || symbol.getJsDocTags(checker).length > 0;
}

/** The named members of an interface, a class or an object type, without inherited ones. */
function membersOf(declaration: ts.Declaration, checker: ts.TypeChecker): ts.Symbol[] {
  const ofType = (type: ts.TypeNode): readonly ts.Node[] => {
    if (ts.isTypeLiteralNode(type)) return type.members;
    return ts.isIntersectionTypeNode(type) ? type.types.flatMap(ofType) : [];
  };
  const members =
    ts.isInterfaceDeclaration(declaration) || ts.isClassDeclaration(declaration)
      ? declaration.members
      : ts.isTypeAliasDeclaration(declaration)
        ? ofType(declaration.type)
        : [];
  return members.flatMap((member) => {
    const { name } = member as ts.NamedDeclaration;
    return (name && ts.isIdentifier(name) && checker.getSymbolAtLocation(name)) || [];
  });
}

const USAGE = `pnpm api:report

Writes packages/*/api.md: what each package exports, with signatures.`;

if (import.meta.main) {
  commandLine(USAGE);
  for (const name of PACKAGES) writeFileSync(reportFile(name), reportOf(name).report);
}
