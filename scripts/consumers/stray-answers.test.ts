// A server that writes each answer twice. Bun and Deno read the second one as the answer to the next request on that connection. So on these
// runtimes every create gets its own connection.
import { writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { listen } from "./ports.ts";
import { run } from "./run.ts";
import { isInstalled, TOOLS } from "./tools.ts";

const CREATES = 40;
const project = inject("project");
const program = join(project, "stray.mjs");
const tool = (path: string): string => join(TOOLS, "node_modules", path);

const PROGRAM = `import { apiKeys } from "@flexfactor/api-keys";
import { createClient } from "@flexfactor/core";

const [baseUrl] = globalThis.Deno?.args ?? process.argv.slice(2);
const keys = apiKeys(createClient({ baseUrl, auth: "token", maxAttempts: 1, timeoutMs: 5_000 }));
let [right, wrong] = [0, 0];
for (let n = 0; n < ${CREATES}; n++) {
  // A list may get a stray answer.
  if (n >= ${CREATES / 2}) await keys.list("mid_1", { timeoutMs: 200 }).catch(() => {});
  const created = await keys.create({ mid: "mid_1", name: \`Key \${n}\`, type: "secret" }).catch(() => undefined);
  if (created?.value.reveal() === \`value of Key \${n}\`) right++;
  else wrong++;
}
console.log(right, "right,", wrong, "wrong");
`;

/** The position of each create on its connection, from 1. */
let positions: number[] = [];
const sockets = new Set<Socket>();
const server = createServer((socket) => {
  sockets.add(socket);
  socket.on("error", () => {});
  let received = "";
  let position = 0;
  socket.on("data", (data) => {
    received += data.toString();
    if (!isComplete(received)) return;
    position++;
    const name = received.match(/"name":"(Key \d+)"/)?.[1];
    received = "";
    if (name) positions.push(position);
    const body = JSON.stringify(name ? { id: "key_1", value: `value of ${name}` } : { keys: [] });
    const answer = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    socket.write(answer);
    // In its own packet, as soon as possible.
    setImmediate(() => socket.write(answer));
  });
});

/** A body has a length, or comes in chunks. */
function isComplete(request: string): boolean {
  const [head = "", ...body] = request.split("\r\n\r\n");
  const length = Number(head.match(/^content-length: (\d+)$/im)?.[1] ?? 0);
  if (/^transfer-encoding: chunked$/im.test(head)) return request.endsWith("\r\n0\r\n\r\n");
  return request.includes("\r\n\r\n") && body.join("\r\n\r\n").length >= length;
}

let url = "";
beforeAll(async () => {
  writeFileSync(program, PROGRAM);
  url = `http://127.0.0.1:${await listen(server)}`;
});
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});

const bun = tool("bun/bin/bun");
test.runIf(isInstalled("Bun", bun))("on Bun no create gets a stray answer", async () => {
  await expectNoneWrong(bun, [program, url]);
});

const deno = tool("deno/deno");
test.runIf(isInstalled("Deno", deno))("on Deno no create gets a stray answer", async () => {
  await expectNoneWrong(deno, ["run", "--allow-net", "--no-remote", "--node-modules-dir=manual", program, url]);
});

async function expectNoneWrong(runtime: string, args: string[]): Promise<void> {
  positions = [];
  expect(await run(runtime, args, project)).toContain(`${CREATES} right, 0 wrong`);
  expect(positions).toEqual(Array(CREATES).fill(1));
}
