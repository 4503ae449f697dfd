// Reads answers with long lists on Bun and Deno. What is fast on Node can be slow there: Bun takes long to name the places of a list.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, inject, test } from "vitest";
import { run } from "./run.ts";
import { isInstalled, TOOLS } from "./tools.ts";

const project = inject("project");
const program = join(project, "bounded-work.mjs");
const tool = (path: string): string => join(TOOLS, "node_modules", path);

const PROGRAM = `import { apiKeys, reconcile } from "@flexfactor/api-keys";
import { createClient } from "@flexfactor/core";
import { MiB, ratioToParsing } from ${JSON.stringify(join(import.meta.dirname, "../testing/work.ts"))};

const list = (item) => "[" + (item + ",").repeat((MiB - 100) / (item.length + 1)) + item + "]";
const items = ["1", '"a"', "[]"];
const texts = items.flatMap((item) => [
  list(item),
  '{"value":' + list(item) + "}",
  '{"errors":' + list(item) + "}",
  '{"success":false,"errors":' + list(item) + "}",
  '{"keys":' + list(item) + "}",
  '{"keys":[],"other":' + list(item) + "}",
  '{"keys":[],"next":' + list(item) + "}",
]);
const body = { mid: "mid_1", name: "Checkout", type: "secret" };
const lost = { mid: "mid_1", keyName: "Checkout", firstSentAt: 1, mayAppearUntil: 1, outcome: "unknown" };
const calls = [
  ["a create", 201, (client) => apiKeys(client).create(body)],
  ["a create", 400, (client) => apiKeys(client).create(body)],
  ["a search for a lost key", 200, (client) => reconcile(client, lost)],
];
for (const [name, status, call] of calls)
  for (const text of texts) {
    const bytes = new TextEncoder().encode(text);
    const fetch = async () => new Response(bytes, { status });
    const client = createClient({ baseUrl: "https://api.example/v1", auth: "a-token", fetch, maxAttempts: 1 });
    const ratio = await ratioToParsing(() => call(client).catch(() => {}), text, 12);
    if (ratio >= 12) console.log(name, "answered", status, text.slice(0, 40), "takes", ratio.toFixed(1), "times JSON.parse");
  }
console.log("done");
`;

beforeAll(() => {
  writeFileSync(program, PROGRAM);
});

const bun = tool("bun/bin/bun");
test.runIf(isInstalled("Bun", bun))("on Bun long lists are read in little more time than JSON.parse takes", async () => {
  expect(await run(bun, [program], project)).toBe("done\n");
});

const deno = tool("deno/deno");
test.runIf(isInstalled("Deno", deno))("on Deno long lists are read in little more time than JSON.parse takes", async () => {
  expect(await run(deno, ["run", "-A", "--no-remote", "--node-modules-dir=manual", program], project)).toBe("done\n");
});
