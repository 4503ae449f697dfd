// Follows every guide to the letter, with the packed packages.
import { dirname, join } from "node:path";
import { type Prism, startPrism } from "@flexfactor/testing/prism";
import { afterAll, beforeAll, inject, test } from "vitest";
import { GUIDES, readGuide } from "./guide.ts";
import { exportsOf, runGuide, withPorts } from "./run-guide.ts";

/** The guide that readers of the other guides have followed. It starts the API on this port, and exports its address. */
const FIRST = "core/prism";
const API_PORT = "4010";

const packed = { project: inject("project"), tarballs: inject("tarballs") };
let prism: Prism;
beforeAll(async () => {
  prism = await startPrism();
});
afterAll(() => prism.close());

test.each(GUIDES)("%s", async (name) => {
  const home = join(dirname(packed.project), "guides", name);
  if (name === FIRST) return runGuide(name, { home, packed, ports: {}, env: {} });
  const ports = { [API_PORT]: Number(new URL(prism.url).port) };
  await runGuide(name, { home, packed, ports, env: exportsOf(await withPorts(readGuide(FIRST).text, ports)) });
});
