// The terminals of a reader: one for commands, and one for each server.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { dirname } from "node:path";
import { beginsAsExpected } from "./printed.ts";

type Env = Record<string, string>;

// Not the environment of this process, because a reader does not have it. npx fetches nothing that is not installed.
const READER: Env = {
  PATH: [dirname(process.execPath), ...pathsWithoutPackages()].join(":"),
  HOME: process.env["HOME"] ?? "",
  NO_COLOR: "1",
  npm_config_offline: "true",
  npm_config_update_notifier: "false",
  NEXT_TELEMETRY_DISABLED: "1",
  WRANGLER_SEND_METRICS: "false",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
};

function pathsWithoutPackages(): string[] {
  return (process.env["PATH"] ?? "").split(":").filter((path) => !path.includes("node_modules"));
}

/** How long a server may take to say that it has started, in ms. */
const START_MS = 60_000;

/** Runs commands, and returns their output. */
export async function type(text: string, cwd: string, env: Env): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...READER, ...env }, timeout: 240_000 };
    const child = execFile("bash", ["-ec", `exec 2>&1\n${text}`], options, (error, printed) => {
      if (error) reject(new Error(`${text.trim()} failed:\n${printed}`));
      else resolve(printed);
    });
    child.stdin?.end();
  });
}

/** Starts a server, and waits until it has printed the expected output. */
export async function startServer(text: string, cwd: string, env: Env, expected: string): Promise<ChildProcess> {
  const server = spawn("bash", ["-ec", `exec 2>&1\n${text}`], {
    cwd,
    env: { ...READER, ...env },
    // In its own process group, so that everything it starts ends with it.
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const patience = setTimeout(() => stopServer(server), START_MS);
  let printed = "";
  for await (const chunk of server.stdout.iterator({ destroyOnReturn: false })) {
    printed += chunk;
    if (beginsAsExpected(printed, expected)) {
      clearTimeout(patience);
      server.stdout.resume();
      return server;
    }
  }
  clearTimeout(patience);
  throw new Error(`${text.trim()} ended, and did not print\n${expected}but\n${printed}`);
}

export async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, "exit");
  process.kill(-(server.pid as number));
  await exited;
}
