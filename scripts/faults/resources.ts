// Memory under hostile bodies, growth over many calls, and how soon a process exits.
import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { apiKeys } from "@flexfactor/api-keys";
import { createClient, isFlexFactorError } from "@flexfactor/core";
import { orThrow } from "@flexfactor/core/internal";
import type { Figure } from "./figure.ts";
import type { LedgerLane } from "./lanes.ts";

const MIB = 1024 * 1024;
const key = { mid: "mid_1", name: "Checkout", type: "secret" } as const;

export async function resources(lane: LedgerLane): Promise<Figure[]> {
  return [
    await body("gzip that unpacks to 315 MB", bomb),
    await body("an endless body", endless),
    ...(await growth(lane)),
    await exit(lane),
  ];
}

type Send = (socket: Socket) => void;
const zipped = gzipSync(Buffer.alloc(315_000_000), { level: 9 });
const bomb: Send = (socket) => {
  socket.write(`HTTP/1.1 201 Created\r\ncontent-encoding: gzip\r\ncontent-length: ${zipped.length}\r\n\r\n`);
  socket.end(zipped);
};
const endless: Send = (socket) => {
  const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`;
  const pump = (): void => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.write("HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\n");
  socket.on("drain", pump);
  pump();
};

async function body(what: string, send: Send): Promise<Figure> {
  const server = createServer((socket) => {
    socket.on("error", () => {}).once("data", () => send(socket));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const keys = apiKeys(
    createClient({ baseUrl: `http://127.0.0.1:${(server.address() as { port: number }).port}`, auth: "token" }),
  );
  const attempt = () => keys.create(key).catch((error: unknown) => error);
  // The first call loads what every call needs.
  await attempt();
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const error = await attempt();
  const grown = (process.memoryUsage().rss - before) / MIB;
  server.close();
  const typed = isFlexFactorError(error) && error.reason === "too_large";
  return {
    what,
    demand: "at most 16 MiB more, typed error",
    measured: `${grown.toFixed(1)} MiB more, ${typed ? "too_large" : error}`,
    ok: grown <= 16 && typed,
  };
}

async function growth(lane: LedgerLane): Promise<Figure[]> {
  const CALLS = 100_000;
  const client = createClient({ baseUrl: lane.url, auth: "token", fetch: async () => Response.json({ keys: [] }) });
  const call = () => orThrow(client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_1" } } }));
  const heap = async (): Promise<number> => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    globalThis.gc?.();
    return process.memoryUsage().heapUsed / MIB;
  };
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const runs: Record<string, () => Promise<void>> = {
    "in a row": async () => {
      for (let n = 0; n < CALLS; n++) await call();
    },
    "100 at a time": async () => {
      for (let n = 0; n < CALLS; n += 100) await Promise.all(Array.from({ length: 100 }, call));
    },
  };
  const figures: Figure[] = [];
  for (const [how, run] of Object.entries(runs)) {
    for (let n = 0; n < 2_000; n++) await call();
    const [before, timersBefore] = [await heap(), timers()];
    await run();
    const grown = (await heap()) - before;
    const left = timers() - timersBefore;
    figures.push({
      what: `100,000 calls ${how}`,
      demand: "heap flat (2 MiB), no timer left",
      measured: `heap ${grown >= 0 ? "+" : ""}${grown.toFixed(2)} MiB, ${left} timers left`,
      ok: grown <= 2 && left <= 0,
    });
  }
  return figures;
}

/** A program with a create that works, one that is aborted, one that times out and one that fails. Then it has nothing more to do. */
async function exit(lane: LedgerLane): Promise<Figure> {
  await lane.plan({}, { point: "body", act: "stall" }, { point: "body", act: "stall" }, { status: 500 });
  const program = `
    import { apiKeys } from "@flexfactor/api-keys";
    import { clientCredentials } from "@flexfactor/auth";
    import { createClient } from "@flexfactor/core";
    const keys = apiKeys(createClient({ baseUrl: ${JSON.stringify(lane.url)}, auth: clientCredentials({ appKey: "a", appSecret: "s" }), timeoutMs: 200 }));
    for (let n = 0; n < 4; n++) await keys.create(${JSON.stringify(key)}, n === 1 ? { signal: AbortSignal.timeout(50) } : {}).catch(() => {});
    const doneAt = performance.now();
    process.on("exit", () => console.log(performance.now() - doneAt));
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], {
    cwd: join(import.meta.dirname, ".."),
  });
  const ms = Number(stdout);
  return {
    what: "a process after its last call",
    demand: "exits by itself within 100 ms",
    measured: `exits after ${ms.toFixed(0)} ms`,
    ok: ms <= 100,
  };
}
