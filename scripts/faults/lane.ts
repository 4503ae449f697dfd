// What a lane of the ledger is told, and what it writes down.
import type { Server, Socket } from "node:net";

/** What to do with one request. Without `point` it is answered in full; `act` says how it ends at the point. */
export interface Fault {
  point?: "accept" | "head" | "body" | "committed" | "answer-head" | "answer-body";
  act?: "fin" | "rst" | "stall" | "garbage" | "drip";
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  /** Whether a create makes a key. By default it does when the status is a 2xx. */
  commit?: boolean;
  /** How long after the request was read it makes it. */
  commitAfterMs?: number;
  /** How long the answer waits. */
  delayMs?: number;
  /** Closes the connection after a complete answer, while the client believes it can use it again. */
  closeIdle?: boolean;
}

/** One request, or one connection that never became one. */
export interface Entry {
  connection: number;
  /** Which request on its connection, from 1; 0 when none was read. */
  position: number;
  operation: "token" | "create" | "list" | "delete" | "";
  /** Of a create: the name of the key. */
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
  /** Over how long the answers to refused tokens are spread. */
  spreadMs?: number;
  reverse?: boolean;
  status?: number;
  /** Every how many calls one is answered 401 although its token is good. */
  refuseEvery?: number;
  /** A merchant whose calls are always answered 401. */
  refuseMid?: string;
}

/** A port of the ledger: its plan, its book, and what its API knows. */
export interface Lane {
  server: Server;
  plan: Fault[];
  entries: Entry[];
  keys: Map<string, { name: string; created_at: string }[]>;
  tokens: Tokens;
  valid: Set<string>;
  refused: number;
  calls: number;
  sockets: Set<Socket>;
}
