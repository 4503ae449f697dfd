// Starts the ledger in a process of its own, and talks to its control port.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Entry, Fault, Tokens } from "./ledger.ts";

export interface LedgerLane {
  url: string;
  /** What happens to the next requests, in order; the book is begun anew. */
  plan(...plan: Fault[]): Promise<void>;
  tokens(tokens: Tokens): Promise<void>;
  /** Voids every token given out so far. */
  revoke(): Promise<void>;
  entries(): Promise<Entry[]>;
  /** How many connections are open. */
  sockets(): Promise<number>;
}

export interface Ledger {
  ports: number[];
  lanes: LedgerLane[];
  close(): Promise<void>;
}

export async function startLedger(laneCount = 1): Promise<Ledger> {
  const program = join(import.meta.dirname, "ledger.ts");
  const child = spawn(process.execPath, [program, String(laneCount)], { stdio: ["pipe", "pipe", "inherit"] });
  const [line] = await once(child.stdout, "data");
  const ports = JSON.parse(String(line)) as number[];
  return {
    ports,
    lanes: lanesOf(ports),
    async close() {
      child.stdin.end();
      await once(child, "exit");
    },
  };
}

/** The lanes of a ledger that runs already: its control port and a port per lane. */
export function lanesOf([control, ...ports]: number[]): LedgerLane[] {
  return ports.map((port, lane) => {
    const ask = async (order: string, more: object = {}) => {
      const body = JSON.stringify({ order, lane, ...more });
      return (await fetch(`http://127.0.0.1:${control}`, { method: "POST", body })).json();
    };
    return {
      url: `http://127.0.0.1:${port}/v1`,
      plan: (...plan) => ask("plan", { plan }) as Promise<void>,
      tokens: (tokens) => ask("tokens", { tokens }) as Promise<void>,
      revoke: () => ask("revoke") as Promise<void>,
      entries: () => ask("entries") as Promise<Entry[]>,
      sockets: () => ask("sockets") as Promise<number>,
    };
  });
}
