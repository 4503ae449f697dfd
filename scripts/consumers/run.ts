// Runs programs to their end. The error of a program that fails has its output.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

// A clone installs its dependencies by itself, as for a maintainer. CI forbids this in the repository itself.
const OWN_INSTALL = { PNPM_CONFIG_VERIFY_DEPS_BEFORE_RUN: "install" };

export async function run(file: string, args: string[], cwd: string, env: Record<string, string> = {}): Promise<string> {
  const options = {
    cwd,
    env: { ...process.env, ...OWN_INSTALL, NODE_OPTIONS: "", NO_COLOR: "1", ...env },
    maxBuffer: 2 ** 26,
    timeout: 240_000,
  };
  // pnpm is not on PATH if npx started it, but it tells its own path.
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
