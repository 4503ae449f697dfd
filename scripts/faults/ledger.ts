// The truth about requests: a server on raw sockets that does what it is told at the point it is told, and writes down what came
// and what it did. It runs in its own process. Each lane is a port with a plan of faults, taken in order, one per request; the
// control port gives plans and reads the book. Nothing about a fault shows in the request.
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
    sockets: new Set(),
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
