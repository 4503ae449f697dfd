// How late a call ends after its deadline, and how soon after an abort, at each point where it can hang.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { apiKeys } from "@flexfactor/api-keys";
import { clientCredentials } from "@flexfactor/auth";
import { type CallOptions, createClient } from "@flexfactor/core";
import type { Figure } from "./figure.ts";
import type { Fault } from "./lane.ts";
import type { LedgerLane } from "./lanes.ts";

const DEADLINE_MS = 500;
const TIMES = 20;
const key = { mid: "mid_1", name: "Checkout", type: "secret" } as const;

/** Tells the server where to hang, and returns the call that will hang there. */
type Prepare = (options: CallOptions) => Promise<() => Promise<unknown>>;

export async function overruns(lane: LedgerLane): Promise<Figure[]> {
  const baseUrl = lane.url;
  const create = (options: CallOptions) => apiKeys(createClient({ baseUrl, auth: "token" })).create(key, options);
  const at = (fault: Fault) => async (options: CallOptions) => {
    await lane.plan(fault);
    return () => create(options);
  };
  const hole = await blackHole();
  // New for each client: clients that share one `clientCredentials` share its token.
  const credentials = () => clientCredentials({ appKey: "app-key", appSecret: "app-secret" });
  const points: Record<string, Prepare> = {
    "while it connects": async (options) => () =>
      apiKeys(createClient({ baseUrl: hole.url, auth: "token" })).create(key, options),
    "at its token request": async (options) => {
      await lane.plan({ point: "body", act: "stall" });
      return () => apiKeys(createClient({ baseUrl, auth: credentials() })).create(key, options);
    },
    "before the headers": at({ point: "body", act: "stall" }),
    "in a body that stalls": at({ point: "answer-body", act: "stall" }),
    "in a body that drips": at({ point: "answer-body", act: "drip" }),
    "before a retry": async (options) => {
      await lane.plan(...Array.from({ length: 10 }, () => ({ status: 503, body: "{}" })));
      return () => apiKeys(createClient({ baseUrl, auth: "token" })).list("mid_1", { ...options, maxAttempts: 10 });
    },
  };

  const figures: Figure[] = [];
  for (const [point, prepare] of Object.entries(points)) {
    const { late, slow } = await worstOf(prepare);
    const measured = `at most ${late.toFixed(0)} ms late, abort settled within ${slow.toFixed(0)} ms (of ${TIMES} each)`;
    figures.push({
      what: `a call that hangs ${point}`,
      demand: "at most 100 ms late, abort within 50 ms",
      measured,
      ok: late <= 100 && slow <= 50,
    });
  }
  hole.close();
  return figures;
}

/** The longest time, in ms, that a call ended after its deadline, and after an abort. */
async function worstOf(prepare: Prepare): Promise<{ late: number; slow: number }> {
  let late = 0;
  let slow = 0;
  for (let n = 0; n < TIMES; n++) {
    const call = await prepare({ timeoutMs: DEADLINE_MS });
    const startedAt = performance.now();
    await call().catch(() => {});
    late = Math.max(late, performance.now() - startedAt - DEADLINE_MS);

    const controller = new AbortController();
    const aborted = (await prepare({ signal: controller.signal }))().catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 50));
    const abortedAt = performance.now();
    controller.abort();
    await aborted;
    slow = Math.max(slow, performance.now() - abortedAt);
  }
  return { late, slow };
}

/** A listener that accepts no connection and has a full backlog, so the system drops every further SYN. */
async function blackHole(): Promise<{ url: string; close(): void }> {
  const program =
    "require('net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, function () { console.log(this.address().port); process.kill(process.pid, 'SIGSTOP') })";
  const child = spawn(process.execPath, ["-e", program]);
  const [port] = await once(child.stdout, "data");
  const fill = Array.from({ length: 8 }, () => connect(Number(port), "127.0.0.1").on("error", () => {}));
  await new Promise((resolve) => setTimeout(resolve, 50));
  return {
    url: `http://127.0.0.1:${Number(port)}`,
    close() {
      for (const socket of fill) socket.destroy();
      child.kill("SIGKILL");
    },
  };
}
