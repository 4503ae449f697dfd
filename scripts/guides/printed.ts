// Compares the output of a command with the output that a guide shows.
import { stripVTControlCharacters } from "node:util";

/** The output as a reader sees it: without colors, and without spaces at the ends of lines. */
export function asSeen(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[ \t]+$/gm, "")
    .trim();
}

/** Whether the output is as expected. `…` stands for anything on its line, and alone on a line for any number of lines. */
export function isAsExpected(printed: string, expected: string): boolean {
  return new RegExp(`^${patternOf(expected)}$`).test(`${asSeen(printed)}\n`);
}

/** Whether the output begins as expected. */
export function beginsAsExpected(printed: string, expected: string): boolean {
  return new RegExp(`^${patternOf(expected)}`).test(`${asSeen(printed)}\n`);
}

function patternOf(expected: string): string {
  const lines = asSeen(expected).split("\n");
  return lines.map((line) => (line === "…" ? "(?:.*\n)*?" : `${literally(line).replaceAll("…", ".*")}\n`)).join("");
}

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
