// The ledger: a server on raw sockets that fails when and how it is told to, and records each request and what it did with it. It runs in
// its own process. Each lane is a port with a plan of faults: one per request, in order. The control port sets plans and reads the
// records, so a request does not show which fault it will meet.
import { createServer as createControl } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { serve } from "./connection.ts";
import type { Fault, Lane, Tokens } from "./lane.ts";

let connections = 0;

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
    sockets: 0,
    mostSockets: 0,
  };
  lane.server.on("connection", (socket) => serve(lane, socket, ++connections));
  lane.server.listen(0, "127.0.0.1", 1024);
  return lane;
}

const lanes = Array.from({ length: Number(process.argv[2] ?? 1) }, openLane);
type Order = { plan?: Fault[]; tokens?: Tokens; mid?: string; name?: string };
const orders: Record<string, (lane: Lane, order: Order) => unknown> = {
  plan: (lane, { plan = [] }) => {
    lane.plan = plan;
    lane.entries = [];
    lane.mostSockets = lane.sockets;
  },
  tokens: (lane, { tokens = {} }) => {
    Object.assign(lane, { tokens, entries: [], refused: 0, calls: 0 });
  },
  revoke: ({ valid }) => valid.clear(),
  entries: ({ entries }) => entries,
  has: ({ keys }, { mid = "", name }) => (keys.get(mid) ?? []).some((key) => key.name === name),
  mostSockets: ({ mostSockets }) => mostSockets,
};
const control = createControl(async (request, response) => {
  const order = JSON.parse(Buffer.concat(await request.toArray()).toString());
  response.end(JSON.stringify(orders[order.order]?.(lanes[order.lane] as Lane, order) ?? null));
});
control.listen(0, "127.0.0.1", () => {
  const ports = [control, ...lanes.map(({ server }) => server)].map((server) => (server.address() as AddressInfo).port);
  console.log(JSON.stringify(ports));
});
// Ends with its parent process.
process.stdin.on("end", () => process.exit()).resume();
