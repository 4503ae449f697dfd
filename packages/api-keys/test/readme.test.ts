import { join } from "node:path";
import { blockOf, runExample } from "@flexfactor/testing/readme";
import { expect, test } from "vitest";

test("README example", async () => {
  const readme = join(import.meta.dirname, "../README.md");
  expect(await runExample(readme)).toBe(blockOf(readme, "text"));
});
