import { expect, test } from "vitest";
import { nfkc } from "../src/nfkc.ts";

test.each([
  ["a letter and its mark", "e\u0301", "\u00e9"],
  ["a ligature", "\ufb01", "fi"],
  ["thirty marks on a letter", `a${"\u0316".repeat(30)}b`, `a${"\u0316".repeat(30)}b`],
  ["forty marks on a letter", `a${"\u0316".repeat(40)}b`, `a${"\u0316".repeat(30)}b`],
  ["forty marks of narrow katakana", `a${"\uff9e".repeat(40)}b`, `a${"\u3099".repeat(30)}b`],
])("%s: compatible characters become one, and at most thirty marks stay on a letter", (_, text, normal) => {
  expect(nfkc(text)).toBe(normal);
});
