// The orders that a lane of the ledger takes, and the records that it keeps.
import type { Server } from "node:net";

/** What to do with one request. `act` says how it ends at `point`. Without `point`, it gets a complete answer. */
export interface Fault {
  point?: "accept" | "head" | "body" | "committed" | "answer-head" | "answer-body";
  act?: "fin" | "rst" | "stall" | "garbage" | "drip";
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  /** Whether a create makes a key. By default it does if the status is a 2xx. */
  commit?: boolean;
  /** How long after reading the request it makes the key. */
  commitAfterMs?: number;
  /** How long the answer waits. */
  delayMs?: number;
  /** Closes the connection after a complete answer, while the client expects to reuse it. */
  closeIdle?: boolean;
}

/** One request, or one connection that never became one. */
export interface Entry {
  connection: number;
  /** Which request on its connection, from 1; 0 when none was read. */
  position: number;
  operation: "token" | "create" | "list" | "delete" | "";
  /** The name of the key, for a create. */
  name: string;
  authorization: string;
  complete: boolean;
  minted: boolean;
  answered: boolean;
}

/** How a lane hands out and checks tokens. */
export interface Tokens {
  check?: boolean;
  lifeMs?: number;
  delayMs?: number;
  /** The time over which the answers to refused tokens are spread. */
  spreadMs?: number;
  reverse?: boolean;
  status?: number;
  /** `50` means: every fiftieth call is answered 401 although its token is valid. */
  refuseEvery?: number;
  /** A merchant whose calls are always answered 401. */
  refuseMid?: string;
}

/** A port of the ledger: the faults it plans, the requests it recorded, and the state of its API. */
export interface Lane {
  server: Server;
  plan: Fault[];
  entries: Entry[];
  keys: Map<string, { name: string; created_at: string }[]>;
  tokens: Tokens;
  valid: Set<string>;
  refused: number;
  calls: number;
  /** How many connections are open now, and the most since the last plan. */
  sockets: number;
  mostSockets: number;
}
