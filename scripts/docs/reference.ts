// TypeDoc with our settings: pages for the exports of the packages, their READMEs and the guides.
import { join } from "node:path";
import { PACKAGES } from "@flexfactor/spec/packages";
import { Application, JSX, type ProjectReflection, ReflectionKind, type TypeDocOptions } from "typedoc";
import { complete, giveTitle, showMeaning } from "./complete.ts";
import { REPOSITORY, ROOT } from "./places.ts";

const OPTIONS: TypeDocOptions = {
  name: "FlexFactor SDK",
  readme: join(ROOT, "README.md"),
  // If several packages export something, its page belongs to the first of them.
  entryPoints: ["core", ...PACKAGES.filter((name) => name !== "core")].map((name) =>
    join(ROOT, "packages", name, "src/index.ts"),
  ),
  sortEntryPoints: false,
  tsconfig: join(import.meta.dirname, "tsconfig.json"),
  basePath: ROOT,
  disableGit: true,
  gitRevision: process.env["GITHUB_SHA"] ?? "main",
  sourceLinkTemplate: `${REPOSITORY}/blob/{gitRevision}/{path}#L{line}`,
  // Leaves out what our classes inherit from the language, like `Error.captureStackTrace`.
  excludeExternals: true,
  preservedTypeAnnotationTags: ["@throws"],
  excludeInternal: true,
  groupOrder: [
    "Guides",
    "Modules",
    "Functions",
    "Classes",
    "Interfaces",
    "Type Aliases",
    "Variables",
    "Namespaces",
    "References",
    "Properties",
    "Methods",
    "*",
  ],
  kindSortOrder: ["Document", "Module", "Function", "Class", "Interface", "TypeAlias", "Variable", "Namespace", "Reference"],
  sort: ["kind", "source-order"],
  navigation: { includeGroups: false, includeCategories: false, includeFolders: false, excludeReferences: false },
  useFirstParagraphOfCommentAsSummary: true,
  headings: { readme: true, document: true },
  searchInDocuments: true,
  // These languages are shown as plain text.
  ignoredHighlightLanguages: ["mermaid", "ini"],
  treatWarningsAsErrors: true,
  validation: { notExported: true, invalidLink: true, invalidPath: true, rewrittenLink: true, notDocumented: true },
};

/** Two exceptions: a type that reads best by its name alone, and a property that an intersection repeats. */
const EXCEPTIONS: Record<string, { exported: string[]; documented: string[] }> = {
  "@flexfactor/core": { exported: ["Call"], documented: ["@flexfactor/core.isFlexFactorError.__type.code"] },
};

/**
 * Writes the reference into `folder`, with `guides`, the paths of Markdown files.
 *
 * @throws {Error} if TypeDoc finds mistakes. It prints them.
 */
export async function writeReference(folder: string, guides: readonly string[]): Promise<void> {
  const typedoc = await Application.bootstrap({ ...OPTIONS, projectDocuments: [...guides] });
  typedoc.converter.on("createDeclaration", showMeaning);
  typedoc.converter.on("createDocument", (_, guide) => giveTitle(guide));
  typedoc.renderer.hooks.on("sidebar.begin", (page) => linkToSpec(page.relativeURL("spec/index.html")));
  const project = await typedoc.convert();
  if (project) {
    complete(project, typedoc.converter);
    validate(typedoc, project);
    await typedoc.generateDocs(project, folder);
  }
  if (typedoc.logger.hasErrors() || typedoc.logger.hasWarnings()) throw new Error("TypeDoc found the mistakes above.");
}

/** Checks each package for missing documentation. TypeDoc checks only the package that the project is named after, so this renames it. */
function validate(typedoc: Application, project: ProjectReflection): void {
  for (const { name } of project.getChildrenByKind(ReflectionKind.Module)) {
    project.packageName = name;
    typedoc.options.setValue("intentionallyNotExported", EXCEPTIONS[name]?.exported ?? []);
    typedoc.options.setValue("intentionallyNotDocumented", EXCEPTIONS[name]?.documented ?? []);
    typedoc.validate(project);
  }
}

function linkToSpec(href: string): JSX.Element {
  const link = JSX.createElement("a", { href }, "The HTTP API");
  return JSX.createElement("nav", { id: "spec-link", class: "tsd-navigation" }, link);
}
