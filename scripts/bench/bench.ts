// Measures what the SDK costs (`pnpm bench`): as ratios within one run, with the contenders interleaved, as medians of rounds. Prints the
// table and writes it to BENCH.md beside this file.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { apiKeys } from "@flexfactor/api-keys";
import { clientCredentials } from "@flexfactor/auth";
import { createClient } from "@flexfactor/core";
import type { paths } from "@flexfactor/core/internal";
import { commandLine } from "@flexfactor/spec/command-line";
import { generate } from "@flexfactor/spec/generate/generate";
import { largeSpec } from "@flexfactor/spec/generate/large-spec";
import { PACKAGES } from "@flexfactor/spec/packages";
import createFetchClient from "openapi-fetch";
import { startProgress } from "../terminal/progress.ts";

commandLine(`pnpm bench

Measures what the SDK costs, prints the table and writes it to scripts/bench/BENCH.md. It takes a few minutes, and fails when a demand
is missed.`);

/** How often each contender is measured. On loopback each measurement is a single call, so there are more of them. */
const ROUNDS = 30;
const CALLS = 3_000;
const key = { mid: "mid_123456", name: "Checkout", type: "secret" } as const;
const answer = JSON.stringify({
  ...key,
  id: "key_abc123",
  value: "example-secret-key-value",
  created_at: "2024-11-16T12:00:00Z",
});
const headers = { "content-type": "application/json", "apigw-requestid": "Vs-twgfMoAMEaEQ=" };

/** How much the SDK may cost on top of plain openapi-fetch, over loopback, as a share of the cost of `fetch`. */
const OVER_BARE = 0.08;

type Contender = () => Promise<unknown>;
type Row = [what: string, measured: string, demand: string, ok: boolean];

/**
 * Contenders take turns in a random order, so that other load on the machine affects all of them alike. The figure is a median. Extra
 * rounds at the start warm up.
 */
async function medians(
  contenders: Record<string, Contender>,
  cost: (run: Contender) => Promise<number>,
  rounds = ROUNDS,
): Promise<Record<string, number>> {
  const costs: Record<string, number[]> = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = -Math.ceil(rounds / 6); round < rounds; round++)
    for (const [name, run] of Object.entries(contenders).sort(() => Math.random() - 0.5)) {
      const measured = await cost(run);
      if (round >= 0) costs[name]?.push(measured);
    }
  return Object.fromEntries(Object.entries(costs).map(([name, all]) => [name, all.sort((a, b) => a - b)[rounds / 2] as number]));
}

const contenders = (baseUrl: string, fetch?: typeof globalThis.fetch): Record<string, Contender> => {
  const bare = createFetchClient<paths>({
    baseUrl,
    ...(fetch && { fetch: fetch as never }),
    headers: { authorization: "Bearer token" },
  });
  const keys = apiKeys(createClient({ baseUrl, auth: clientCredentials({ appKey: "key", appSecret: "secret" }), fetch }));
  const init = {
    method: "POST",
    headers: { authorization: "Bearer token", "content-type": "application/json", accept: "application/json" },
  };
  return {
    fetch: async () => (await (fetch ?? globalThis.fetch)(`${baseUrl}/api-keys`, { ...init, body: JSON.stringify(key) })).json(),
    "openapi-fetch": () => bare.POST("/api-keys", { body: { ...key } }),
    SDK: () => keys.create(key),
  };
};

async function loopback(): Promise<Row[]> {
  const program = `require("node:http").createServer((request, response) => {
    request.resume().on("end", () => {
      const token = request.url.endsWith("token");
      response.writeHead(token ? 200 : 201, ${JSON.stringify(headers)});
      response.end(token ? '{"accessToken":"token"}' : ${JSON.stringify(answer)});
    });
  }).listen(0, "127.0.0.1", function () { console.log(this.address().port); })`;
  const server = spawn(process.execPath, ["-e", program]);
  const [port] = await once(server.stdout, "data");
  const against = contenders(`http://127.0.0.1:${Number(port)}`);
  const time = (atOnce: number) => async (run: Contender) => {
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: atOnce }, run));
    return ((performance.now() - startedAt) / atOnce) * 1000;
  };
  const rows: Row[] = [];
  for (const [what, atOnce, most] of [
    ["loopback, one after another", 1, 1.25],
    ["loopback, 64 at a time", 64, 1.2],
  ] as const) {
    const rounds = atOnce === 1 ? CALLS : CALLS / 10;
    const { fetch = 0, "openapi-fetch": bare = 0, SDK = 0 } = await medians(against, time(atOnce), rounds);
    const measured = `${(SDK / fetch).toFixed(2)} × fetch (${SDK.toFixed(0)} and ${fetch.toFixed(0)} µs; openapi-fetch ${(bare / fetch).toFixed(2)} ×)`;
    const demand = `at most ${most.toFixed(2)} × fetch, and ${OVER_BARE} above openapi-fetch`;
    rows.push([what, measured, demand, SDK / fetch <= most && (SDK - bare) / fetch <= OVER_BARE]);
  }
  server.kill();
  return rows;
}

async function inMemory(): Promise<Row[]> {
  const stub = (async (url: unknown) => {
    const token = String((url as Request).url ?? url).endsWith("token");
    return new Response(token ? '{"accessToken":"token"}' : answer, { status: token ? 200 : 201, headers });
  }) as typeof fetch;
  const against = contenders("https://api.example", stub);
  const calls = 1_000;
  const many = async (run: Contender) => {
    for (let n = 0; n < calls; n++) await run();
  };
  const cpu = await medians(against, async (run) => {
    const before = process.cpuUsage();
    await many(run);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / calls;
  });
  // The young generation is large enough for a round, so no garbage is collected between the two readings.
  const bytes = await medians(against, async (run) => {
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    await many(run);
    return (process.memoryUsage().heapUsed - before) / calls;
  });
  const row = (
    what: string,
    unit: string,
    { "openapi-fetch": bare = 0, SDK = 0, fetch = 0 }: Record<string, number>,
    demand: string,
    ok: boolean,
  ): Row => [
    what,
    `${(SDK / bare).toFixed(2)} × openapi-fetch (${SDK.toFixed(0)} and ${bare.toFixed(0)} ${unit}; fetch alone ${fetch.toFixed(0)})`,
    demand,
    ok,
  ];
  return [
    row(
      "in memory, CPU per call",
      "µs",
      cpu,
      "at most 1.80 × openapi-fetch",
      Number(cpu["SDK"]) / Number(cpu["openapi-fetch"]) <= 1.8,
    ),
    row("in memory, bytes per call", "B", bytes, "", true),
  ];
}

async function importing(): Promise<Row[]> {
  const program =
    (code: string): Contender =>
    async () =>
      promisify(execFile)(process.execPath, ["--input-type=module", "-e", code], { cwd: import.meta.dirname });
  const all = PACKAGES.map((name) => `import "@flexfactor/${name}";`).join("");
  const { empty = 0, SDK = 0 } = await medians({ empty: program(""), SDK: program(all) }, async (run) => {
    const startedAt = performance.now();
    await run();
    return performance.now() - startedAt;
  });
  const measured = `${(SDK - empty).toFixed(1)} ms over an empty program (${SDK.toFixed(0)} and ${empty.toFixed(0)} ms)`;
  return [
    ["import of all the packages in a fresh Node", measured, "at most 0.45 × Node's own start", SDK - empty <= 0.45 * empty],
  ];
}

async function generation(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "flexfactor-bench-"));
  const perOperation: Record<number, number> = {};
  for (const operations of [5, 50, 500, 2_000]) {
    const file = join(folder, `${operations}.yaml`);
    writeFileSync(file, largeSpec(operations));
    await generate(file);
    const startedAt = performance.now();
    await generate(file);
    perOperation[operations] = (performance.now() - startedAt) / operations;
  }
  rmSync(folder, { recursive: true });
  const measured = Object.entries(perOperation)
    .map(([operations, ms]) => `${operations}: ${(ms * Number(operations)).toFixed(0)} ms`)
    .join(", ");
  const growth = (perOperation[2_000] as number) / (perOperation[50] as number);
  return [
    [
      "generate, by operations",
      `${measured}; ${growth.toFixed(2)} × per operation from 50 to 2000`,
      "linear: at most 1.5 × per operation",
      growth <= 1.5,
    ],
  ];
}

const WHY = `One call after another is slower than \`fetch\` because of the work in the row "in memory". Between two round trips this work takes several
times as long, because the caches have gone cold; openapi-fetch has the same cost. The work is the deadline with its signal, a request body
that can be sent once, the limit for the answer's body, the check of the request, the token, and the shape of a key. No part is large.`;

let doing = "Starting";
const progress = startProgress(() => doing);
const rows: Row[] = [];
for (const [what, measure] of [
  ["Calling a server on loopback", loopback],
  ["Calling in memory", inMemory],
  ["Importing the packages", importing],
  ["Generating from large specs", generation],
] as const) {
  doing = what;
  rows.push(...(await measure()));
}
progress.end();

const table = [
  "| | measured | demand | |",
  "|---|---|---|---|",
  ...rows.map(([what, measured, demand, ok]) => `| ${what} | ${measured} | ${demand} | ${ok ? "holds" : "**missed**"} |`),
].join("\n");
console.log(table);
writeFileSync(
  join(import.meta.dirname, "BENCH.md"),
  `# What the SDK costs\n\nWritten by \`pnpm bench\`: creating keys with a warm token, Node ${process.versions.node}, medians of interleaved runs.\n\n${table}\n\n${WHY}\n`,
);
process.exit(rows.every(([, , , ok]) => ok) ? 0 : 1);
