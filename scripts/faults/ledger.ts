// The truth about requests: a server on raw sockets that does what it is told at the point it is told, and writes down what came
// and what it did. It runs in its own process. Each lane is a port with a plan of faults, taken in order, one per request; the
// control port gives plans and reads the book. Nothing about a fault shows in the request.
import { randomBytes } from "node:crypto";
import { createServer as createControl } from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";

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

interface Lane {
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

let serial = 0;

function openLane(): Lane {
  const lane: Lane = {
    server: createServer(),
    plan: [],
    entries: [],
    keys: new Map(),
    tokens: {},
    valid: new Set(),
    refused: 0,
    calls: 0,
    sockets: new Set(),
  };
  lane.server.on("connection", (socket) => serve(lane, socket, ++serial));
  lane.server.listen(0, "127.0.0.1", 1024);
  return lane;
}

function serve(lane: Lane, socket: Socket, connection: number): void {
  lane.sockets.add(socket);
  socket.on("close", () => lane.sockets.delete(socket));
  socket.on("error", () => {});
  const enter = (position: number): Entry => {
    const entry: Entry = {
      connection,
      position,
      operation: "",
      name: "",
      authorization: "",
      complete: false,
      minted: false,
      answered: false,
    };
    lane.entries.push(entry);
    return entry;
  };
  if (lane.plan[0]?.point === "accept") {
    enter(0);
    return act(socket, lane.plan.shift() as Fault);
  }
  let received = Buffer.alloc(0);
  let position = 0;
  let busy: { entry: Entry; fault: Fault } | undefined;
  const read = (): void => {
    const end = received.indexOf("\r\n\r\n");
    if (end < 0) return;
    const head = received.subarray(0, end).toString("latin1");
    if (!busy) {
      busy = { entry: enter(++position), fault: lane.plan.shift() ?? {} };
      const [, method, path = ""] = head.match(/^(\S+) (\S+)/) ?? [];
      busy.entry.operation = path.endsWith("/oauth2/token")
        ? "token"
        : method === "POST"
          ? "create"
          : method === "DELETE"
            ? "delete"
            : "list";
      busy.entry.authorization = head.match(/^authorization: Bearer (.*)$/im)?.[1] ?? "";
      if (busy.fault.point === "head") return act(socket, busy.fault);
    }
    const body = bodyOf(head, received.subarray(end + 4));
    if (!body) return;
    const { entry, fault } = busy;
    entry.complete = true;
    received = Buffer.alloc(0);
    answer(lane, socket, head, body.toString(), entry, fault, () => {
      busy = undefined;
    });
  };
  socket.on("data", (data) => {
    received = Buffer.concat([received, data]);
    read();
  });
}

/** The body when all of it is there, with its length or in chunks. */
function bodyOf(head: string, rest: Buffer): Buffer | undefined {
  if (/^transfer-encoding: chunked$/im.test(head)) {
    const parts: Buffer[] = [];
    for (let at = 0; ; ) {
      const line = rest.indexOf("\r\n", at);
      const size = line < 0 ? Number.NaN : Number.parseInt(rest.subarray(at, line).toString(), 16);
      if (size === 0 && rest.length >= line + 4) return Buffer.concat(parts);
      if (!(size > 0) || rest.length < line + 2 + size + 2) return undefined;
      parts.push(rest.subarray(line + 2, line + 2 + size));
      at = line + 2 + size + 2;
    }
  }
  const length = Number(head.match(/^content-length: (\d+)$/im)?.[1] ?? 0);
  return rest.length >= length ? rest.subarray(0, length) : undefined;
}

function answer(lane: Lane, socket: Socket, head: string, text: string, entry: Entry, fault: Fault, done: () => void): void {
  if (fault.point === "body") return act(socket, fault);
  const { status, body, delayMs } = reply(lane, head, text, entry, fault);
  if (fault.point === "committed") return act(socket, fault);
  const headers = {
    date: new Date().toUTCString(),
    "content-type": "application/json",
    "apigw-requestid": `r-${++serial}`,
    ...fault.headers,
  };
  const lines = Object.entries({ ...headers, "content-length": fault.act === "drip" ? 1e6 : Buffer.byteLength(body) }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const top = `HTTP/1.1 ${status} Status\r\n${lines.join("\r\n")}\r\n\r\n`;
  const write = (): void => {
    if (fault.point === "answer-head") socket.write(top.slice(0, top.length / 2));
    if (fault.point === "answer-body") socket.write(top + body.slice(0, body.length / 2));
    if (fault.point) return act(socket, fault);
    entry.answered = true;
    socket.write(top + body);
    if (fault.closeIdle) setTimeout(() => socket.end(), 1);
    done();
  };
  if (delayMs > 0) setTimeout(write, delayMs);
  else write();
}

function reply(
  lane: Lane,
  head: string,
  text: string,
  entry: Entry,
  fault: Fault,
): { status: number; body: string; delayMs: number } {
  const { tokens, valid } = lane;
  const given = (status: number, body: unknown, delayMs = fault.delayMs ?? 0) => ({
    status: fault.status ?? status,
    body: fault.body ?? JSON.stringify(body),
    delayMs,
  });
  if (entry.operation === "token") {
    if (tokens.status) return given(tokens.status, { errors: ["Invalid credentials."] }, tokens.delayMs);
    const accessToken = `token-${++serial}`;
    valid.add(accessToken);
    return given(
      200,
      { accessToken, expires: Math.floor(Date.now() / 1000) * 1000 + (tokens.lifeMs ?? 600_000) },
      tokens.delayMs,
    );
  }
  if (tokens.check && !valid.has(entry.authorization)) {
    const share = (lane.refused++ % 100) / 100;
    return given(401, { errors: ["Invalid bearer token."] }, (tokens.spreadMs ?? 0) * (tokens.reverse ? 1 - share : share));
  }
  const mid = decodeURIComponent(head.match(/^\S+ \S*\/api-keys\/(\S+)/)?.[1] ?? "");
  lane.calls++;
  const stray = tokens.refuseEvery !== undefined && lane.calls % tokens.refuseEvery === 0;
  if (stray || (mid !== "" && mid === tokens.refuseMid)) return given(401, { errors: ["Invalid bearer token."] });
  if (entry.operation === "list") return given(200, { keys: lane.keys.get(mid) ?? [] });
  if (entry.operation === "delete") return given(200, { success: true });

  const wanted = JSON.parse(text) as { mid: string; name: string; type: string };
  entry.name = wanted.name;
  const key = { ...wanted, id: `key_${++serial}`, value: randomBytes(24).toString("base64url"), created_at: "" };
  const mint = (): void => {
    entry.minted = true;
    key.created_at = new Date().toISOString();
    lane.keys.set(wanted.mid, [...(lane.keys.get(wanted.mid) ?? []), { name: wanted.name, created_at: key.created_at }]);
  };
  const status = fault.status ?? 201;
  if (fault.commit ?? (status >= 200 && status < 300)) {
    if (fault.commitAfterMs) setTimeout(mint, fault.commitAfterMs);
    else mint();
  }
  return given(201, key);
}

function act(socket: Socket, { act: how }: Fault): void {
  if (how === "fin") socket.end();
  if (how === "rst") setImmediate(() => socket.resetAndDestroy());
  if (how === "garbage") socket.end("SSH-2.0-OpenSSH_9.2 sk-not-http\r\n");
  if (how === "stall") socket.pause();
  if (how === "drip") {
    const timer = setInterval(() => socket.write(" "), 10);
    socket.on("close", () => clearInterval(timer));
  }
}

if (import.meta.main) {
  const lanes = Array.from({ length: Number(process.argv[2] ?? 1) }, openLane);
  const orders: Record<string, (lane: Lane, order: { plan?: Fault[]; tokens?: Tokens; mid?: string; name?: string }) => unknown> =
    {
      plan: (lane, { plan = [] }) => {
        lane.plan = plan;
        lane.entries = [];
      },
      tokens: (lane, { tokens = {} }) => {
        Object.assign(lane, { tokens, entries: [], refused: 0, calls: 0 });
      },
      revoke: ({ valid }) => valid.clear(),
      entries: ({ entries }) => entries,
      has: ({ keys }, { mid = "", name }) => (keys.get(mid) ?? []).some((key) => key.name === name),
      sockets: ({ sockets }) => sockets.size,
    };
  const control = createControl(async (request, response) => {
    const order = JSON.parse(Buffer.concat(await request.toArray()).toString());
    response.end(JSON.stringify(orders[order.order]?.(lanes[order.lane] as Lane, order) ?? null));
  });
  control.listen(0, "127.0.0.1", () => {
    const ports = [control, ...lanes.map(({ server }) => server)].map((server) => (server.address() as AddressInfo).port);
    console.log(JSON.stringify(ports));
  });
  // The parent ended: so does the book.
  process.stdin.on("end", () => process.exit()).resume();
}
