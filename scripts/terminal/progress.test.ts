import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { inWords, startProgress } from "./progress.ts";

let printed: string[];
beforeEach(() => {
  printed = [];
  vi.useFakeTimers();
  vi.spyOn(process.stderr, "write").mockImplementation((text) => printed.push(String(text)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test("without a terminal, a plain line every ten seconds says what the command does, and for how long it has run", () => {
  let doing = "Counting";
  const progress = startProgress(() => doing);
  vi.advanceTimersByTime(15_000);
  doing = "Adding";
  vi.advanceTimersByTime(55_000);
  progress.end();
  vi.advanceTimersByTime(60_000);
  const times = ["20 s", "30 s", "40 s", "50 s", "1 min 0 s", "1 min 10 s"];
  expect(printed).toEqual(["Counting (10 s)\n", ...times.map((time) => `Adding (${time})\n`)]);
});

test.each([
  [40, "0.0 s"],
  [9_949, "9.9 s"],
  [9_950, "10 s"],
  [59_700, "1 min 0 s"],
  [151_000, "2 min 31 s"],
])("%d ms are %s", (ms, words) => {
  expect(inWords(ms)).toBe(words);
});
