// A registry on loopback: Verdaccio. It holds `@flexfactor`, and gets all other packages from the registry of this machine.
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "./ports.ts";
import { npm } from "./run.ts";
import { bin } from "./tools.ts";

/** `npmrc` is the text of an `.npmrc` with which npm and pnpm use this registry, with a login. */
export async function startRegistry(home: string): Promise<{ url: string; npmrc: string; close(): Promise<void> }> {
  mkdirSync(home, { recursive: true });
  const behind = (await npm(["config", "get", "registry"], home)).trim().split("\n").at(-1) as string;
  const listen = `127.0.0.1:${await freePort()}`;
  const config = {
    storage: join(home, "storage"),
    listen,
    auth: { htpasswd: { file: join(home, "htpasswd") } },
    uplinks: { behind: { url: behind } },
    packages: { "@flexfactor/*": { access: "$all", publish: "$all" }, "**": { access: "$all", proxy: "behind" } },
    web: { enable: false },
    log: { type: "file", path: join(home, "log"), level: "warn" },
  };
  // JSON is valid YAML.
  writeFileSync(join(home, "config.yaml"), JSON.stringify(config));
  const verdaccio = spawn(process.execPath, [bin("verdaccio"), "--config", join(home, "config.yaml")], { stdio: "ignore" });
  const ended = new Promise<void>((resolve) => verdaccio.on("close", () => resolve()));
  const url = `http://${listen}`;
  while (
    !(await fetch(`${url}/-/ping`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (verdaccio.exitCode !== null) throw new Error(`Verdaccio ended with ${verdaccio.exitCode}; its log is ${home}/log.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    npmrc: `registry=${url}/\n//${listen}/:_authToken=anybody\n`,
    close: () => {
      verdaccio.kill();
      return ended;
    },
  };
}
