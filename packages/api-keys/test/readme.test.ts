import { join } from "node:path";
import { expect, test } from "vitest";
import { blockOf, runExample } from "../../../scripts/readme.ts";

test("README example", async () => {
  const readme = join(import.meta.dirname, "../README.md");
  expect(await runExample(readme)).toBe(blockOf(readme, "text"));
});
