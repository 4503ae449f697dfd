// TypeDoc with our settings: pages for what the packages export, for their READMEs, and for the guides.
import { join } from "node:path";
import { PACKAGES } from "@flexfactor/spec/packages";
import { Application, JSX, type ProjectReflection, ReflectionKind, type TypeDocOptions } from "typedoc";
import { complete, giveTitle, showMeaning } from "./complete.ts";
import { REPOSITORY, ROOT } from "./places.ts";

const OPTIONS: TypeDocOptions = {
  name: "FlexFactor SDK",
  readme: join(ROOT, "README.md"),
  // What several packages export has its page with the first.
  entryPoints: ["core", ...PACKAGES.filter((name) => name !== "core")].map((name) =>
    join(ROOT, "packages", name, "src/index.ts"),
  ),
  sortEntryPoints: false,
  tsconfig: join(import.meta.dirname, "tsconfig.json"),
  basePath: ROOT,
  disableGit: true,
  gitRevision: process.env["GITHUB_SHA"] ?? "main",
  sourceLinkTemplate: `${REPOSITORY}/blob/{gitRevision}/{path}#L{line}`,
  // What our classes inherit from the language, like `Error.captureStackTrace`, is documented elsewhere.
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
  // Shown as text: the diagrams that GitHub draws, and settings.
  ignoredHighlightLanguages: ["mermaid", "ini"],
  treatWarningsAsErrors: true,
  validation: { notExported: true, invalidLink: true, invalidPath: true, rewrittenLink: true, notDocumented: true },
};

/** A type that is shown by its name alone, because what it stands for reads worse, and a property that an intersection repeats. */
const EXCEPTIONS: Record<string, { exported: string[]; documented: string[] }> = {
  "@flexfactor/core": { exported: ["Call"], documented: ["@flexfactor/core.isFlexFactorError.__type.code"] },
};

/**
 * Writes the reference into `folder`, with `guides`, the paths of Markdown files.
 *
 * @throws {Error} when TypeDoc finds mistakes, which it prints
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

/** TypeDoc looks for what is missing in one package only, the one that gives the project its name. */
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
