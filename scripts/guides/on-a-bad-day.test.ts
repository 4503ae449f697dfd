// The guides' endpoint and worker when the vault or the API fails.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";
import { listen } from "@flexfactor/testing/program";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { freePort } from "../consumers/ports.ts";
import { fileOf } from "./guide.ts";

const SECRET = "the-value-of-the-key";
const SERVER = fileOf("api-keys/http-endpoint", "server.mjs").replace("[0, 500, 2_000]", "[0, 1, 1]");
const VAULT = fileOf("api-keys/http-endpoint", "vault.mjs");
const WORKER = fileOf("api-keys/job-queue", "worker.mjs");
const HOUR_MS = 3_600_000;

/** The keys that the API lists, and how many were created. */
let listed: object[];
let created: number;
/** The status of a create. */
let status: number;
const api = createServer((request, response) => {
  const answer = (body: object) => response.setHeader("content-type", "application/json").end(JSON.stringify(body));
  if (request.url === "/oauth2/token") return answer({ accessToken: "a-token", expires: Date.now() + HOUR_MS });
  if (request.method === "GET") return answer({ keys: listed });
  created++;
  response.statusCode = status;
  if (status !== 200) return answer({ success: false, errors: ["no"] });
  return answer({ name: "Order 1", type: "secret", value: SECRET });
});

let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  const credentials = { FLEXFACTOR_APP_KEY: "example-app-key", FLEXFACTOR_APP_SECRET: "example-app-secret" };
  env = { ...process.env, ...credentials, FLEXFACTOR_BASE_URL: await listen(api) };
});
afterAll(() => api.close());

// Inside the workspace, where a program finds the packages by name.
const cache = join(import.meta.dirname, "../node_modules/.cache");
let home: string;
let endpoint: ChildProcess | undefined;
beforeEach(() => {
  [listed, created, status] = [[], 0, 200];
  mkdirSync(cache, { recursive: true });
  home = mkdtempSync(join(cache, "guide-"));
});
afterEach(async () => {
  if (endpoint?.kill()) await once(endpoint, "exit");
  endpoint = undefined;
  rmSync(home, { recursive: true });
});

/** A disk that is full the first `times` times that a value is written. */
const fullDisk = (times: number): string => `import { writeFile as write } from "node:fs/promises";
export { mkdir, readFile, rm } from "node:fs/promises";

let failures = 0;
export async function writeFile(file, text, options) {
  if (text && failures++ < ${times}) throw Object.assign(new Error("cannot write " + text), { code: "ENOSPC" });
  return write(file, text, options);
}
`;

/** Starts the guide's server. Returns a function that posts to it, and one that returns its log. */
async function startEndpoint(diskFailures = 0) {
  const port = String(await freePort());
  writeFileSync(join(home, "disk.mjs"), fullDisk(diskFailures));
  writeFileSync(join(home, "vault.mjs"), VAULT.replace("node:fs/promises", "./disk.mjs"));
  writeFileSync(join(home, "server.mjs"), SERVER.replaceAll("3000", port));
  const server = spawn(process.execPath, ["server.mjs"], { cwd: home, env, stdio: ["ignore", "pipe", "pipe"] });
  endpoint = server;
  let logged = "";
  server.stderr.on("data", (text) => (logged += text));
  await once(server.stdout, "data");
  const post = async (body: object) => {
    const response = await fetch(`http://127.0.0.1:${port}`, { method: "POST", body: JSON.stringify(body) });
    return [response.status, await response.json()];
  };
  return { post, log: () => logged };
}

/** The file of a key in the guides' vault. */
const entryOf = (mid: string, name: string): string => encodeURIComponent(`${mid}/${name}`);
const ORDER = { mid: "mid_1", order: 1 };

test("the endpoint keeps the key in memory, and stores it when the vault works again", async () => {
  const { post, log } = await startEndpoint(2);
  expect(await post(ORDER)).toEqual([201, { name: "Order 1" }]);
  expect(await post(ORDER)).toEqual([200, { name: "Order 1" }]);
  expect(log()).toBe("{ mid: 'mid_1', order: 1 } ENOSPC\n".repeat(2));
  expect(created).toBe(1);
});

test("the endpoint reports a key that it cannot store to a person, and creates no second one", async () => {
  const { post, log } = await startEndpoint(Infinity);
  expect(await post(ORDER)).toEqual([500, { name: "Order 1" }]);
  expect(await post(ORDER)).toEqual([202, { name: "Order 1" }]);
  expect(log()).toContain(
    "For a person: delete this key in the portal, then release its name. { name: 'Order 1', mid: 'mid_1' }",
  );
  expect(log()).not.toContain(SECRET);
  expect(created).toBe(1);
});

test("the endpoint releases the name after a refusal, but not after a conflict, because another request may be making the key", async () => {
  const { post } = await startEndpoint();
  for (const [refusal, answered] of [
    [400, "validation"],
    [409, "conflict"],
  ] as const) {
    status = refusal;
    expect(await post(ORDER)).toEqual([refusal, { name: "Order 1", code: answered, fields: {} }]);
  }
  status = 200;
  expect(await post(ORDER)).toEqual([202, { name: "Order 1" }]);
  expect(created).toBe(2);
});

test("the endpoint creates a key for each merchant, also for the same order number", async () => {
  const { post } = await startEndpoint();
  expect(await post(ORDER)).toEqual([201, { name: "Order 1" }]);
  expect(await post({ ...ORDER, mid: "mid_2" })).toEqual([201, { name: "Order 1" }]);
  expect(created).toBe(2);
});

test("the endpoint keeps its entries in its vault, whatever the merchant is called", async () => {
  const { post } = await startEndpoint();
  expect(await post({ ...ORDER, mid: "../.." })).toEqual([201, { name: "Order 1" }]);
  expect(readdirSync(join(home, "vault"))).toEqual([entryOf("../..", "Order 1")]);
});

test("the endpoint creates nothing without a vault or an order, and logs why", async () => {
  const { post, log } = await startEndpoint();
  expect(await post({ mid: "mid_1" })).toEqual([400, { fields: { order: ["must be a whole number"] } }]);
  rmSync(join(home, "vault"), { recursive: true });
  expect(await post(ORDER)).toEqual([500, { name: "Order 1", code: "ENOENT" }]);
  expect(log()).toContain("ENOENT");
  expect(created).toBe(0);
});

/** What the guide's worker prints for the key `Order 17`, whose create failed the given time ago. */
async function work(agoMs: number): Promise<string> {
  const firstSentAt = Date.now() - agoMs;
  const job = { mid: "mid_1", keyName: "Order 17", firstSentAt, mayAppearUntil: firstSentAt + 60_000, outcome: "unknown" };
  writeFileSync(join(home, "job.json"), JSON.stringify(job));
  writeFileSync(join(home, "worker.mjs"), WORKER);
  mkdirSync(join(home, "vault"));
  for (const mid of ["mid_1", "mid_2"]) writeFileSync(join(home, "vault", entryOf(mid, "Order 17")), "");
  return (await promisify(execFile)(process.execPath, ["worker.mjs"], { cwd: home, env })).stdout;
}

const isReserved = (mid = "mid_1") => existsSync(join(home, "vault", entryOf(mid, "Order 17")));

test("the worker asks again while the key may appear", async () => {
  expect(await work(0)).toMatch(/^Ask again after \d{4}-/);
  expect(isReserved()).toBe(true);
});

test("the worker releases the name of a key that was not created, for its merchant only", async () => {
  expect(await work(HOUR_MS)).toBe("");
  expect(isReserved()).toBe(false);
  expect(isReserved("mid_2")).toBe(true);
});

test("the worker reports a key with that name from another time to a person, and does not release the name", async () => {
  listed = [{ name: "Order 17", type: "secret", createdOn: "2020-01-01T00:00:00Z" }];
  expect(await work(HOUR_MS)).toMatch(/^For a person: undecided \[\{.*"name":"Order 17"/);
  expect(isReserved()).toBe(true);
});
