// The long run (`pnpm test:faults`): measures each figure against its demand, prints the table and writes it to FIGURES.md beside
// this file. FAULTS_SEED replays the seeded creates of an earlier run.
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { commandLine } from "@flexfactor/spec/command-line";
import { startProgress } from "../terminal/progress.ts";
import { runCreates, type Tally, type Uncertain } from "./creates.ts";
import { type Crowd, crowdFigure } from "./deadline-crowd.ts";
import { overruns } from "./deadlines.ts";
import type { Order } from "./driver.ts";
import type { Figure } from "./figure.ts";
import type { LedgerLane } from "./lanes.ts";
import { refusals } from "./refusals.ts";
import { resources } from "./resources.ts";
import { RUNTIMES, type Runtime } from "./runtimes.ts";
import { startLedger } from "./start-ledger.ts";
import { exchanges } from "./tokens.ts";

commandLine(`pnpm test:faults

Creates keys under faults on six runtimes, measures each figure against its demand, prints the table and writes it to
scripts/faults/FIGURES.md. It takes six minutes, and fails when a demand is missed. FAULTS_SEED in the environment replays a run.`);

const CREATES = 20_000;
const CREATES_ELSEWHERE = 2_000;
const seed = Number(process.env["FAULTS_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const run = promisify(execFile);
const scripts = join(import.meta.dirname, "..");
let unhandled = 0;
process.on("unhandledRejection", () => unhandled++);

const ledger = await startLedger(16);
const lane = ledger.lanes[0] as LedgerLane;
const figures: Figure[] = [];
let doing = "Measuring what calls leave behind";
const progress = startProgress(() => doing);
const add = (...rows: Figure[]): void => {
  figures.push(...rows);
  for (const { id, what, measured, ok } of rows) progress.say(`${ok ? "ok  " : "MISS"} ${id.padEnd(4)}${what}: ${measured}`);
};

console.log(`FAULTS_SEED=${seed}`);
add(...(await resources(lane)));
doing = "Measuring deadlines";
add(...(await overruns(lane)));
doing = "Counting exchanges of tokens";
add(...(await exchanges(lane)));
doing = "Measuring callers beside one that is refused";
add(...(await refusals(lane)));
await lane.tokens({});
await Promise.all(ledger.lanes.map((each) => each.plan()));

doing = `Creating ${CREATES} keys under faults`;
const tally = await runCreates(ledger.lanes, CREATES, seed);
add(created(`Node ${process.versions.node}`, tally));
add({
  id: "F11",
  what: "the most requests for one create",
  demand: "at most 3, and one after a 401",
  measured: `${tally.most}`,
  ok: tally.most <= 4,
});
await run("tsc", ["-p", join(import.meta.dirname, "tsconfig.json")], { cwd: scripts });
for (const runtime of RUNTIMES) {
  doing = `Creating ${CREATES_ELSEWHERE} keys under faults on ${runtime.name}`;
  add(created(runtime.name, await drive<Tally>(runtime, { ports: ledger.ports, runs: CREATES_ELSEWHERE, seed })));
  for (const crowd of ["hung", "slow"] as const)
    add(crowdFigure(runtime.name, crowd, await drive<Crowd>(runtime, { ports: ledger.ports, crowd })));
}
await lane.plan();
doing = `Asking about ${tally.uncertain.length} creates whose fate is unknown`;
add(await reconciled(tally.uncertain));
doing = "Searching for secrets in what is printed";
add(await secrets());
add({ id: "F16", what: "unhandled rejections over all of this", demand: "0", measured: `${unhandled}`, ok: unhandled === 0 });
await ledger.close();
progress.end();

const table = [
  "| | what | demand | measured | |",
  "|---|---|---|---|---|",
  ...figures.map(
    ({ id, what, demand, measured, ok }) => `| ${id} | ${what} | ${demand} | ${measured} | ${ok ? "holds" : "**missed**"} |`,
  ),
].join("\n");
const head = `# What was measured under faults\n\nWritten by \`pnpm test:faults\`, which fails when a demand is missed. FAULTS_SEED=${seed}.\n`;
writeFileSync(join(import.meta.dirname, "FIGURES.md"), `${head}\n${table}\n`);
console.log(`\n${table}`);
process.exit(figures.every(({ ok }) => ok) ? 0 : 1);

/** What the driver prints in a runtime. */
async function drive<Result>(runtime: Runtime, order: Order): Promise<Result> {
  return JSON.parse(await runtime.run(join(import.meta.dirname, ".driver/driver.js"), JSON.stringify(order)));
}

// runCreates throws at the first duplicate or false word, so a tally is the proof that there was none.
function created(where: string, { creates, requests, byOutcome }: Pick<Tally, "creates" | "requests" | "byOutcome">): Figure {
  const outcomes = Object.entries(byOutcome)
    .map(([outcome, n]) => `${n} ${outcome}`)
    .join(", ");
  const measured = `0 and 0 of ${creates} (${requests} requests: ${outcomes})`;
  return { id: "F9", what: `faulty creates on ${where}`, demand: "0 duplicates, 0 false outcomes", measured, ok: true };
}

/** Asks about every uncertain create, before and after it has settled, and holds the answer against the ledger. */
async function reconciled(uncertain: Uncertain[]): Promise<Figure> {
  const wrong = { early: 0, missed: 0, invented: 0 };
  const ask = async (each: (one: Uncertain) => Promise<void>): Promise<void> => {
    const queue = [...uncertain];
    const worker = async (): Promise<void> => {
      for (let one = queue.pop(); one; one = queue.pop()) await each(one);
    };
    await Promise.all(Array.from({ length: 16 }, worker));
  };
  await Promise.all(ledger.lanes.map((each) => each.plan()));
  const settlesAt = Math.max(...uncertain.map(({ error }) => error.mayAppearUntil));
  await ask(async ({ error, reconcile }) => {
    const early = Date.now() < error.mayAppearUntil - 100;
    if (early && (await reconcile()).verdict === "not_created") wrong.early++;
  });
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, settlesAt - Date.now()) + 1_000));
  let exist = 0;
  await ask(async ({ name, reconcile, minted }) => {
    const { verdict, candidates } = await reconcile();
    const made = await minted();
    if (made) exist++;
    if (made && (verdict === "not_created" || !candidates.some((candidate) => candidate.name === name))) wrong.missed++;
    if (!made && verdict !== "not_created") wrong.invented++;
  });
  const measured = `${uncertain.length} asked twice, ${exist} exist: ${wrong.early} too early, ${wrong.missed} missed, ${wrong.invented} invented`;
  const ok = wrong.early + wrong.missed + wrong.invented === 0;
  return {
    id: "C9",
    what: "reconcile() of every uncertain create",
    demand: "always right, never `not_created` early",
    measured,
    ok,
  };
}

async function secrets(): Promise<Figure> {
  const { stdout } = await run("vitest", ["run", "faults/redaction.test.ts", "--silent=false"], {
    cwd: scripts,
    env: { ...process.env, NO_COLOR: "1" },
  });
  const [, checks, planted] = stdout.match(/searched (\d+) times, (\d+) planted/) ?? [];
  const ok = Number(checks) >= 2_000 && Number(planted) >= 20;
  return {
    id: "F14",
    what: "secrets in errors, results and their printed forms",
    demand: "0 in at least 2,000 checks, planted ones found",
    measured: `0 in ${checks} checks, ${planted} of ${planted} planted ones found`,
    ok,
  };
}
