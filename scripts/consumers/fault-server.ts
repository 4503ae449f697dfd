// The API with the faults that the behaviour suite asks for. It records every request. The first two segments of a path are the run and the
// fault, so that one server serves many runs at once: http://…/bun/hang/v1/api-keys
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { text } from "node:stream/consumers";

interface Arrived {
  request: string;
  authorization: string | undefined;
  agent: string | undefined;
  body: string;
  /** Whether its connection had already served a request. */
  reused: boolean;
}

export interface Result {
  name: string;
  error?: string;
}

const KEY = { name: "Checkout", type: "secret", createdOn: "2026-11-23T12:00:00Z", lastFour: "7dc0" };
const TYPES: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript" };

/** `files` is the folder that the server serves under `/files`. */
export async function startFaultServer(files: string) {
  const used = new WeakSet<object>();
  const ledger = new Map<string, Arrived[]>();
  const reports = new Map<string, PromiseWithResolvers<Result[]>>();
  const reportOf = (run: string): PromiseWithResolvers<Result[]> => {
    if (!reports.has(run)) reports.set(run, Promise.withResolvers());
    return reports.get(run) as PromiseWithResolvers<Result[]>;
  };

  const server = createServer(async (request, response) => {
    const [, run = "", fault = "", ...rest] = new URL(request.url ?? "", "http://localhost").pathname.split("/");
    const reused = used.has(request.socket);
    used.add(request.socket);
    const body = await text(request);
    if (run === "files") return sendFile(response, join(files, fault, ...rest));
    if (fault === "report") reportOf(run).resolve(JSON.parse(body));
    if (fault === "report") return json(response, 200, {});
    if (fault === "ledger") return json(response, 200, ledger.get(`${run}/${rest[0]}`) ?? []);
    const path = `/${rest.slice(1).join("/")}`;
    const arrived = ledger.get(`${run}/${fault}`) ?? [];
    ledger.set(`${run}/${fault}`, arrived);
    const { authorization, "user-agent": agent } = request.headers;
    arrived.push({ request: `${request.method} ${path}`, authorization, agent, body, reused });
    answer({ request, response, fault, path, arrived });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The results of a run, once it has ended. */
    report: (run: string) => reportOf(run).promise,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  fault: string;
  path: string;
  arrived: Arrived[];
}

function answer({ request, response, fault, path, arrived }: Exchange): void {
  const { authorization } = request.headers;
  if (path === "/oauth2/token") {
    const count = arrived.filter(({ request }) => request === "POST /oauth2/token").length;
    json(response, 200, { accessToken: `token-canary-${count}`, expires: Date.now() + 600_000 });
  } else if (fault === "expired" && authorization === "Bearer token-canary-1") json(response, 401, { errors: ["Expired."] });
  else if (fault === "refused") json(response, 400, { errors: [`Not with ${authorization}`] });
  else if (fault === "hang") return;
  else if (request.method === "GET") json(response, 200, { keys: [{ ...KEY, createdOn: new Date().toISOString() }] });
  else if (fault === "reset") request.socket.destroy();
  else if (fault === "torn") {
    response.writeHead(201, { "content-type": "application/json", "content-length": 1000 });
    response.write('{"value":"key-ca', () => request.socket.end());
  } else json(response, 201, { ...KEY, id: "key_1", value: "key-canary" });
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function sendFile(response: ServerResponse, file: string): void {
  response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "text/plain" }).end(readFileSync(file));
}
