// Eight processes share a token through a real Redis. Each process runs the sample of the auth package's README.
import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "./ports.ts";
import { isInstalled } from "./tools.ts";

const README = join(import.meta.dirname, "../../packages/auth/README.md");
const REDIS = "/usr/bin/redis-server";
const PROCESSES = 8;
const EXCHANGE_MS = 300;
/** How long the SDK does not use a store after it failed. */
const REST_MS = 10_000;

// Here a program finds `redis` and the packages by name.
const programs = join(import.meta.dirname, "../node_modules/.cache/redis-sample");
const SECRET = "right-secret";
const printed = new WeakMap<ChildProcess, string>();

/** What a process measured before the order to stop. `alone` are the calls of a client without a shared token, at the same time. */
interface Traffic {
  calls: number;
  failures: string[];
  slowestMs: { shared: number; alone: number };
}

/** The README's sample, with the orders of the test around it: make one call, or calls until the order to stop. */
function program(): string {
  const sample = readFileSync(README, "utf8")
    .match(/^```js\n(.*?)^```/gms)
    ?.find((block) => block.includes('from "redis"'));
  if (!sample) throw new Error(`${README} has no sample with Redis.`);
  return `${sample.replace(/^```.*\n?/gm, "")}
import { createClient } from "@flexfactor/core";
import { orThrow } from "@flexfactor/core/internal";
const connect = (auth) => {
  const client = createClient({ baseUrl: process.env.API_URL, auth });
  return () => orThrow(client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_1" } } }));
};
const list = connect(auth);
const lists = { shared: list, alone: connect(clientCredentials({ ...fromEnv(), appKey: "alone" })) };
let traffic;
const drive = async (measured) => {
  const timed = async (how) => {
    const startedAt = performance.now();
    await lists[how]().catch((error) => measured.failures.push(\`\${error.code}: \${error.message}\`));
    measured.slowestMs[how] = Math.max(measured.slowestMs[how], performance.now() - startedAt);
  };
  for (; traffic === measured; measured.calls++) {
    await Promise.all([timed("shared"), timed("alone")]);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
};
const orders = {
  call: () => list().then(() => "ok", (error) => error.code),
  start: () => void drive((traffic = { calls: 0, failures: [], slowestMs: { shared: 0, alone: 0 } })),
  stop: () => { const measured = traffic; traffic = undefined; return measured; },
  ready: () => redis.isReady,
};
process.on("message", async (order) => process.send({ order, answer: await orders[order]() }));
await connected;
process.send({ order: "begun" });
`;
}

/** The API. It gives tokens for the right secret, and refuses revoked tokens. */
function api() {
  const state = { exchanges: 0, valid: new Set<string | undefined>() };
  const server = createServer(async (request, response) => {
    response.setHeader("content-type", "application/json");
    const answer = (status: number, body: unknown) => response.writeHead(status).end(JSON.stringify(body));
    if (request.method === "GET") return answer(state.valid.has(request.headers.authorization) ? 200 : 401, { keys: [] });
    const { AppKey, AppSecret } = (await json(request)) as { AppKey: string; AppSecret: string };
    if (AppKey !== "alone") state.exchanges++;
    const accessToken = `token-${crypto.randomUUID()}`;
    await sleep(EXCHANGE_MS);
    if (AppSecret !== SECRET) return answer(400, { errors: ["Invalid credentials."] });
    state.valid.add(`Bearer ${accessToken}`);
    answer(200, { accessToken, expires: Date.now() + 600_000 });
  });
  return { server, state };
}

describe.runIf(isInstalled("Redis", REDIS))("a token in Redis", () => {
  const home = mkdtempSync(join(tmpdir(), "flexfactor-redis-"));
  const { server, state } = api();
  let port: number;
  let redis: ChildProcess;
  let processes: ChildProcess[];

  const startRedis = async (): Promise<void> => {
    redis = spawn(REDIS, ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--dir", home]);
    for await (const line of redis.stdout ?? []) if (`${line}`.includes("Ready to accept connections")) return;
    throw new Error("redis-server did not start.");
  };
  const stopRedis = async (): Promise<void> => {
    redis.kill();
    await once(redis, "exit");
  };
  const startProcess = async (secret: string): Promise<ChildProcess> => {
    const env = {
      ...process.env,
      NODE_OPTIONS: "",
      API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      REDIS_URL: `redis://127.0.0.1:${port}`,
      FLEXFACTOR_APP_KEY: "app-key",
      FLEXFACTOR_APP_SECRET: secret,
    };
    const child = fork(join(programs, "sample.mjs"), { env, execArgv: [], silent: true });
    child.stderr?.on("data", (text) => printed.set(child, `${printed.get(child) ?? ""}${text}`));
    await answerOf(child, "begun");
    return child;
  };
  const order = async <T>(child: ChildProcess, name: string): Promise<T> => {
    const answer = answerOf<T>(child, name);
    child.send(name);
    return answer;
  };
  const all = <T>(name: string): Promise<T[]> => Promise.all(processes.map((child) => order<T>(child, name)));
  /** Revokes all tokens, and counts the exchanges until every process has a valid token. */
  const exchangesAfterRevoking = async (): Promise<number> => {
    // The SDK waits a second between two exchanges. This test does not measure that.
    await sleep(1_100);
    const before = state.exchanges;
    state.valid.clear();
    expect(await all("call")).toEqual(processes.map(() => "ok"));
    return state.exchanges - before;
  };

  beforeAll(async () => {
    mkdirSync(programs, { recursive: true });
    writeFileSync(join(programs, "sample.mjs"), program());
    await once((server as Server).listen(0, "127.0.0.1"), "listening");
    port = await freePort();
    await startRedis();
    processes = await Promise.all(Array.from({ length: PROCESSES }, () => startProcess(SECRET)));
  });
  afterAll(async () => {
    for (const child of processes) child.kill();
    await stopRedis();
    server.closeAllConnections();
    server.close();
    for (const folder of [home, programs]) rmSync(folder, { recursive: true });
  });

  test("is exchanged once for eight processes that need it at once", async () => {
    expect(await all("call")).toEqual(processes.map(() => "ok"));
    expect(state.exchanges).toBe(1);
    expect(await exchangesAfterRevoking()).toBe(1);
  });

  test("is never used with a wrong secret", async () => {
    const wrong = await startProcess("wrong-secret");
    expect(await order(wrong, "call")).toBe("authentication");
    wrong.kill();
  });

  test("survives a restart of Redis under traffic: no call fails, and none waits for Redis", async () => {
    await all("start");
    expect(await exchangesAfterRevoking()).toBe(1);
    await stopRedis();
    expect(await exchangesAfterRevoking()).toBe(PROCESSES);
    await startRedis();
    while ((await all<boolean>("ready")).includes(false)) await sleep(50);
    await exchangesAfterRevoking();
    await sleep(REST_MS);
    expect(await exchangesAfterRevoking()).toBe(1);
    for (const { calls, failures, slowestMs } of await all<Traffic>("stop")) {
      expect(failures).toEqual([]);
      expect(calls).toBeGreaterThan(100);
      // Compares with a client without a shared token, because a busy machine slows both.
      expect(slowestMs.shared).toBeLessThan(Math.max(EXCHANGE_MS, slowestMs.alone) + 250);
    }
  });
});

/** The answer of a process to an order. If the process ends instead, the error has its output. */
function answerOf<T>(child: ChildProcess, name: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = (): void => reject(new Error(`The sample ended:\n${printed.get(child)}`));
    const onMessage = ({ order, answer }: { order: string; answer: T }): void => {
      if (order !== name) return;
      child.off("message", onMessage);
      child.off("exit", onExit);
      resolve(answer);
    };
    child.on("message", onMessage);
    child.on("exit", onExit);
  });
}
