// Starts the ledger in its own process.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { type LedgerLane, lanesOf } from "./lanes.ts";

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
