// The mutants of core that may survive, each with its reason, except those in `only-slower.ts` and `unread-texts.ts`.
import { RETURNS_UNDEFINED, type Survivor } from "./survivors.ts";

export const survivorsInCore: Survivor[] = [
  {
    file: "core/src/abort-listeners.ts",
    becomes: ["if (false) return;"],
    reason: "`remove` is called only after `add`, so there is a listener; the compiler needs the line",
  },
  { file: "core/src/abort-listeners.ts", becomes: ["} catch {}"], reason: RETURNS_UNDEFINED },
  {
    file: "core/src/attempt.ts",
    becomes: ["} catch {}"],
    reason: RETURNS_UNDEFINED,
  },
  {
    file: "core/src/attempt.ts",
    becomes: ['throw new TypeError("");'],
    reason: "the caller catches the error and writes a message of its own",
  },
  {
    file: "core/src/client.ts",
    becomes: ["return true ? imported : (imported as { default: typeof createFetchClient }).default;"],
    reason: "only the CommonJS build needs this; `two-builds.test.ts` tests it, and needs a build, so it does not run here",
  },
  {
    file: "core/src/deadline.ts",
    becomes: ["return signal.aborted === true;"],
    reason: "for undefined the exception is caught below; the compiler needs the `?.`",
  },
  {
    file: "core/src/deadline.ts",
    becomes: ['const SEND_BEFORE = /* @__PURE__ */ Symbol.for("");'],
    reason: "any name does, if both builds of the package have the same one",
  },
  {
    file: "core/src/deadline.ts",
    becomes: ["if (true) listeners.remove(callerSignal, onCallerAbort);"],
    reason: "without a signal, `remove` finds no listener and does nothing",
  },
  {
    file: "core/src/deadline.ts",
    becomes: ["return describeThrown(signal.reason, redact);"],
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
  {
    file: "core/src/errors.ts",
    becomes: ["defineHidden(this, BRAND, false);"],
    reason: "an error is recognised by the name of this field; its value is not used",
  },
  { file: "core/src/headers.ts", becomes: ["} catch {}"], reason: RETURNS_UNDEFINED },
  {
    file: "core/src/hook.ts",
    becomes: ["if (false) return undefined;", "if (true) ignoringErrors(() => enter(start));"],
    reason: "a call of something that is not a function throws, and all exceptions of a hook are ignored; the checks save time",
  },
  { file: "core/src/ignoring-errors.ts", becomes: ["} catch {}"], reason: RETURNS_UNDEFINED },
  { file: "core/src/json.ts", becomes: ["} catch {}"], reason: RETURNS_UNDEFINED },
  {
    file: "core/src/judge.ts",
    becomes: ["forbidsRetry: true,"],
    reason: "a success ends the call in any case",
  },
  {
    file: "core/src/json.ts",
    becomes: ["for (let depth = 0; owner && owner !== Object.prototype && depth <= MAX_PROTOTYPES; depth++) {"],
    reason: "one prototype more or less makes no difference",
  },
  {
    file: "core/src/known-secrets.ts",
    becomes: ["if (false || (secrets.size <= MAX_REMEMBERED && characters <= MAX_CHARACTERS)) return;"],
    reason: "a secret that is too long for the list is redacted in its own call, and the next secret would remove it anyway",
  },
  {
    file: "core/src/network-verdict.ts",
    becomes: [
      'return { ErrorClass: NetworkError, outcome: "", maxRetries: certificateRefused ? 0 : Infinity };',
      'if (withdrawn.untouched && causes.every(isFaultOfFetch)) return { ErrorClass: ConfigError, outcome: "", maxRetries: 0 };',
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
    file: "core/src/real-headers.ts",
    becomes: ["} catch {}"],
    reason: "an entry that is undefined throws when it is read, and is left out like one that throws before",
  },
  {
    file: "core/src/reply.ts",
    becomes: ['const REPORT = /* @__PURE__ */ Symbol.for("");'],
    reason: "any name does, if both builds of the package have the same one",
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
    becomes: ['const date = (headers.get("date") ?? "").replace(/ \\d{4}/, "$& GMT");'],
    reason: "a second GMT changes nothing",
  },
  { file: "core/src/call-error.ts", becomes: ["} catch {}"], reason: RETURNS_UNDEFINED },
  {
    file: "core/src/retry.ts",
    becomes: ["if (pauseMs < TIMER_SLACK_MS) return;"],
    reason: "on a real clock, the rest of a pause is never exactly one millisecond",
  },
  {
    file: "core/src/retry.ts",
    becomes: ["if (maxRetries > 0 && true && retryAfterMs <= MAX_RETRY_AFTER_MS)"],
    reason: "undefined is not less than a number; the compiler needs the check",
  },
  {
    file: "core/src/runtime.ts",
    becomes: [
      'const isReal = Object.prototype.toString.call(process) === "[object process]" && typeof process.versions?.node === "string";',
    ],
    reason: "undefined does not have this tag; the compiler needs the `?.`",
  },
  {
    file: "core/src/secret.ts",
    becomes: ["get [BRAND](): true {}", "return false;"],
    reason: "a Secret is recognised by the name of this field; its value is not used",
  },
  {
    file: "core/src/thrown.ts",
    becomes: ['if (true) return { name: classOf(given(thrown, "name")), code: codeOf(given(thrown, "code")) };'],
    reason: "a text has no such fields, and for undefined the exception is caught below",
  },
  {
    file: "core/src/transport.ts",
    becomes: ["} catch {}", "const cannotTell = () => undefined;"],
    reason: RETURNS_UNDEFINED,
  },
  {
    file: "core/src/transport.ts",
    becomes: ['const cannotTell = (): Read => "";', 'onRead(parts.length > 1 ? "" : "all");'],
    reason: "a body that was partly read, or that nobody can watch, only must not count as `nothing`",
  },
  {
    file: "core/src/transport.ts",
    becomes: [
      "const parts = [bytes.subarray(0, -1), bytes.subarray(-1)];",
      "const parts = [bytes.subarray(0, -1), bytes.subarray(-1)].filter(({ length }) => true);",
      "const parts = [bytes.subarray(0, -1), bytes.subarray(-1)].filter(({ length }) => length >= 0);",
    ],
    reason: "only a body of one byte has an empty part, and Node's `fetch` ignores empty parts",
  },
];
