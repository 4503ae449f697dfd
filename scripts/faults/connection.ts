// Reads the requests of a connection one after the other, and has each answered.
import type { Socket } from "node:net";
import { act } from "./act.ts";
import { answer } from "./answer.ts";
import type { Entry, Fault, Lane } from "./lane.ts";

export function serve(lane: Lane, socket: Socket, connection: number): void {
  lane.mostSockets = Math.max(lane.mostSockets, ++lane.sockets);
  socket.on("close", () => lane.sockets--);
  socket.on("error", () => {});
  if (lane.plan[0]?.point === "accept") {
    enter(lane, connection, 0);
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
      busy = { entry: enter(lane, connection, ++position), fault: lane.plan.shift() ?? {} };
      Object.assign(busy.entry, readHead(head));
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

/** Adds a record to the lane. */
function enter(lane: Lane, connection: number, position: number): Entry {
  const nothingYet = { operation: "", name: "", authorization: "", complete: false, minted: false, answered: false } as const;
  const entry: Entry = { connection, position, ...nothingYet };
  lane.entries.push(entry);
  return entry;
}

function readHead(head: string): Pick<Entry, "operation" | "authorization"> {
  const [, method = "", path = ""] = head.match(/^(\S+) (\S+)/) ?? [];
  const authorization = head.match(/^authorization: Bearer (.*)$/im)?.[1] ?? "";
  if (path.endsWith("/oauth2/token")) return { operation: "token", authorization };
  return { operation: method === "POST" ? "create" : method === "DELETE" ? "delete" : "list", authorization };
}

/** The body, once all of it has arrived: by its length or in chunks. */
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
