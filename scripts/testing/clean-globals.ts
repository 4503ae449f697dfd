// Fails a test file that leaves a global changed, because the next file runs in the same process.
import { afterAll, expect } from "vitest";

const globals = (): Record<string, unknown> => ({
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  Date,
  fetch,
  "performance.now": performance.now,
  "Math.random": Math.random,
  "names of Object.prototype": Reflect.ownKeys(Object.prototype).length,
});
const before = globals();

afterAll(() => {
  const after = globals();
  const changed = Object.keys(before).filter((name) => after[name] !== before[name]);
  expect(changed, "globals that the tests of this file left changed").toEqual([]);
});
