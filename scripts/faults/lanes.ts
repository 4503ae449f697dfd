// Talks to a running ledger through its control port.
import type { Entry, Fault, Tokens } from "./lane.ts";

export interface LedgerLane {
  url: string;
  /** Sets what happens to the next requests, in order, and clears the records. */
  plan(...plan: Fault[]): Promise<void>;
  tokens(tokens: Tokens): Promise<void>;
  /** Revokes every token handed out so far. */
  revoke(): Promise<void>;
  entries(): Promise<Entry[]>;
  /** Whether a merchant has a key of that name. */
  has(mid: string, name: string): Promise<boolean>;
  /** The most connections that were open at once since the last plan. */
  mostSockets(): Promise<number>;
}

/** The lanes of a ledger from its ports. The control port comes first. */
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
      has: (mid, name) => ask("has", { mid, name }) as Promise<boolean>,
      mostSockets: () => ask("mostSockets") as Promise<number>,
    };
  });
}
