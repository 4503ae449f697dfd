// What a guide says is printed, against what was.
import { stripVTControlCharacters } from "node:util";

/** As a reader sees it: without colors, and without what cannot be seen at the ends of lines. */
export function asSeen(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[ \t]+$/gm, "")
    .trim();
}

/** Whether it is what was expected: `…` stands for anything on its line, and alone on a line for any number of lines. */
export function isAsExpected(printed: string, expected: string): boolean {
  return new RegExp(`^${patternOf(expected)}$`).test(`${asSeen(printed)}\n`);
}

/** Whether it begins as expected. */
export function beginsAsExpected(printed: string, expected: string): boolean {
  return new RegExp(`^${patternOf(expected)}`).test(`${asSeen(printed)}\n`);
}

function patternOf(expected: string): string {
  const lines = asSeen(expected).split("\n");
  return lines.map((line) => (line === "…" ? "(?:.*\n)*?" : `${literally(line).replaceAll("…", ".*")}\n`)).join("");
}

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
