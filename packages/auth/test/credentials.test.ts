import { AuthenticationError, ConfigError, createClient } from "@flexfactor/core";
import { orThrow } from "@flexfactor/core/internal";
import { failureOf, json, stubFetch } from "@flexfactor/testing/stub-fetch";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { type Credentials, type CredentialsSource, clientCredentials, fromEnv } from "../src/index.ts";
import { fakeTime } from "./fake-time.ts";

const credentials = { appKey: "app/key==", appSecret: "app-secret with space==" };

afterEach(() => vi.useRealTimers());

/** A client with a server that records which secrets arrive, and refuses the first token once it is revoked. */
function clientWith(source: CredentialsSource) {
  const revoked = new Set<string | null>();
  const secrets: unknown[] = [];
  const fetch = stubFetch(({ url, headers, body }) => {
    if (!url.endsWith("/oauth2/token")) return json(revoked.has(headers.get("authorization")) ? 401 : 200, {});
    secrets.push((body as { AppSecret: string }).AppSecret);
    return json(200, { accessToken: `token-${secrets.length}`, expires: Date.now() + 600_000 });
  });
  const client = createClient({ baseUrl: "https://api.example", auth: clientCredentials(source), fetch });
  return {
    secrets,
    revoked,
    fetch,
    list: () => orThrow(client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_1" } } })),
  };
}

describe("a character that credentials never contain", () => {
  test.each([
    ["a byte order mark", "\ufeffapp-secret", "U+FEFF as its character 1"],
    ["a zero-width space", "app\u200bsecret", "U+200B as its character 4"],
    ["a no-break space", "app-secret\u00a0", "U+00A0 as its character 11"],
    ["an ideographic space", "app\u3000secret", "U+3000 as its character 4"],
    ["a line feed", "app-secret\n", "U+000A as its character 11"],
    ["a carriage return", "app-secret\r\n", "U+000D as its character 11"],
    ["a null", "a\0p", "U+0000 as its character 2"],
    ["an escape", "\u001b[31m", "U+001B as its character 1"],
    ["a right-to-left override", "app\u202esecret", "U+202E as its character 4"],
    ["a soft hyphen", "app\u00adsecret", "U+00AD as its character 4"],
    ["a line separator", "app\u2028secret", "U+2028 as its character 4"],
    ["a Hangul filler", "app\u3164secret", "U+3164 as its character 4"],
    ["a braille blank", "app\u2800secret", "U+2800 as its character 4"],
    ["a variation selector", "app\u{e0100}secret", "U+E0100 as its character 4"],
    ["half a surrogate pair", "app\ud800secret", "U+D800 as its character 4"],
    ["the mark of a wrong encoding", "app\ufffdsecret", "U+FFFD as its character 4"],
  ])("is refused at once, with its place and without the value: %s", (_, value, place) => {
    for (const name of ["appKey", "appSecret"]) {
      const make = () => clientCredentials({ ...credentials, [name]: value });
      expect(make).toThrow(ConfigError);
      expect(make).toThrow(`\`${name}\` contains ${place}, which credentials never contain.`);
      expect(make).not.toThrow(value);
    }
  });

  test("from a function is refused before the exchange, and nothing is sent", async () => {
    const { list, fetch } = clientWith(() => ({ ...credentials, appSecret: "\ufeffsecret" }));
    expect(await failureOf(list())).toMatchObject({
      code: "config",
      outcome: "not_sent",
      message: expect.stringContaining("U+FEFF"),
    });
    expect(fetch.sent).toEqual([]);
  });

  test("is not one of those in base64, or in its usual mistakes", async () => {
    const { list, secrets } = clientWith({ appKey: "a/b+c==", appSecret: " a/b+c d== é" });
    await list();
    expect(secrets).toEqual([" a/b+c d== é"]);
  });
});

describe("a function that returns the credentials", () => {
  test("is called for each exchange, and calls use the old token until a new one has arrived", async () => {
    fakeTime();
    let appSecret = "first";
    const { list, secrets, revoked, fetch } = clientWith(async () => ({ appKey: "key", appSecret }));
    await list();
    appSecret = "second";
    await list();
    expect(secrets).toEqual(["first"]);
    revoked.add("Bearer token-1");
    await list();
    expect(secrets).toEqual(["first", "second"]);
    expect(fetch.sent.at(-1)?.headers.get("authorization")).toBe("Bearer token-2");
  });

  test("is called once for many calls at once", async () => {
    const read = vi.fn(async () => credentials);
    const { list } = clientWith(read);
    await Promise.all(Array.from({ length: 100 }, list));
    expect(read).toHaveBeenCalledTimes(1);
  });

  test("is not called before the first call", () => {
    const read = vi.fn(() => credentials);
    clientWith(read);
    expect(read).not.toHaveBeenCalled();
  });

  test.each<[string, () => never | Promise<never>]>([
    [
      "throws",
      () => {
        throw Object.assign(new RangeError("hvs.secret-canary"), { code: "EVAULT" });
      },
    ],
    ["rejects", () => Promise.reject(Object.assign(new RangeError("hvs.secret-canary"), { code: "EVAULT" }))],
  ])("and %s fails the call with a typed error that does not quote it", async (_, source) => {
    const { list, fetch } = clientWith(source);
    const error = (await failureOf(list())) as AuthenticationError;
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ outcome: "not_sent", operation: "exchangeCredentials" });
    expect(error.message).toBe(
      "The function given to `clientCredentials` failed (RangeError EVAULT). Its message is left out: it can contain a secret.",
    );
    expect(JSON.stringify({ ...error, stack: error.stack })).not.toContain("canary");
    expect(fetch.sent).toEqual([]);
  });

  test("and throws an error of this SDK fails the call with that error", async () => {
    const { list } = clientWith(() => {
      throw new ConfigError("The vault is not configured.");
    });
    expect(await failureOf(list())).toMatchObject({ code: "config", message: "The vault is not configured." });
  });

  test("and throws something that cannot be read fails the call with a typed error", async () => {
    const hostile = new Proxy({}, { get: () => { throw new Error("no"); }, has: () => false }); // biome-ignore format: one line says it
    const { list } = clientWith(() => Promise.reject(hostile));
    const message =
      "The function given to `clientCredentials` failed (unknown error). Its message is left out: it can contain a secret.";
    expect(await failureOf(list())).toMatchObject({ code: "authentication", outcome: "not_sent", message });
  });

  test.each([undefined, null, "secret", [], { appKey: "k" }])(
    "and returns %j fails the call with an error that names it",
    async (given) => {
      const { list } = clientWith((async () => given) as unknown as () => Credentials);
      expect(await failureOf(list())).toMatchObject({ code: "config", outcome: "not_sent" });
    },
  );
});

describe("clientCredentials", () => {
  test.each([undefined, null, "key", 7, []])("with %j says what it needs", (given) => {
    const make = () => clientCredentials(given as never);
    expect(make).toThrow(ConfigError);
    expect(make).toThrow("`credentials` must be { appKey, appSecret }, or a function that returns them.");
  });

  test("with a revoked proxy says what it needs", () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(() => clientCredentials(proxy as Credentials)).toThrow(ConfigError);
    expect(() => clientCredentials(proxy as Credentials)).toThrow("`credentials` must be { appKey, appSecret }");
  });

  test.each([null, "share", 7, []])("with the options %j says what it needs", (options) => {
    expect(() => clientCredentials(credentials, options as never)).toThrow("clientCredentials takes an object with options.");
  });

  test("refuses unknown names", () => {
    expect(() => clientCredentials({ ...credentials, allowBrowser: true } as Credentials)).toThrow(
      "`allowBrowser` is not an option of the credentials. Its options: appKey, appSecret.",
    );
    expect(() => clientCredentials(credentials, { allowbrowser: true } as never)).toThrow(
      "`allowbrowser` is not an option of clientCredentials. Its options: share, allowBrowser.",
    );
    expect(() => clientCredentials(credentials, { "\u001b[31m": 1 } as never)).toThrow(
      "` [31m` is not an option of clientCredentials.",
    );
  });

  test("shared by three clients of one server makes one exchange, and one more for another server", async () => {
    const auth = clientCredentials(credentials);
    let exchanges = 0;
    const fetch = stubFetch(({ url }) =>
      url.endsWith("/oauth2/token")
        ? json(200, { accessToken: `t-${++exchanges}`, expires: Date.now() + 600_000 })
        : json(200, {}),
    );
    const list = (baseUrl: string) =>
      orThrow(createClient({ baseUrl, auth, fetch }).GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_1" } } }));
    await Promise.all([list("https://a.example"), list("https://a.example"), list("https://a.example/")]);
    await list("https://a.example");
    expect(exchanges).toBe(1);
    await list("https://b.example");
    expect(exchanges).toBe(2);
  });

  test("exchanges through the client that needs the token", async () => {
    const auth = clientCredentials(credentials);
    const [idle, busy] = [stubFetch(() => json(500, {})), stubFetch(() => json(200, { accessToken: "t", expires: 0 }))];
    createClient({ baseUrl: "https://a.example", auth, fetch: idle });
    await orThrow(
      createClient({ baseUrl: "https://a.example", auth, fetch: busy }).GET("/api-keys/{idOrMid}", {
        params: { path: { idOrMid: "mid_1" } },
      }),
    );
    expect([idle.sent.length, busy.sent.length]).toEqual([0, 2]);
  });
});

test("fromEnv, given as a function, is read for each exchange", async () => {
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  fakeTime();
  vi.stubEnv("FLEXFACTOR_APP_KEY", "key");
  vi.stubEnv("FLEXFACTOR_APP_SECRET", "first");
  const { list, secrets, revoked } = clientWith(fromEnv);
  await list();
  vi.stubEnv("FLEXFACTOR_APP_SECRET", "second");
  revoked.add("Bearer token-1");
  await list();
  expect(secrets).toEqual(["first", "second"]);
});
