import { createServer, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { text as read } from "node:stream/consumers";
import { listen, runProgram } from "@flexfactor/testing/program";
import { describe, expect, test } from "vitest";

const script = join(import.meta.dirname, "contract-live.ts");
const ACCOUNT = {
  FLEXFACTOR_APP_KEY: "app-key-canary",
  FLEXFACTOR_APP_SECRET: "app-secret-canary",
  FLEXFACTOR_MID: "mid-canary",
};

type Answer = [status: number, body?: unknown, headers?: Record<string, string>];
type Answers = Partial<Record<"exchange" | "create" | "list" | "get" | "delete", Answer>>;

const key = { name: "name-canary", type: "secret", createdOn: "2024-11-16T12:00:00Z" };
const HONEST: Required<Answers> = {
  exchange: [200, { accessToken: "token-canary", refreshToken: "refresh-canary", success: true }],
  create: [201, { ...key, id: "id-canary", value: "value-canary" }],
  list: [200, { keys: [key] }],
  get: [200, { ...key, id: "id-canary", success: true }],
  delete: [200, { success: true, result: "result-canary" }],
};

const callOf = ({ method, url }: IncomingMessage): keyof Answers =>
  url === "/v1/oauth2/token"
    ? "exchange"
    : method === "POST"
      ? "create"
      : method === "DELETE"
        ? "delete"
        : url === "/v1/api-keys/mid-canary"
          ? "list"
          : "get";

const run = (env: Record<string, string>) => runProgram(script, env);
const dead = async (): Promise<string> => {
  const server = createServer();
  const url = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return url;
};

/** Runs the command against an API that keeps to the spec except for `lies`. */
async function against(lies: Answers) {
  const calls: string[] = [];
  let name = "";
  const server = createServer(async (request, response) => {
    const call = callOf(request);
    calls.push(call);
    const sent = await read(request);
    if (call === "create") name = JSON.parse(sent).name;
    const [status, body, headers] = lies[call] ?? HONEST[call];
    const text = typeof body === "string" || body === undefined ? body : JSON.stringify(body).replaceAll("$name", name);
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(text);
  });
  const url = await listen(server);
  const result = await run({ ...ACCOUNT, FLEXFACTOR_BASE_URL: `${url}/v1` });
  server.close();
  // The command never prints a credential or a value of an answer.
  expect(result.stdout + result.stderr).not.toContain("canary");
  return { ...result, calls, rows: result.stdout.split("\n").map((line) => line.split(/ {2,}/).join(" | ")) };
}

const ALL = ["exchange", "create", "list", "get", "delete"];

describe("contract:live", () => {
  test("says that an API keeps to the spec, and deletes the key that it made", async () => {
    const { code, stderr, calls, stdout } = await against({});
    expect({ code, stderr, calls }).toEqual({ code: 0, stderr: "", calls: ALL });
    expect(stdout).toContain("No difference in 5 answers. The key was deleted.");
  });

  test("does not report a new field or a new enum value", async () => {
    const create: Answer = [201, { ...key, id: "id-canary", value: "value-canary", "new-canary": 1, type: "newtype-canary" }];
    expect(await against({ create })).toMatchObject({ code: 0, calls: ALL });
  });

  test.each<[string, Answers, string[]]>([
    [
      "a field of another type, an undocumented status, a 501, and an undocumented 2xx",
      {
        create: [201, { ...key, id: "id-canary", value: "value-canary", mid: 5 }],
        list: [501, {}],
        get: [418, { errors: ["message-canary"] }],
        delete: [207, { success: true }],
      },
      [
        "createApiKey | 201 | body.mid | must be string,null",
        "getApiKeys | 501 | status | 501 is not documented",
        "getApiKeys | 418 | status | 418 is not documented",
        "deleteApiKey | 207 | status | 207 is not documented",
      ],
    ],
    [
      "a nested field of another type, a redirect, a list where a key was asked for, and another media type",
      {
        exchange: [200, { accessToken: "token-canary", customProperties: { "canary-1": 1 } }],
        list: [307, "", { location: "/v1/elsewhere-canary" }],
        get: [200, { keys: [] }],
        delete: [200, "<p>canary</p>", { "content-type": "text/html" }],
      },
      [
        "exchangeCredentials | 200 | body.customProperties.* | must be string",
        "getApiKeys | 307 | status | 307 is not documented",
        "getApiKeys | 200 | answer | the SDK cannot read it (a list of keys)",
        "deleteApiKey | 200 | content-type | is not the documented one",
      ],
    ],
    [
      "a list that is not a list, a missing field, and an answer that is not JSON",
      { list: [200, { success: true }], get: [200, "[1]"], delete: [200, "{canary"] },
      [
        "getApiKeys | 200 | answer | the SDK cannot read it (not a list of keys)",
        "getApiKeys | 200 | body.* | must be object",
        "deleteApiKey | 200 | body | must be object",
      ],
    ],
  ])("names the place of %s, and still deletes the key", async (_, lies, expected) => {
    const { code, calls, rows, stdout } = await against(lies);
    expect(rows).toEqual(expect.arrayContaining(expected));
    expect({ code, calls }).toEqual({ code: 1, calls: ALL });
    expect(stdout).toMatch(
      /\n\d+ differences in 5 answers\. The key (was deleted|named "contract-live [-\w]+" is left: .*)\.\n$/,
    );
  });

  test("looks for the key of a create whose value is missing, and deletes it if the list has its id", async () => {
    const listed = { name: "$name", id: "id-canary", created_at: new Date().toISOString() };
    const { code, calls, rows, stdout } = await against({ create: [201, { name: "x" }], list: [200, { keys: [listed] }] });
    expect(rows).toContain("createApiKey | 201 | answer | the SDK cannot read it (value)");
    expect({ code, calls }).toEqual({ code: 1, calls: ["exchange", "create", "list", "list", "get", "delete"] });
    expect(stdout).toMatch(/1 difference in 6 answers\. The key was deleted\.\n$/);
  });

  test("says that a key without an id remains, and what its name is", async () => {
    const { code, stdout, calls } = await against({ create: [200, { ...key, value: "value-canary" }] });
    expect({ code, calls }).toEqual({ code: 0, calls: ["exchange", "create", "list"] });
    expect(stdout).toMatch(
      /No difference in 3 answers\. The key named "contract-live [-\w]+" is left: delete it in the portal\.\n$/,
    );
  });

  test("reports refused credentials in one line, without printing them", async () => {
    const { code, stderr, calls } = await against({ exchange: [400, { errors: ["Unknown app-secret-canary."] }] });
    expect({ code, calls }).toEqual({ code: 1, calls: ["exchange"] });
    expect(stderr).toBe("contract:live: exchangeCredentials was answered 400 (authentication)\n");
  });

  test("names the place of a missing accessToken", async () => {
    const { code, stderr, rows } = await against({ exchange: [200, { success: true }] });
    expect(rows).toContain("exchangeCredentials | 200 | answer | the SDK cannot read it (accessToken)");
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "contract:live: exchangeCredentials was answered 200, without a usable accessToken\n",
    });
  });

  test("reports a dead API in one line", async () => {
    const { code, stderr } = await run({ ...ACCOUNT, FLEXFACTOR_BASE_URL: `${await dead()}/v1` });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^contract:live: exchangeCredentials got no answer \(Error [A-Z]+: .+\)\.\n$/);
  });

  test.each([
    [
      {},
      "contract:live: set FLEXFACTOR_APP_KEY and FLEXFACTOR_APP_SECRET and FLEXFACTOR_MID of an account in which a key may be created and deleted.\n",
    ],
    [
      { ...ACCOUNT, FLEXFACTOR_MID: "" },
      "contract:live: set FLEXFACTOR_MID of an account in which a key may be created and deleted.\n",
    ],
    [
      { ...ACCOUNT, FLEXFACTOR_BASE_URL: "http://api.example" },
      "contract:live: FLEXFACTOR_BASE_URL must be an https URL without credentials, query or fragment; http is allowed for loopback addresses.\n",
    ],
  ])("reports a wrong environment in one line (%#)", async (env, message) => {
    expect(await run(env as Record<string, string>)).toEqual({ code: 1, stdout: "", stderr: message });
  });
});
