// Finds broken links in a folder of HTML: links to a file or an anchor that does not exist.
import { globSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Each broken link with its page, like `classes/Secret.html: ../index.html#no-such-heading`. */
export function brokenLinks(folder: string): string[] {
  const anchors = anchorsByFile(folder);
  return [...anchors.keys()].filter(isPage).flatMap((page) =>
    valuesOf(["href", "src"], readFileSync(page, "utf8"))
      .filter((link) => !leadsSomewhere(new URL(link, pathToFileURL(page)), anchors))
      .map((link) => `${relative(folder, page)}: ${link}`),
  );
}

const isPage = (file: string): boolean => file.endsWith(".html");

/** The files in `folder`, each with its anchors. */
function anchorsByFile(folder: string): Map<string, Set<string>> {
  const entries = globSync("**/*", { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    files.map((file) => [file, new Set(/\.(html|svg)$/.test(file) ? valuesOf(["id"], readFileSync(file, "utf8")) : [])]),
  );
}

function leadsSomewhere(link: URL, anchors: ReadonlyMap<string, Set<string>>): boolean {
  // Does not check links to other sites.
  if (link.protocol !== "file:") return true;
  const { hash } = link;
  link.hash = "";
  const found = anchors.get(fileURLToPath(link));
  return found !== undefined && (hash === "" || found.has(decodeURIComponent(hash.slice(1))));
}

/** The values of these attributes. Text about HTML has `&lt;` in place of `<`, so it does not match. */
function valuesOf(attributes: readonly string[], html: string): string[] {
  const attribute = new RegExp(`\\s(?:${attributes.join("|")})="([^"]*)"`, "g");
  const tags = html.match(/<[a-z][^>]*>/gi) ?? [];
  return tags.flatMap((tag) => [...tag.matchAll(attribute)].map(([, value = ""]) => value));
}
