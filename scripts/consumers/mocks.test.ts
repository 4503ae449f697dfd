// The libraries that mock a server in consumers' tests. Each one matches the body of a create and answers it. It lets another create through
// to the server, where that arrives once.
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { fileOf } from "../guides/guide.ts";
import { startFaultServer } from "./fault-server.ts";
import { projectOf } from "./project-of.ts";
import { run } from "./run.ts";

/** The lines of the guides for undici and fetch-mock that pass the body to the mock as text. */
const [UNDICI] = fileOf("core/mock-agent", "keys.test.mjs").match(/^const fetch = .*$/m) as [string];
const [FETCH_MOCK] = fileOf("core/fetch-mock", "keys.test.mjs").match(/^const fetch = .*$/m) as [string];

const MINT = `import { apiKeys } from "@flexfactor/api-keys";
import { clientCredentials } from "@flexfactor/auth";
import { createClient } from "@flexfactor/core";

export const REQUEST = { mid: "mid_1", name: "Checkout", type: "secret" };
export const TOKEN = { accessToken: "mocked-token", expires: Date.now() + 600_000 };
export const KEY = { id: "key_1", name: "Checkout", type: "secret", value: "mocked" };

export async function mint(baseUrl, fetch) {
  const auth = clientCredentials({ appKey: "k", appSecret: "s" });
  const key = await apiKeys(createClient({ baseUrl, auth, fetch })).create(REQUEST);
  return key.value.reveal();
}
`;

/** Each program prints the key from the mock, then the key from the server. Its argument is the server's base URL. */
const PROGRAMS: Record<string, string> = {
  msw: `import { HttpResponse, http, passthrough } from "msw";
import { setupServer } from "msw/node";
import { KEY, mint, REQUEST, TOKEN } from "./mint.mjs";

const [baseUrl] = process.argv.slice(2);
setupServer(
  http.post("https://api.example/v1/oauth2/token", () => HttpResponse.json(TOKEN)),
  http.post("https://api.example/v1/api-keys", async ({ request }) =>
    (await request.text()) === JSON.stringify(REQUEST) ? HttpResponse.json(KEY, { status: 201 }) : HttpResponse.error(),
  ),
  http.post(baseUrl + "/*", () => passthrough()),
).listen({ onUnhandledRequest: "error" });
console.log(await mint("https://api.example/v1"), await mint(baseUrl));
`,
  nock: `import nock from "nock";
import { KEY, mint, REQUEST, TOKEN } from "./mint.mjs";

nock("https://api.example/v1").post("/oauth2/token").reply(200, TOKEN).post("/api-keys", REQUEST).reply(201, KEY);
console.log(await mint("https://api.example/v1"), await mint(process.argv[2]));
`,
  "undici's MockAgent": `import * as undici from "undici";
import { KEY, mint, REQUEST, TOKEN } from "./mint.mjs";

const [baseUrl] = process.argv.slice(2);
const agent = new undici.MockAgent();
agent.enableNetConnect(new URL(baseUrl).host);
undici.setGlobalDispatcher(agent);
const api = agent.get("https://api.example");
api.intercept({ path: "/v1/oauth2/token", method: "POST" }).reply(200, TOKEN);
api.intercept({ path: "/v1/api-keys", method: "POST", body: JSON.stringify(REQUEST) }).reply(201, KEY);
${UNDICI}
console.log(await mint("https://api.example/v1", fetch), await mint(baseUrl, fetch));
`,
  "fetch-mock": `import fetchMock from "fetch-mock";
import { KEY, mint, REQUEST, TOKEN } from "./mint.mjs";

fetchMock
  .post("https://api.example/v1/oauth2/token", TOKEN)
  .post("https://api.example/v1/api-keys", { status: 201, body: KEY }, { body: REQUEST })
  .spy();
${FETCH_MOCK}
console.log(await mint("https://api.example/v1", fetch), await mint(process.argv[2], fetch));
`,
};

const project = inject("project");
const home = join(project, "mocks");
let server: Awaited<ReturnType<typeof startFaultServer>>;
beforeAll(async () => {
  server = await startFaultServer(project);
  const programs = Object.entries(PROGRAMS).map(([name, text]) => [`${slug(name)}.mjs`, text] as const);
  projectOf(home, { "mint.mjs": MINT, ...Object.fromEntries(programs) }, ["msw", "nock", "undici", "fetch-mock"]);
});
afterAll(() => server.close());

const slug = (name: string): string => name.replaceAll(/\W+/g, "-");

test.each(Object.keys(PROGRAMS))("%s", async (name) => {
  const [program, base] = [join(home, `${slug(name)}.mjs`), `${server.url}/${slug(name)}`];
  expect(await run("node", [program, `${base}/create/v1`], home)).toBe("mocked key-canary\n");
  const arrived = (await (await fetch(`${base}/ledger/create`)).json()) as { request: string }[];
  expect(arrived.map(({ request }) => request)).toEqual(["POST /oauth2/token", "POST /api-keys"]);
});
