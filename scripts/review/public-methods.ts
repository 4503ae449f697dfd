// Finds the public methods that a change of an operation reaches. It searches the package's source for functions that call
// `client.POST("/path", …)`, and for those that use them. Two functions of a package with the same name would count as one.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

interface Definition {
  /** The exported function that has this method. */
  owner: string | undefined;
  uses: Set<string>;
  /** `POST /api-keys`, or an operationId. */
  operations: Set<string>;
}

/** The methods as a consumer writes them, like `apiKeys(client).create`. None if there is no such package. */
export type MethodsOf = (request: string) => string[];

/** The methods of a package by request, like `POST /api-keys`. */
export function publicMethods(folder: string): MethodsOf {
  const definitions = new Map<string, Definition>();
  const exported = new Set<string>();
  for (const file of globSync("src/**/*.ts", { cwd: folder })) {
    const source = ts.createSourceFile(file, readFileSync(join(folder, file), "utf8"), ts.ScriptTarget.ES2022, true);
    collect(source, { owner: undefined, uses: new Set(), operations: new Set() }, undefined, definitions);
    if (file === join("src", "index.ts")) for (const name of exportsOf(source)) exported.add(name);
  }
  const reaches = (name: string, request: string, seen = new Set<string>()): boolean => {
    const definition = definitions.get(name);
    if (!definition || seen.has(name)) return false;
    seen.add(name);
    return definition.operations.has(request) || [...definition.uses].some((used) => reaches(used, request, seen));
  };
  const owners = new Set([...definitions.values()].map(({ owner }) => owner));
  const labels = [...definitions].flatMap(([name, { owner }]) => {
    if (owner !== undefined && exported.has(owner)) return [[name, `${owner}(client).${name}`] as const];
    return exported.has(name) && !owners.has(name) ? [[name, name] as const] : [];
  });
  return (request) => labels.flatMap(([name, label]) => (reaches(name, request) ? [label] : []));
}

function collect(node: ts.Node, here: Definition, fun: string | undefined, all: Map<string, Definition>): void {
  let [inside, name] = [here, fun];
  if (ts.isFunctionDeclaration(node) || isMethod(node) || isNamedArrow(node)) {
    name = node.name?.getText() ?? "";
    inside = { owner: isMethod(node) ? fun : undefined, uses: new Set(), operations: new Set() };
    all.set(name, inside);
  } else if (ts.isIdentifier(node) && !isPropertyName(node)) here.uses.add(node.text);
  else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const [path] = node.arguments;
    if (path && ts.isStringLiteral(path)) here.operations.add(`${node.expression.name.text} ${path.text}`);
  }
  ts.forEachChild(node, (child) => collect(child, inside, name, all));
}

const isMethod = (node: ts.Node): node is ts.MethodDeclaration =>
  ts.isMethodDeclaration(node) && ts.isObjectLiteralExpression(node.parent);
const isNamedArrow = (node: ts.Node): node is ts.VariableDeclaration =>
  ts.isVariableDeclaration(node) && node.initializer !== undefined && ts.isArrowFunction(node.initializer);
const isPropertyName = ({ parent, text }: ts.Identifier): boolean =>
  (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name.getText() === text;

function exportsOf(source: ts.SourceFile): string[] {
  return source.statements.flatMap((statement) => {
    if (ts.isFunctionDeclaration(statement)) {
      const isExported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
      return isExported && statement.name ? [statement.name.text] : [];
    }
    if (!ts.isExportDeclaration(statement) || !statement.exportClause || !ts.isNamedExports(statement.exportClause)) return [];
    return statement.exportClause.elements.map(({ name }) => name.text);
  });
}
