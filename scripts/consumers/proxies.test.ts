// A proxy on loopback that opens tunnels or refuses them. No request can pass a tunnel that the proxy refused.
import { createServer, type IncomingMessage, request as startRequest } from "node:http";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { startFaultServer } from "./fault-server.ts";
import { listen } from "./ports.ts";
import { projectOf } from "./project-of.ts";
import { run } from "./run.ts";
import { isInstalled, nodeOf } from "./tools.ts";

/** Prints the result of one create: its value, or its error in every printed form. */
const PROGRAM = `import { inspect } from "node:util";
import { apiKeys } from "@flexfactor/api-keys";
import { createClient } from "@flexfactor/core";

const [baseUrl, uri] = process.argv.slice(2);
async function throughUndici() {
  const { fetch, ProxyAgent } = await import("undici");
  const dispatcher = new ProxyAgent({ uri, proxyTunnel: true });
  return (url, init) => fetch(url, { ...init, dispatcher });
}
// Without an address, the program uses the proxy of the environment.
const fetch = uri && (await throughUndici());
const keys = apiKeys(createClient({ baseUrl, auth: "token", fetch, maxAttempts: 1 }));
const told = await keys.create({ mid: "mid_1", name: "Checkout", type: "secret" }).then(
  (key) => ({ value: key.value.reveal() }),
  (error) => ({ code: error.code, outcome: error.outcome, logged: inspect(error) + JSON.stringify(error) + error.stack }),
);
console.log(JSON.stringify(told));
process.exit();
`;

const project = inject("project");
const home = join(project, "proxies");
const sockets = new Set<Socket>();
let refusal: number | undefined;
// Without TLS, Node 26 opens no tunnel: it sends the whole request to the proxy.
const proxy = createServer((request, response) => {
  const { method, headers, url = "" } = request;
  const forwarded = startRequest(url, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 0, answer.headers);
    answer.pipe(response);
  });
  request.pipe(forwarded);
});
proxy.on("connect", (request: IncomingMessage, socket: Socket) => {
  sockets.add(socket.on("error", () => {}));
  if (refusal) return socket.end(`HTTP/1.1 ${refusal} Refused\r\ncontent-length: 0\r\n\r\n`);
  const [host, port] = (request.url ?? "").split(":");
  const server = connect(Number(port), host, () => {
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    server.pipe(socket).pipe(server);
  });
  sockets.add(server.on("error", () => {}));
});
let server: Awaited<ReturnType<typeof startFaultServer>>;
let uri = "";

beforeAll(async () => {
  server = await startFaultServer(project);
  uri = `http://proxy-user:proxy-canary@127.0.0.1:${await listen(proxy)}`;
  projectOf(home, { "proxied.mjs": PROGRAM }, ["undici"]);
});
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  proxy.close();
  server.close();
});

const node24 = nodeOf("24");
const node26 = nodeOf("26");
type Create = (baseUrl: string) => Promise<string>;
const byEnvironment =
  (node: string): Create =>
  (baseUrl) =>
    run(node, ["proxied.mjs", baseUrl], home, { NODE_USE_ENV_PROXY: "1", HTTP_PROXY: uri, HTTPS_PROXY: uri });
const WAYS: Record<string, Create> = {
  "undici's ProxyAgent": (baseUrl) => run("node", ["proxied.mjs", baseUrl, uri], home),
  ...(isInstalled("Node 24", node24) && { "the environment of Node 24": byEnvironment(node24) }),
  ...(isInstalled("Node 26", node26) && { "the environment of Node 26": byEnvironment(node26) }),
};

describe.each(Object.entries(WAYS))("through a proxy of %s", (way, create) => {
  test.each([407, 403, 502])(
    "a create that the proxy answers %i is not_sent, and does not show the proxy's credentials",
    async (status) => {
      refusal = status;
      const { code, outcome, logged } = JSON.parse(await create("https://api.example/v1"));
      expect([code, outcome]).toEqual(["network", "not_sent"]);
      expect(logged).not.toMatch(/proxy-canary|proxy-user|cHJveHktdXNlcjpwcm94eS1jYW5hcnk/);
    },
  );

  test("a create that the proxy lets through reaches the server once", async () => {
    refusal = undefined;
    const base = `${server.url}/${way.replaceAll(/\W+/g, "-")}`;
    expect(JSON.parse(await create(`${base}/create/v1`))).toEqual({ value: "key-canary" });
    const arrived = (await (await fetch(`${base}/ledger/create`)).json()) as { request: string }[];
    expect(arrived.map(({ request }) => request)).toEqual(["POST /api-keys"]);
  });
});
