// The mutants of api-keys and auth that may survive, each with its reason. `test:mutation` fails on a reason that is no longer needed.

export interface Survivor {
  /** Like `core/src/turns.ts`. */
  file: string;
  /** The changed lines as the mutants have them. */
  becomes: string[];
  reason: string;
}

export const RETURNS_UNDEFINED =
  "the function then returns undefined, which its callers treat like the value that it returns here";

export const survivors: Survivor[] = [
  {
    file: "api-keys/src/create-key.ts",
    becomes: [
      'const segment = /\\/api-keys\\/([^/?#]+)$/.exec(headers.get("location") ?? "Stryker was here!")?.[1];',
      "} catch {}",
    ],
    reason: "a text that is not the address of a key has no id, and an id that cannot be decoded counts as no id",
  },
  { file: "api-keys/src/reconcile.ts", becomes: ["} catch {}"], reason: RETURNS_UNDEFINED },
  {
    file: "api-keys/src/reconcile.ts",
    becomes: [
      "const DATE_WITH_ZONE = /\\d{4}-\\d\\d-\\d\\d[t ]\\d\\d:\\d\\d.*(?:z|[+-]\\d\\d:?\\d\\d)$/i;",
      "const DATE_WITH_ZONE = /^\\d{4}-\\d\\d-\\d\\d[t ]\\d\\d:\\d\\d.*(?:z|[+-]\\d\\d:?\\d\\d)/i;",
    ],
    reason: "`Date.parse` refuses a date with other text before or after it",
  },
  {
    file: "api-keys/src/complete-list.ts",
    becomes: [
      'const links = headers.get("link") ?? "Stryker was here!";',
      'if (/[1-9]/.test(headers.get("age") ?? "Stryker was here!") || /\\b11[0-3]\\b/.test(headers.get("warning") ?? "")) return true;',
      'if (/[1-9]/.test(headers.get("age") ?? "") || /\\b11[0-3]\\b/.test(headers.get("warning") ?? "Stryker was here!")) return true;',
    ],
    reason: "it is no link, no age and no warning either",
  },
  {
    file: "api-keys/src/complete-list.ts",
    becomes: [
      'const relations = links.match(/\\brel *= *(?:"[^"]*"|[^\\s";,]+)/gi) ?? ["Stryker was here"];',
      'return Array.from(headers.keys()).some((name) => speaks(name, headers.get(name) ?? "Stryker was here!"));',
    ],
    reason: "it is no relation to a next part, and a header that is there has a value",
  },
  {
    file: "api-keys/src/complete-list.ts",
    becomes: ['const words = wordsOf(name.replace(/re(try|set)-after/, "Stryker was here!"));'],
    reason: "these words speak of no part either",
  },
  {
    file: "api-keys/src/complete-list.ts",
    becomes: ['const rest: unknown[] = Array.isArray(data) ? ["Stryker was here"] : [data];'],
    reason: "the names of a text are numbers, which say nothing of more",
  },
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
    becomes: ['const got = await shared.asker.ask("get", () => shared.store.get(key), rejected ?? "Stryker was here!");'],
    reason: "the argument is a text that the store's error must not quote, and here there is no token to quote",
  },
  {
    file: "auth/src/shared-entry.ts",
    becomes: ['if (typeof entry !== "string" || entry.length >= MAX_ENTRY_LENGTH) return undefined;'],
    reason: "no entry of ours is as long as that",
  },
  {
    file: "auth/src/shared-token.ts",
    becomes: ["if (now <= shared.noLockWaitBefore) return NOTHING;"],
    reason: "one instant more or less makes no difference",
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
];
