// Mutants that no test has to notice, and why. `test:mutation` fails on an explanation that is no longer needed.

export interface Survivor {
  /** Like `core/src/turns.ts`. */
  file: string;
  /** The changed lines as the mutants have them. */
  becomes: string[];
  reason: string;
}

const NOTHING_IS_GIVEN = "a function that ends without `return` gives undefined, and whoever asks for this takes that for a no";

export const survivors: Survivor[] = [
  {
    file: "api-keys/src/create-key.ts",
    becomes: [
      'const segment = /\\/api-keys\\/([^/?#]+)$/.exec(headers.get("location") ?? "Stryker was here!")?.[1];',
      "} catch {}",
    ],
    reason: "what is no address of a key has no id, and neither has an id that cannot be decoded",
  },
  {
    file: "api-keys/src/reconcile.ts",
    becomes: ['return name.normalize("NFKC").trim().toUpperCase();'],
    reason: "names are compared without case, whichever case that is",
  },
  { file: "api-keys/src/reconcile.ts", becomes: ["} catch {}"], reason: NOTHING_IS_GIVEN },
  {
    file: "auth/src/exchange.ts",
    becomes: ["return lifeMs > 0 && lifeMs < documentedMs ? lifeMs : documentedMs;"],
    reason: "a life of exactly the documented length is the documented one",
  },
  { file: "auth/src/shared-entry.ts", becomes: ["} catch {}"], reason: NOTHING_IS_GIVEN },
  {
    file: "auth/src/shared-token.ts",
    becomes: ["if (token) return { token, locked: true };"],
    reason: "with another's token in hand nobody asks for the lock",
  },
  {
    file: "auth/src/shared-token.ts",
    becomes: ['const got = await shelf.careful.ask("get", () => shelf.store.get(key), rejected ?? "Stryker was here!");'],
    reason: "it is what the store's error must not quote, and there is no token yet",
  },
  {
    file: "auth/src/single-flight.ts",
    becomes: [
      "flight.result.then(end, () => end({}));",
      'flight.result.then(end, () => end({ kind: "" }));',
      "flight.result.then(end, () => undefined);",
    ],
    reason: "only workerd rejects a promise that is awaited in another request; `test:consumers` runs this there",
  },
  {
    file: "auth/src/single-flight.ts",
    becomes: ["flight.beats--;", "if (performance.now() - startedAt > MAX_WORK_MS) clearInterval(timer);"],
    reason: "any change of the count is a beat, and one beat more or less after thirty seconds is nothing",
  },
  {
    file: "auth/src/single-flight.ts",
    becomes: ['return { kind: "", value: await work(stop.signal) };'],
    reason: "what has neither failed nor got lost is done; the word is for the compiler",
  },
  {
    file: "auth/src/single-flight.ts",
    becomes: ["reject(signal.reason);"],
    reason: "a caller leaves by its signal, so there is one",
  },
  {
    file: "auth/src/token-source.ts",
    becomes: ["if (!kept || kept.askedAt < fresh.askedAt) kept = fresh;"],
    reason: "two exchanges never begin at the same instant: they are a second apart",
  },
  {
    file: "core/src/abort-listeners.ts",
    becomes: ["if (false) return;"],
    reason: "what is removed has been added; the line is for the compiler",
  },
  { file: "core/src/abort-listeners.ts", becomes: ["} catch {}"], reason: NOTHING_IS_GIVEN },
  {
    file: "core/src/call-error.ts",
    becomes: ['function happened({ status, reason, messages = ["Stryker was here"] }: ErrorFacts): string {'],
    reason: "a refusal has messages, if only none, and an answer that cannot be used has a reason",
  },
  {
    file: "core/src/deadline.ts",
    becomes: ["if (true) listeners.remove(callerSignal, onCallerAbort);"],
    reason: "there is nothing to remove from a signal that was not given",
  },
  {
    file: "core/src/deadline.ts",
    becomes: ["return describeThrown(signal.reason);"],
    reason: "it is asked only of a signal that was given",
  },
  { file: "core/src/deadline.ts", becomes: ["} catch {}"], reason: "nothing is redacted to nothing" },
  {
    file: "core/src/deadline.ts",
    becomes: ["if (false) return;"],
    reason: "to end a call twice changes nothing: an aborted signal keeps its reason, and a settled promise its result",
  },
  { file: "core/src/headers.ts", becomes: ["} catch {}"], reason: NOTHING_IS_GIVEN },
  {
    file: "core/src/hook.ts",
    becomes: ["if (false) return undefined;", "if (true) ignoringErrors(() => enter(start));", "} catch {}"],
    reason: "to call what is no function throws, which is ignored like all that a hook throws; the checks spare the time",
  },
  { file: "core/src/json.ts", becomes: ["} catch {}"], reason: NOTHING_IS_GIVEN },
  {
    file: "core/src/network-verdict.ts",
    becomes: [
      'return { ErrorClass: NetworkError, outcome: "", maxRetries: certificateRefused ? 0 : Infinity };',
      'if (untouched && causes.every(isFaultOfFetch)) return { ErrorClass: ConfigError, outcome: "", maxRetries: 0 };',
    ],
    reason: "an outcome that is weaker than `not_sent` leaves a call at `not_sent`",
  },
  {
    file: "core/src/options.ts",
    becomes: ['return typeof (value as JsonObject | null | undefined)[name] === "function";'],
    reason: "to read a field of nothing throws, which counts as a no like all that throws there",
  },
  {
    file: "core/src/options.ts",
    becomes: ["const ok = value === undefined || (true && Number.isInteger(value) && value >= 1 && value <= 10);"],
    reason: "an integer is a number; the check is for the compiler",
  },
  { file: "core/src/options.ts", becomes: ["} catch {}"], reason: NOTHING_IS_GIVEN },
  {
    file: "core/src/outcome.ts",
    becomes: ["return WEAKEST_FIRST.indexOf(a) >= WEAKEST_FIRST.indexOf(b) ? a : b;"],
    reason: "of two that are the same, either is the stronger one",
  },
  {
    file: "core/src/own-connection.ts",
    becomes: [
      "const client = Deno?.createHttpClient({ poolMaxIdlePerHost: 0 });",
      "const client = Deno.createHttpClient?.({ poolMaxIdlePerHost: 0 });",
      "} catch {}",
    ],
    reason: "to call what is not there throws, and then there is no client either",
  },
  {
    file: "core/src/reply.ts",
    becomes: [
      'return defineHidden(response, "", async () => "");',
      'return defineHidden(response, "text", () => undefined);',
      'return defineHidden(response, "text", async () => "Stryker was here!");',
    ],
    reason:
      "what openapi-fetch reads there is replaced by what the connection has read; the line keeps it from failing on an old Node",
  },
  {
    file: "core/src/retry-after.ts",
    becomes: [
      'const value = headers.get("retry-after") ?? "Stryker was here!";',
      'const time = Date.parse(headers.get("date") ?? "Stryker was here!");',
    ],
    reason: "it is no number and no date either",
  },
  {
    file: "core/src/secret.ts",
    becomes: ["get [BRAND](): true {}", "return false;"],
    reason: "a Secret is recognised by the name of this field, and nobody reads it",
  },
];
