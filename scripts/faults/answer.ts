// The API of the ledger: answers tokens, creates, lists and deletes, each as its fault says.
import { randomBytes } from "node:crypto";
import type { Socket } from "node:net";
import { act } from "./act.ts";
import type { Entry, Fault, Lane } from "./lane.ts";

let serial = 0;

/** Answers one request as its fault says, and calls `done` when the connection can take the next one. */
export function answer(
  lane: Lane,
  socket: Socket,
  head: string,
  text: string,
  entry: Entry,
  fault: Fault,
  done: () => void,
): void {
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
