import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { listen } from "@flexfactor/testing/program";
import { blockOf, runExample } from "@flexfactor/testing/readme";
import { expect, test, vi } from "vitest";
import { type Client, createClient } from "../src/index.ts";

const readme = join(import.meta.dirname, "../README.md");

test("README example", async () => {
  expect(await runExample(readme)).toBe(blockOf(readme, "text"));
});

/** The README's block of TypeScript that contains a text. */
function blockWith(text: string): string {
  const blocks = [...readFileSync(readme, "utf8").matchAll(/^```ts\n(.*?)^```/gms)].map(([, block = ""]) => block);
  const found = blocks.filter((block) => block.includes(text));
  expect(found).toHaveLength(1);
  return found[0] as string;
}

test.each([
  ["an array", [{ name: "Checkout" }], [["Checkout"]]],
  ["an object with keys", { keys: [{ name: "Checkout" }] }, [["Checkout"]]],
  ["one key", { name: "Checkout" }, ["Checkout"]],
  ["nothing, after a refusal", undefined, []],
])("README tells %s from the other answers", (_, data, printed) => {
  const log = vi.fn();
  new Function("data", "console", blockWith('"length" in data'))(data, { log });
  expect(log.mock.calls).toEqual(printed.map((text) => [text]));
});

test("README's `connection: close` gives each request its own connection", async () => {
  const sockets = new Set<object>();
  const server = createServer((request, response) => {
    sockets.add(request.socket);
    response.setHeader("content-type", "application/json").end('{ "name": "Checkout", "type": "secret" }');
  });
  const baseUrl = await listen(server);
  const send = new Function(`return ${blockWith('connection: "close"').match(/fetch: (.*),$/m)?.[1]}`)();
  const connectionsOfTen = async (client: Client) => {
    sockets.clear();
    for (let call = 0; call < 10; call++) await client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "key_1" } } });
    return sockets.size;
  };
  expect(await connectionsOfTen(createClient({ baseUrl, auth: "a-token" }))).toBeLessThan(10);
  expect(await connectionsOfTen(createClient({ baseUrl, auth: "a-token", fetch: send }))).toBe(10);
  server.close();
});
