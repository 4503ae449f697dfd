// Adds what TypeDoc does not: names and READMEs of the packages, titles of the guides, and links.
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import {
  type Comment,
  type CommentDisplayPart,
  type Context,
  type Converter,
  DeclarationReflection,
  type DocumentReflection,
  MinimalSourceFile,
  normalizePath,
  type ProjectReflection,
  Reflection,
  ReflectionKind,
} from "typedoc";
import ts from "typescript";
import { REPOSITORY, ROOT } from "./places.ts";

/** Shows the type itself in place of an alias of something that is not exported, like `keyof typeof environments`. */
export function showMeaning(context: Context, alias: DeclarationReflection): void {
  if (!alias.kindOf(ReflectionKind.TypeAlias)) return;
  const declaration = context.getSymbolFromReflection(alias)?.declarations?.find(ts.isTypeAliasDeclaration);
  if (!declaration) return;
  if (ts.isIndexedAccessTypeNode(declaration.type) || ts.isTypeOperatorNode(declaration.type))
    alias.comment?.modifierTags.add("@useDeclaredType");
}

/** Takes the title of a guide from its first heading. TypeDoc writes the title above the guide. */
export function giveTitle(guide: DocumentReflection): void {
  guide.name = takeTitle(guide.content) ?? guide.name;
  guide.frontmatter["group"] = "Guides";
}

/** Names the packages, puts their READMEs on their pages, and completes all links. */
export function complete(project: ProjectReflection, converter: Converter): void {
  for (const entry of project.getChildrenByKind(ReflectionKind.Module)) {
    const folder = join(ROOT, dirname(entry.name));
    const readme = normalizePath(join(folder, "README.md"));
    entry.name = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).name;
    entry.readme = converter.parseRawComment(new MinimalSourceFile(readFileSync(readme, "utf8"), readme), project.files).content;
    takeTitle(entry.readme);
    project.files.registerReflectionPath(readme, entry);
  }
  const pages = [project, ...project.getChildrenByKind(ReflectionKind.Module)].flatMap(({ readme }) => (readme ? [readme] : []));
  takeTitle(project.readme ?? []);
  const guides = project.documents?.map(({ content }) => content) ?? [];
  for (const text of [...pages, ...guides]) linkOutward(text, project);
  for (const reflection of Object.values(project.reflections)) {
    if (reflection.comment) linkErrors(reflection.comment, project);
    if (reflection instanceof DeclarationReflection) putInheritedLast(reflection);
    // Otherwise a search for `Outcome` lists the `outcome` of each error first.
    if (reflection.parent?.kindOf(ReflectionKind.Module)) (reflection as DeclarationReflection).relevanceBoost = 10;
  }
}

/** Puts inherited members last, so that the page of an error begins with its own members. */
function putInheritedLast(owner: DeclarationReflection): void {
  const isInherited = ({ flags }: Reflection): number => (flags.isInherited ? 1 : 0);
  for (const { children } of owner.groups ?? []) children.sort((a, b) => isInherited(a) - isInherited(b));
}

/** Removes the heading at the start of a text, and returns it. */
function takeTitle(text: CommentDisplayPart[]): string | undefined {
  const [first] = text;
  const title = first?.text.match(/^\s*# (.+)\n/);
  if (!first || !title) return undefined;
  first.text = first.text.slice(title[0].length);
  return title[1];
}

/** Turns links to files that are not a page of the site into links to the repository. */
function linkOutward(text: CommentDisplayPart[], project: ProjectReflection): void {
  for (const [at, part] of text.entries()) {
    if (part.kind !== "relative-link" || part.target === undefined) continue;
    if (project.files.resolve(part.target, project) instanceof Reflection) continue;
    const file = relative(ROOT, project.files.resolvePath(part.target) ?? "");
    text[at] = { kind: "text", text: `${REPOSITORY}/blob/main/${file}` };
  }
}

/** Adds a link to ConfigError to `@throws {ConfigError} when …`. */
function linkErrors(comment: Comment, project: ProjectReflection): void {
  for (const tag of comment.blockTags) {
    const name = tag.typeAnnotation?.replace(/[{}]/g, "");
    if (!name) continue;
    delete tag.typeAnnotation;
    tag.content.unshift(linkTo(name, project), { kind: "text", text: " " });
  }
}

function linkTo(name: string, project: ProjectReflection): CommentDisplayPart {
  const target = project.getReflectionsByKind(ReflectionKind.Class).find((reflection) => reflection.name === name);
  return target ? { kind: "inline-tag", tag: "@link", text: name, target } : { kind: "code", text: `\`${name}\`` };
}
