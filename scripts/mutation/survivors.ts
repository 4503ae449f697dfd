// Mutants that may survive, each with its reason. `test:mutation` fails on a reason that is no longer needed.

export interface Survivor {
  /** Like `core/src/turns.ts`. */
  file: string;
  /** The changed lines as the mutants have them. */
  becomes: string[];
  reason: string;
}

const RETURNS_UNDEFINED = "the function then returns undefined, which its callers treat like the value that it returns here";

export const survivors: Survivor[] = [
  {
    file: "api-keys/src/create-key.ts",
    becomes: [
      'const segment = /\\/api-keys\\/([^/?#]+)$/.exec(headers.get("location") ?? "Stryker was here!")?.[1];',
      "} catch {}",
    ],
    reason: "a text that is not the address of a key has no id, and an id that cannot be decoded counts as no id",
  },
  {
    file: "api-keys/src/reconcile.ts",
    becomes: ['return name.normalize("NFKC").trim().toUpperCase();'],
    reason: "names are compared without case: upper case does as well as lower case",
  },
  { file: "api-keys/src/reconcile.ts", becomes: ["} catch {}"], reason: RETURNS_UNDEFINED },
  {
    file: "auth/src/exchange.ts",
    becomes: ["return lifeMs > 0 && lifeMs < documentedMs ? lifeMs : documentedMs;"],
    reason: "if the life has exactly the documented length, both values are the same",
  },
  { file: "auth/src/shared-entry.ts", becomes: ["} catch {}"], reason: RETURNS_UNDEFINED },
  {
    file: "auth/src/shared-token.ts",
    becomes: ["if (token) return { token, locked: true };"],
    reason: "`locked` is not used when there is a token from another process",
  },
  {
    file: "auth/src/shared-token.ts",
    becomes: ['const got = await shelf.careful.ask("get", () => shelf.store.get(key), rejected ?? "Stryker was here!");'],
    reason: "the argument is a text that the store's error must not quote, and here there is no token to quote",
  },
  {
    file: "auth/src/single-flight.ts",
    becomes: [
      "flight.result.then(end, () => end({}));",
      'flight.result.then(end, () => end({ kind: "" }));',
      "flight.result.then(end, () => undefined);",
    ],
    reason: "only workerd rejects this promise, when the request that started it ends; `test:consumers` tests that",
  },
  {
    file: "auth/src/single-flight.ts",
    becomes: ["flight.beats--;", "if (performance.now() - startedAt > MAX_WORK_MS) clearInterval(timer);"],
    reason: "every change of the count is a beat, and one beat more after thirty seconds makes no difference",
  },
  {
    file: "auth/src/single-flight.ts",
    becomes: ['return { kind: "", value: await work(stop.signal) };'],
    reason: "a result that is neither `failed` nor `lost` counts as done; the compiler needs the word",
  },
  {
    file: "auth/src/single-flight.ts",
    becomes: ["reject(signal.reason);"],
    reason: "only an abort of the signal calls this, so there is a signal; the compiler needs the `?.`",
  },
  {
    file: "auth/src/token-cache.ts",
    becomes: ["if (!kept || kept.askedAt < fresh.askedAt) kept = fresh;"],
    reason: "two exchanges never start at the same instant: they are a second apart",
  },
  {
    file: "core/src/abort-listeners.ts",
    becomes: ["if (false) return;"],
    reason: "`remove` is called only after `add`, so there is a listener; the compiler needs the line",
  },
  { file: "core/src/abort-listeners.ts", becomes: ["} catch {}"], reason: RETURNS_UNDEFINED },
  {
    file: "core/src/call-error.ts",
    becomes: ['function happened({ status, reason, messages = ["Stryker was here"] }: ErrorFacts): string {'],
    reason: "the facts of a refusal always have a list of messages, and those of an unusable answer have a reason",
  },
  {
    file: "core/src/deadline.ts",
    becomes: ["if (true) listeners.remove(callerSignal, onCallerAbort);"],
    reason: "without a signal, `remove` finds no listener and does nothing",
  },
  {
    file: "core/src/deadline.ts",
    becomes: ["return describeThrown(signal.reason);"],
    reason: "only an abort of the signal calls this, so there is a signal; the compiler needs the `?.`",
  },
  {
    file: "core/src/deadline.ts",
    becomes: ["} catch {}"],
    reason: "undefined and an empty text both become an error without a reason",
  },
  {
    file: "core/src/deadline.ts",
    becomes: ["if (false) return;"],
    reason: "ending a call twice changes nothing: an aborted signal keeps its reason, and a settled promise its result",
  },
  { file: "core/src/headers.ts", becomes: ["} catch {}"], reason: RETURNS_UNDEFINED },
  {
    file: "core/src/hook.ts",
    becomes: ["if (false) return undefined;", "if (true) ignoringErrors(() => enter(start));", "} catch {}"],
    reason: "a call of something that is not a function throws, and all exceptions of a hook are ignored; the checks save time",
  },
  { file: "core/src/json.ts", becomes: ["} catch {}"], reason: RETURNS_UNDEFINED },
  {
    file: "core/src/network-verdict.ts",
    becomes: [
      'return { ErrorClass: NetworkError, outcome: "", maxRetries: certificateRefused ? 0 : Infinity };',
      'if (untouched && causes.every(isFaultOfFetch)) return { ErrorClass: ConfigError, outcome: "", maxRetries: 0 };',
    ],
    reason: "an unknown outcome counts as weaker than `not_sent`, and a call starts with `not_sent`",
  },
  {
    file: "core/src/options.ts",
    becomes: ['return typeof (value as JsonObject | null | undefined)[name] === "function";'],
    reason: "reading a field of undefined throws, and every exception there means that it has no such function",
  },
  {
    file: "core/src/options.ts",
    becomes: ["const ok = value === undefined || (true && Number.isInteger(value) && value >= 1 && value <= 10);"],
    reason: "an integer is always a number; the compiler needs the check",
  },
  { file: "core/src/options.ts", becomes: ["} catch {}"], reason: RETURNS_UNDEFINED },
  {
    file: "core/src/outcome.ts",
    becomes: ["return WEAKEST_FIRST.indexOf(a) >= WEAKEST_FIRST.indexOf(b) ? a : b;"],
    reason: "if both are the same, it does not matter which one is returned",
  },
  {
    file: "core/src/own-connection.ts",
    becomes: [
      "const client = Deno?.createHttpClient({ poolMaxIdlePerHost: 0 });",
      "const client = Deno.createHttpClient?.({ poolMaxIdlePerHost: 0 });",
      "} catch {}",
    ],
    reason: "a call of a missing function throws, and then there is no client either",
  },
  {
    file: "core/src/reply.ts",
    becomes: [
      'return defineHidden(response, "", async () => "");',
      'return defineHidden(response, "text", () => undefined);',
      'return defineHidden(response, "text", async () => "Stryker was here!");',
    ],
    reason:
      "the connection replaces the text that openapi-fetch reads here by its own; the line prevents an error on an old Node",
  },
  {
    file: "core/src/retry-after.ts",
    becomes: [
      'const value = headers.get("retry-after") ?? "Stryker was here!";',
      'const time = Date.parse(headers.get("date") ?? "Stryker was here!");',
    ],
    reason: "this text is neither a number nor a date, like a missing header",
  },
  {
    file: "core/src/secret.ts",
    becomes: ["get [BRAND](): true {}", "return false;"],
    reason: "a Secret is recognised by the name of this field; its value is not used",
  },
];
