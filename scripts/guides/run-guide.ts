// Follows a guide as its reader does.
import type { ChildProcess } from "node:child_process";
import { mkdirSync } from "node:fs";
import { expect } from "vitest";
import { freePort } from "../consumers/ports.ts";
import { install, type Packed, packagesOf, write } from "./folder.ts";
import { type Command, readGuide, stepsOf } from "./guide.ts";
import { asSeen, isAsExpected } from "./printed.ts";
import { startServer, stopServer, type } from "./terminal.ts";

export interface Reader {
  /** The reader's empty folder. */
  home: string;
  packed: Packed;
  /** The ports of running servers, by the ports that the guides name. */
  ports: Record<string, number>;
  /** The variables that the reader has exported. */
  env: Record<string, string>;
}

/** Follows a guide to its end. @throws if a command prints something else than the guide says */
export async function runGuide(name: string, { home, packed, ports, env }: Reader): Promise<void> {
  const exported = { ...env };
  const servers: ChildProcess[] = [];
  mkdirSync(home, { recursive: true });
  const runCommand = async ({ kind, line, text, prints }: Command): Promise<void> => {
    for (const line of text.split("\n")) await install(home, packed, packagesOf(line));
    Object.assign(exported, exportsOf(text));
    const typed = text.replace(/^npm install .*/gm, "");
    if (kind === "server") servers.push(await startServer(typed, home, exported, prints));
    else expectPrinted(await type(typed, home, exported), prints, `${name}.md, line ${line}`);
  };
  try {
    for (const step of stepsOf(await withPorts(readGuide(name).text, ports)))
      if (step.kind === "file") write(home, step);
      else await runCommand(step);
  } finally {
    for (const server of servers) await stopServer(server);
  }
}

function expectPrinted(printed: string, expected: string, place: string): void {
  if (!isAsExpected(printed, expected)) expect(asSeen(printed), place).toBe(asSeen(expected));
}

/** Replaces each port that is in an address of the text, everywhere in the text. */
export async function withPorts(text: string, ports: Record<string, number>): Promise<string> {
  const named = new Set([...text.matchAll(/:\/\/(?:\S*@)?(?:127\.0\.0\.1|localhost):(\d+)/g)].map(([, port]) => port as string));
  let moved = text;
  for (const port of named) moved = moved.replaceAll(new RegExp(`\\b${port}\\b`, "g"), String(ports[port] ?? (await freePort())));
  return moved;
}

/** The variables that lines like `export NAME=value` set. */
export function exportsOf(text: string): Record<string, string> {
  const lines = text.match(/^export .*/gm) ?? [];
  return Object.fromEntries(lines.flatMap((line) => [...line.matchAll(/(\w+)=(\S*)/g)].map(([, name, value]) => [name, value])));
}
