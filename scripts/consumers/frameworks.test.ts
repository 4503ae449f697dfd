// The packages in a Next application with a page and a route, built and started as in production: in the last Next whose `fetch` has a
// cache by default, and in the current one.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { startFaultServer } from "./fault-server.ts";
import { projectOf } from "./project-of.ts";
import { npm, run } from "./run.ts";
import { NEXT } from "./tools.ts";

const FILES = {
  "package.json": { private: true },
  // A new client for each request, as on platforms where nothing lives longer than a request.
  "app/mint.js": `import { apiKeys } from "@flexfactor/api-keys";
import { clientCredentials } from "@flexfactor/auth";
import { createClient } from "@flexfactor/core";

export async function mint(run) {
  const auth = clientCredentials({ appKey: "k", appSecret: "s" });
  const keys = apiKeys(createClient({ baseUrl: \`\${process.env.API}/\${run}/create/v1\`, auth }));
  const key = await keys.create({ mid: "mid_1", name: "Checkout", type: "secret" });
  const listed = await keys.list("mid_1");
  return \`\${key.value.reveal()}, \${listed.length} listed\`;
}
`,
  "app/layout.js": `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}
`,
  "app/page.js": `import { mint } from "./mint.js";

export default async function Page({ searchParams }) {
  const { run } = await searchParams;
  return <p>{await mint(run)}</p>;
}
`,
  "app/keys/route.js": `import { mint } from "../mint.js";

export async function GET(request) {
  return new Response(await mint(new URL(request.url).searchParams.get("run")));
}

export async function POST(request) {
  return new Response(await mint(await request.text()));
}
`,
};
const VERSIONS = [{ next: "14.2.35", react: "18.3.1" }, NEXT];

const [project, tarballs] = [inject("project"), inject("tarballs")];
let server: Awaited<ReturnType<typeof startFaultServer>>;
beforeAll(async () => {
  server = await startFaultServer(project);
});
afterAll(() => server.close());

describe.each(VERSIONS)("Next $next", ({ next, react }) => {
  const home = join(project, "..", `next-${next}`);
  let application: Awaited<ReturnType<typeof startNext>>;
  beforeAll(async () => {
    projectOf(home, FILES, []);
    await npm(["install", `next@${next}`, `react@${react}`, `react-dom@${react}`, ...tarballs], home);
    application = await startNext(home, server.url);
  });
  afterAll(() => application?.close());

  const visits: [name: string, visit: (run: string) => Promise<Response>][] = [
    ["page", (run) => fetch(`${application.url}/?run=${run}`)],
    ["route", (run) => fetch(`${application.url}/keys?run=${run}`)],
    ["route that is posted to", (run) => fetch(`${application.url}/keys`, { method: "POST", body: run })],
  ];
  describe.each(visits)("a %s", (name, visit) => {
    /** Visits twice, and returns the requests that the server got. */
    async function arrived(purpose: string): Promise<string[]> {
      const run = `next-${next}-${name.replaceAll(" ", "-")}-${purpose}`;
      for (const _ of [1, 2]) expect(await (await visit(run)).text()).toContain("key-canary, 1 listed");
      const all = (await (await fetch(`${server.url}/${run}/ledger/create`)).json()) as { request: string }[];
      return all.map(({ request }) => request);
    }

    test("creates one key at each of two visits", async () => {
      expect((await arrived("creates")).filter((request) => request === "POST /api-keys")).toHaveLength(2);
    });

    // Next 14 caches answers of `fetch` for a year, unless the call says `cache: "no-store"`. The token and the list would be old.
    test("gets its token and its list from the server, not from Next's cache", async () => {
      const visit = ["POST /oauth2/token", "POST /api-keys", "GET /api-keys/mid_1"];
      expect(await arrived("reads")).toEqual([...visit, ...visit]);
    });
  });
});

/** The application, built and started as in production. */
async function startNext(home: string, api: string): Promise<{ url: string; close(): Promise<unknown> }> {
  const bin = join(home, "node_modules/next/dist/bin/next");
  const env = { API: api, NEXT_TELEMETRY_DISABLED: "1" };
  await run("node", [bin, "build"], home, env);
  const started = spawn("node", [bin, "start", "--hostname", "127.0.0.1", "--port", "0"], {
    cwd: home,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(started, "close");
  let url = "";
  for await (const line of createInterface({ input: started.stdout })) {
    url ||= line.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0] ?? "";
    if (line.includes("Ready")) break;
  }
  return {
    url,
    close: () => {
      started.kill();
      return closed;
    },
  };
}
