// A client in the module scope of a Worker outlives the requests that use it. When a request ends, workerd silently stops everything that it
// started: an exchange or a refresh that other requests wait for, or a call in flight.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { freePort, isOpen } from "./ports.ts";
import { bundleOf } from "./suite-program.ts";
import { isInstalled, TOOLS } from "./tools.ts";

const workerd = join(TOOLS, "node_modules/@cloudflare/workerd-linux-64/bin/workerd");
const LIFE_MS = 3_000;
const EXCHANGE_MS = 300;
const NO_HANDLE = "no_handle_cross_request_promise_resolution";
/** One more call than a client has in flight at once. */
const VISITORS = 65;

/** `/list` answers after its call. `/leave` answers while its exchange is in flight. */
const program = (baseUrl: string): string => `
import { clientCredentials } from "@flexfactor/auth";
import { createClient } from "@flexfactor/core";
import { orThrow } from "@flexfactor/core/internal";
const auth = clientCredentials({ appKey: "app-key", appSecret: "app-secret" });
const client = createClient({ baseUrl: "${baseUrl}", auth, timeoutMs: 10_000 });
export default {
  async fetch({ url }) {
    const call = orThrow(client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_1" } } }));
    const answer = call.then(() => "ok", (error) => error.code + ": " + error.message);
    if (url.endsWith("/leave")) await fetch("${baseUrl}/exchange-begun");
    return new Response(url.endsWith("/leave") ? "left" : await answer);
  },
};`;

/** The API, with tokens that live three seconds. `waitFor` waits until a request has arrived. */
function api() {
  const ends = new Map<string | undefined, number>();
  const state = { exchanges: 0, hanging: false };
  let arrivals: { path: string; arrived: () => void }[] = [];
  const waitFor = (path: string): Promise<void> => new Promise((arrived) => arrivals.push({ path, arrived }));

  const exchange = async (answer: (body: unknown) => void): Promise<void> => {
    const accessToken = `token-${++state.exchanges}`;
    await sleep(EXCHANGE_MS);
    // In whole seconds, like the `Date` header.
    const now = Math.floor(Date.now() / 1000) * 1000;
    ends.set(`Bearer ${accessToken}`, Date.now() + LIFE_MS);
    answer({ accessToken, expires: now + LIFE_MS });
  };
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const { url: path = "" } = request;
    response.setHeader("content-type", "application/json");
    const answer = (body: unknown, status = 200) => response.writeHead(status).end(JSON.stringify(body));
    for (const { arrived } of arrivals.filter((arrival) => path.endsWith(arrival.path))) arrived();
    arrivals = arrivals.filter((arrival) => !path.endsWith(arrival.path));
    if (path.endsWith("/oauth2/token")) return exchange(answer);
    if (path.endsWith("/exchange-begun"))
      return state.exchanges > 0 ? answer({}) : waitFor("/oauth2/token").then(() => answer({}));
    if (state.hanging) return;
    answer({ keys: [] }, (ends.get(request.headers.authorization) ?? 0) + 1_000 < Date.now() ? 401 : 200);
  });
  return { server, state, waitFor };
}

describe.runIf(isInstalled("workerd", workerd))("a client in module scope", () => {
  describe.each([[[]], [["nodejs_compat"]], [[NO_HANDLE]], [["nodejs_compat", NO_HANDLE]]])("with the flags %j", (flags) => {
    let stopAll: () => Promise<void>;
    let worker: string;
    let server: ReturnType<typeof api>;

    beforeEach(async () => {
      server = api();
      await once(server.server.listen(0, "127.0.0.1"), "listening");
      const started = await startWorker(`http://127.0.0.1:${(server.server.address() as AddressInfo).port}/v1`, flags);
      worker = started.url;
      stopAll = async () => {
        await started.stop();
        server.server.closeAllConnections();
        server.server.close();
      };
    });
    afterEach(() => stopAll());

    const visit = async (path = "/list", signal?: AbortSignal): Promise<string> =>
      (await fetch(worker + path, { signal: signal ?? null })).text();
    /** A visitor who leaves as soon as the API has received a request. */
    const visitAndGo = async (path: string): Promise<void> => {
      const controller = new AbortController();
      const arrived = server.waitFor(path);
      const visited = visit("/list", controller.signal).catch(() => {});
      await arrived;
      controller.abort();
      await visited;
    };
    const expectTheNext200ToSucceed = async (): Promise<void> => {
      for (let n = 0; n < 100; n++) expect(await visit()).toBe("ok");
      const answers = await Promise.all(Array.from({ length: 100 }, () => visit()));
      expect(answers.filter((answer) => answer !== "ok")).toEqual([]);
    };

    test("survives a request that ends during an exchange", async () => {
      expect(await visit("/leave")).toBe("left");
      await expectTheNext200ToSucceed();
    });

    test("survives a visitor who leaves during an exchange", async () => {
      await visitAndGo("/oauth2/token");
      await expectTheNext200ToSucceed();
    });

    test("survives requests that end during a refresh in the background", async () => {
      await visit();
      while (server.state.exchanges < 2) expect(await visit()).toBe("ok");
      await expectTheNext200ToSucceed();
    });

    test("survives more visitors who leave during a call than it has calls in flight", async () => {
      await visit();
      server.state.hanging = true;
      for (let n = 0; n < VISITORS; n++) await visitAndGo("/api-keys/mid_1");
      server.state.hanging = false;
      await expectTheNext200ToSucceed();
    });
  });
});

async function startWorker(baseUrl: string, flags: readonly string[]) {
  const project = inject("project");
  const name = `worker-${flags.join("-")}`;
  const port = await freePort();
  const at = (extension: string): string => join(project, `${name}.${extension}`);
  writeFileSync(at("entry.mjs"), program(baseUrl));
  await bundleOf(at("entry.mjs"), at("bundle.mjs"));
  writeFileSync(
    at("capnp"),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [(name = "main", esModule = embed "${name}.bundle.mjs")],
      compatibilityDate = "2026-01-01", compatibilityFlags = [${flags.map((flag) => `"${flag}"`).join(", ")}])),
    (name = "internet", network = (allow = ["local"]))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")]);`,
  );
  const child = spawn(workerd, ["serve", at("capnp")], { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  while (!(await isOpen(port))) await sleep(20);
  return {
    url,
    stop: async () => {
      child.kill();
      await once(child, "exit");
    },
  };
}
