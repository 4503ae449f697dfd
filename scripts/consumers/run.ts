// Programs run to their end; one that fails says what it printed.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

// A clone installs what it is missing, as at a maintainer's; CI forbids it in the repository itself.
const OWN_INSTALL = { PNPM_CONFIG_VERIFY_DEPS_BEFORE_RUN: "install" };

export async function run(file: string, args: string[], cwd: string, env: Record<string, string> = {}): Promise<string> {
  const options = {
    cwd,
    env: { ...process.env, ...OWN_INSTALL, NODE_OPTIONS: "", NO_COLOR: "1", ...env },
    maxBuffer: 2 ** 26,
    timeout: 240_000,
  };
  // pnpm is not on PATH when it was started by npx, but it tells its own path.
  const program = file === "pnpm" ? (process.env["npm_execpath"] ?? "pnpm") : file;
  try {
    const { stdout, stderr } = await promisify(execFile)(program, args, options);
    return stdout + stderr;
  } catch (error) {
    const { stdout = "", stderr = "", message } = error as { stdout?: string; stderr?: string; message: string };
    throw new Error(`${[file, ...args].join(" ")} failed:\n${stdout}${stderr}` || message);
  }
}

export function npm(args: string[], cwd: string, env: Record<string, string> = {}): Promise<string> {
  return run("npm", [...args, "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"], cwd, env);
}
