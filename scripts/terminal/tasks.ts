// Runs tasks with turbo. Prints a line with the time of each task, and the full output of each failed task.
// `node scripts/terminal/tasks.ts build` runs one task, and prints a single line if it passes.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { stripVTControlCharacters } from "node:util";
import { inWords, startProgress } from "./progress.ts";

const root = join(import.meta.dirname, "../..");

/** Where Node keeps compiled modules. Our commands start many programs with the same modules. */
export const COMPILE_CACHE = join(root, "node_modules/.cache/node");

/** A task in the summary that turbo writes with --summarize. */
interface Task {
  /** `@flexfactor/core#build`, or `//#lint` for a task of the root. */
  taskId: string;
  /** Relative to the root. */
  logFile: string;
  cache: { status: "HIT" | "MISS" };
  execution: { startTime: number; endTime: number; exitCode: number };
}

/** Runs the tasks and those they depend on, prints the results, and returns turbo's exit code. */
export async function runTasks(names: string[], { brief = false } = {}): Promise<number> {
  const startedAt = performance.now();
  const { code, printed, summary } = await runTurbo(names);
  const tasks = summary ? tasksIn(summary) : [];
  if (brief && code === 0) console.log(`✓ ${names.join(", ")} (${inWords(performance.now() - startedAt)})`);
  else for (const task of tasks) console.log(lineOf(task));
  const failed = tasks.filter(({ execution }) => execution.exitCode !== 0);
  for (const task of failed) console.log(`\n${nameOf(task)} failed:\n\n${logOf(task)}`);
  // No task failed, so turbo itself did.
  if (code !== 0 && failed.length === 0) console.error(printed.join("\n"));
  return code;
}

async function runTurbo(names: string[]): Promise<{ code: number; printed: string[]; summary?: string | undefined }> {
  const printed: string[] = [];
  let ended = 0;
  const progress = startProgress(() => `Running ${names.join(", ")}: ${ended} tasks done`);
  // With these options turbo prints one line per task, when the task ends. With GITHUB_ACTIONS set it would print groups.
  const options = ["--summarize", "--output-logs=hash-only", "--log-order=grouped", "--ui=stream"];
  const env = { ...process.env, GITHUB_ACTIONS: undefined, NODE_COMPILE_CACHE: COMPILE_CACHE };
  const turbo = spawn("turbo", ["run", ...names, ...options], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  for (const input of [turbo.stdout, turbo.stderr])
    createInterface({ input }).on("line", (line) => {
      printed.push(line);
      if (/: cache (hit|miss|bypass)/.test(line)) ended++;
    });
  const [code] = await once(turbo, "close");
  progress.end();
  const summary = printed.map((line) => stripVTControlCharacters(line).match(/^Summary: +(\S.*)$/)?.[1]).find(Boolean);
  return { code: code ?? 1, printed, summary };
}

function tasksIn(summary: string): Task[] {
  const { tasks } = JSON.parse(readFileSync(summary, "utf8")) as { tasks: Task[] };
  rmSync(summary);
  // Tasks that turbo stopped because another task failed have no execution or no exit code.
  const ended = tasks.filter(({ execution }) => typeof execution?.exitCode === "number");
  return ended.sort((a, b) => a.execution.endTime - b.execution.endTime);
}

/** `core build`, or `lint` for a task of the root. */
function nameOf({ taskId }: Task): string {
  return taskId.replace("//#", "").replace("@flexfactor/", "").replace("#", " ");
}

function logOf({ logFile }: Task): string {
  const log = readFileSync(join(root, logFile), "utf8");
  return process.stdout.isTTY ? log : stripVTControlCharacters(log);
}

function lineOf(task: Task): string {
  const { startTime, endTime, exitCode } = task.execution;
  const time = task.cache.status === "HIT" ? "cached" : inWords(endTime - startTime);
  return `${exitCode === 0 ? "✓" : "✗"} ${nameOf(task).padEnd(24)} ${time}`;
}

if (import.meta.main) process.exitCode = await runTasks(process.argv.slice(2), { brief: true });
