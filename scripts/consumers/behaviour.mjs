// The promises of the packages in every runtime. It runs on the installed tarballs, against `fault-server.ts`. It is plain JavaScript, and
// uses only what all runtimes have.

/** Tests every promise, and returns the results as `[{ name, error? }]`. `sdk` is the three packages, `url` the server and the run. */
export async function behaviour(sdk, url, { browser = false } = {}) {
  const results = [];
  for (const [name, check] of Object.entries(promises(sdk, url, browser)))
    results.push(
      await check().then(
        () => ({ name }),
        (error) => ({ name, error: `${error?.stack ?? error}` }),
      ),
    );
  return results;
}

function promises(
  { createClient, Secret, isFlexFactorError, clientCredentials, apiKeys, reconcile, UncertainCreateError },
  url,
  browser,
) {
  const credentials = { appKey: "app-key", appSecret: "secret-canary" };
  const clientAt = (fault, auth = clientCredentials(credentials, { allowBrowser: browser })) =>
    createClient({ baseUrl: `${url}/${fault}/v1`, auth });
  const keysAt = (...args) => apiKeys(clientAt(...args));
  const arrived = async (fault) => (await fetch(`${url}/ledger/${fault}`)).json();
  const creates = async (fault) => (await arrived(fault)).filter(({ request }) => request === "POST /api-keys");
  const key = { mid: "mid_1", name: "Checkout", type: "secret" };

  return {
    "a create returns a key, and the server gets one request": async () => {
      const created = await keysAt("create").create(key);
      equal([created.id, created.value instanceof Secret, created.value.reveal()], ["key_1", true, "key-canary"]);
      const [only, ...more] = await creates("create");
      equal([JSON.parse(only.body), only.authorization, more], [key, "Bearer token-canary-1", []]);
    },
    "a list returns the keys, with a static token": async () => {
      equal(
        (await keysAt("list", "static-canary").list("mid_1")).map(({ name }) => name),
        ["Checkout"],
      );
      equal(
        (await arrived("list")).map(({ authorization }) => authorization),
        ["Bearer static-canary"],
      );
    },
    "after a 401 the token is refreshed once, and the call succeeds": async () => {
      equal((await keysAt("expired").list("mid_1")).length, 1);
      const calls = (await arrived("expired")).map(({ request, authorization }) => [request, authorization ?? null]);
      equal(calls, [
        ["POST /oauth2/token", null],
        ["GET /api-keys/mid_1", "Bearer token-canary-1"],
        ["POST /oauth2/token", null],
        ["GET /api-keys/mid_1", "Bearer token-canary-2"],
      ]);
    },
    "a call that takes too long ends with a timeout": async () => {
      const error = await failureOf(keysAt("hang").list("mid_1", { timeoutMs: 300 }));
      equal([error.code, error.outcome], ["timeout", "unknown"]);
    },
    "an aborted create is uncertain, and was sent once": async () => {
      const controller = new AbortController();
      const failed = failureOf(keysAt("hang").create(key, { signal: controller.signal }));
      while ((await creates("hang")).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      controller.abort();
      const error = await failed;
      equal([error.code, error.causeCode, error.outcome], ["uncertain_create", "aborted", "unknown"]);
      equal((await creates("hang")).length, 1);
    },
    "a hundred calls at once with one signal print no warning": async () => {
      const keys = keysAt("signal", "static-canary");
      const { signal } = new AbortController();
      const printed = await printedDuring(() =>
        Promise.all(Array.from({ length: 100 }, () => keys.list("mid_1", { signal, timeoutMs: 60_000 }))),
      );
      equal([printed, (await arrived("signal")).length], [[], 100]);
    },
    "a create whose reused connection breaks is uncertain, and `reconcile` finds its key": async () => {
      const keys = keysAt("reset");
      await keys.list("mid_1");
      const error = await failureOf(keys.create(key));
      equal([error instanceof UncertainCreateError, isFlexFactorError(error), error.outcome], [true, true, "unknown"]);
      const { verdict, candidates } = await reconcile(clientAt("reset"), error);
      equal([verdict, candidates.length], ["maybe_created", 1]);
    },
    // Chromium retries a POST by itself if a reused connection breaks. A page cannot stop it.
    ...(!browser && {
      "a create whose connection breaks is sent once": async () => {
        // On Bun and Deno a create gets its own connection. Elsewhere it reuses one.
        const ownConnection = Boolean(globalThis.Bun ?? globalThis.Deno);
        equal(
          (await creates("reset")).map(({ reused }) => reused),
          [!ownConnection],
        );
      },
    }),
    "a create whose answer breaks off has the outcome `created_answer_lost`": async () => {
      const error = await failureOf(keysAt("torn").create(key));
      equal([error.code, error.outcome, (await creates("torn")).length], ["uncertain_create", "created_answer_lost", 1]);
    },
    "nothing secret is printed": async () => {
      const created = await keysAt("printed").create(key);
      const refused = await failureOf(keysAt("refused").create(key));
      equal([refused.code, refused.messages], ["validation", ["Not with Bearer [redacted]"]]);
      const inspect =
        globalThis.Deno?.inspect ?? globalThis.Bun?.inspect ?? globalThis.process?.getBuiltinModule?.("util")?.inspect;
      for (const value of [created, refused]) {
        const printed = [
          JSON.stringify(value),
          `${value.value}`,
          `${value}`,
          value.stack,
          JSON.stringify({ ...value }),
          inspect?.(value),
        ];
        equal(printed.join("\n").match(/\w+-canary/g), null);
      }
    },
    "credentials are refused in a browser unless `allowBrowser` is set": async () => {
      const make = async () => clientCredentials({ appKey: "app-key", appSecret: "secret-canary" });
      if (!browser) return equal(typeof (await make()), "function");
      // A bundler may put a `process` into the page.
      for (const process of [undefined, { env: {}, versions: {} }, { env: {}, versions: { node: "24.21.0" } }]) {
        globalThis.process = process;
        const error = await make().catch((error) => error);
        delete globalThis.process;
        equal([error.code, /allowBrowser/.test(error.message), /canary/.test(error.message)], ["config", true, false]);
      }
    },
    "a request names the SDK as its user agent, except in browsers, which send their own": async () => {
      const [{ agent }] = await arrived("list");
      equal([agent.startsWith("flexfactor-sdk-js/"), agent.startsWith("Mozilla/5.0")], [!browser, browser]);
    },
  };
}

function equal(actual, expected) {
  const [got, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (got !== wanted) throw new Error(`got ${got} instead of ${wanted}`);
}

/** The warnings and errors that are printed during some work. */
async function printedDuring(work) {
  const printed = [];
  const { console, process } = globalThis;
  const { warn, error } = console;
  const note = (...words) => printed.push(words.join(" "));
  Object.assign(console, { warn: note, error: note });
  process?.on?.("warning", note);
  await work();
  // A runtime prints its warning a moment later.
  await new Promise((resolve) => setTimeout(resolve));
  process?.off?.("warning", note);
  Object.assign(console, { warn, error });
  return printed;
}

function failureOf(call) {
  return call.then(
    (value) => {
      throw new Error(`the call did not fail: it returned ${JSON.stringify(value)}`);
    },
    (error) => error,
  );
}
