// The texts of a spec as its page shows them, for the test that looks for them.

/** Markdown, or the text of an element, in one line without its marks. */
export function plain(text: string | null | undefined): string {
  return (text ?? "")
    .replaceAll(/[`\u200b]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** The paragraphs of a description. */
export function paragraphs(description: string): string[] {
  return description
    .trim()
    .split(/\n{2,}/)
    .map(plain);
}

/** Every description in a part of the spec, except in examples, where it is data. */
export function descriptionsOf(part: unknown): string[] {
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => {
    if (key === "examples") return [];
    return key === "description" && typeof value === "string" ? [value] : descriptionsOf(value);
  });
}

/** Every name, and every paragraph of every text, in a part of the spec. */
export function wordsOf(part: unknown): string[] {
  if (typeof part === "string") return paragraphs(part);
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => [key, ...wordsOf(value)]);
}
