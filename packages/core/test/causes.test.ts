import { describe, expect, test } from "vitest";
import { createRedactor } from "../src/redact.ts";
import { causesOf, describeThrown, kindOfThrown } from "../src/thrown.ts";

const nothing = { name: "", code: "", syscall: "", message: "" };
const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED", syscall: "connect" });
const cause = { name: "Error", code: "ECONNREFUSED", syscall: "connect", message: "connect" };
/** The refusal, as the cause of so many errors. */
const inside = (count: number): Error => (count === 0 ? refused : new Error(`outer ${count}`, { cause: inside(count - 1) }));
const all = (...errors: unknown[]) => new AggregateError(errors, "all failed");
const closed = Object.defineProperty(new Error("x"), "code", {
  get() {
    throw new Error("no");
  },
});

describe("the causes of what was thrown", () => {
  test("are the innermost ones, as deep as eight causes of causes", () => {
    for (const count of [0, 1, 8]) expect(causesOf(inside(count))).toEqual([cause]);
    expect(causesOf(inside(9))).toEqual([{ ...nothing, name: "Error", message: "outer 1" }]);
  });

  test("are those of each error in a list of one to eight", () => {
    const itself = { ...nothing, name: "AggregateError", message: "all failed" };
    for (const count of [1, 8]) expect(causesOf(all(...Array(count).fill(refused)))).toEqual(Array(count).fill(cause));
    for (const count of [0, 9]) expect(causesOf(all(...Array(count).fill(refused)))).toEqual([itself]);
  });

  test("are the error itself if its list has a length, but no items: nothing would prove that nothing was sent", () => {
    class Empty extends Array<unknown> {
      override *[Symbol.iterator](): ArrayIterator<unknown> {}
    }
    const failed = all();
    failed.errors = Empty.of(refused);
    expect(causesOf(failed)).toEqual([{ ...nothing, name: "AggregateError", message: "all failed" }]);
  });

  test("are found in a list inside a list, and no deeper", () => {
    expect(causesOf(all(all(refused)))).toEqual([cause]);
    expect(causesOf(all(all(all(refused))))).toEqual([{ ...nothing, name: "AggregateError", message: "all failed" }]);
  });

  test.each<[string, unknown, string]>([
    ["a text", "no luck", "no luck"],
    ["a number", 7, "7"],
    ["true", true, ""],
    ["nothing", undefined, ""],
    ["null", null, ""],
    ["what throws when it is read", closed, ""],
  ])("have at most a message if it is %s", (_, thrown, message) => {
    expect(causesOf(thrown)).toEqual([{ ...nothing, message }]);
    expect(describeThrown(thrown, createRedactor([]))).toBe(message);
    expect(kindOfThrown(thrown)).toEqual({ name: "", code: "" });
  });
});

test("an error has only its own code, and not one that all objects inherit: it would show that nothing was sent", () => {
  Object.defineProperty(Object.prototype, "code", { value: "ECONNREFUSED", configurable: true });
  const causes = [causesOf(new Error("x")), causesOf({ code: "EPIPE" })];
  Reflect.deleteProperty(Object.prototype, "code");
  expect(causes.map(([first]) => first?.code)).toEqual(["", "EPIPE"]);
});

test("an error may be a proxy that is its own prototype, or that can only be asked for a field", () => {
  const itself: object = new Proxy({}, { getPrototypeOf: () => itself });
  const asked = new Proxy({}, { get: (_, name) => (name === "code" ? "EPIPE" : undefined) });
  expect(causesOf(asked)).toEqual([{ ...nothing, code: "EPIPE" }]);
  Object.defineProperty(Object.prototype, "code", { value: "ECONNREFUSED", configurable: true });
  const causes = causesOf(itself);
  Reflect.deleteProperty(Object.prototype, "code");
  expect(causes).toEqual([nothing]);
});

describe("the class of an error", () => {
  test.each(["Error", "TypeError", "DOMException", `${"A".repeat(35)}Error`])("is named if it is %s", (name) => {
    expect(kindOfThrown({ name })).toEqual({ name, code: "" });
  });

  test.each(["sk_live_1 Error", "Error: sk_live_1", "Vault2Error", `${"A".repeat(36)}Error`, "Secret", ["Error"]])(
    "is not named if it is %s, because it may be anything",
    (name) => {
      expect(kindOfThrown({ name })).toEqual({ name: "", code: "" });
    },
  );
});

describe("the code of an error", () => {
  test.each(["ENOENT", "ERR_HTTP2_ERROR", "ERR_TLS_CERT_ALTNAME_INVALID", "CERT_SHA256", "A123", "A".repeat(50)])(
    "is named if it is %s: words of capitals with up to three digits at the end",
    (code) => {
      expect(kindOfThrown({ code })).toEqual({ name: "", code });
    },
  );

  test.each(["ConnectionRefused", "Abc", `A${"b".repeat(29)}`])("is named if it is %s, as Bun writes it", (code) => {
    expect(kindOfThrown({ code })).toEqual({ name: "", code });
  });

  const others = ["AKIAIOSFODNN7EXAMPLE", "ERR_A1B2", "A1234", "AB", "A".repeat(51), "x ENOENT", "ENOENT x", "ERR__A", "ERR_"];
  test.each([...others, "enoent", "connectionRefused", "Connection2Refused", `A${"b".repeat(30)}`, 7])(
    "is not named if it is %s, because it may be anything",
    (code) => {
      expect(kindOfThrown({ code })).toEqual({ name: "", code: "" });
    },
  );
});

test.each([
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
  ["a-word-of-nineteen-", "a-word-of-nineteen-"],
  ["aVeryLongWordThatEndsInCAPITALS", "…"],
  ["CAPITALSthatBeginAVeryLongWord", "…"],
])("a message keeps words that are short, and codes: %s", (word, left) => {
  expect(describeThrown(`no ${word} here`, createRedactor([]))).toBe(`no ${left} here`);
});

test("a known secret is found before its words are judged: each may look harmless", () => {
  const redact = createRedactor(["maple,Zq8rT2vX5n,birch,Kp7mW4sL9d,cedar"]);
  expect(describeThrown("refused maple,Zq8rT2vX5n,birch,Kp7mW4sL9d,cedar", redact)).toBe("refused [redacted]");
});

test("the class and the code are shown, although they look like secrets, unless they are known", () => {
  const thrown = Object.assign(new Error("refused"), { name: "UnableToVerifyLeafSignatureError", code: "ERR_HTTP2_ERROR" });
  expect(describeThrown(thrown, createRedactor([]))).toBe("UnableToVerifyLeafSignatureError ERR_HTTP2_ERROR: refused");
  expect(describeThrown(thrown, createRedactor(["ERR_HTTP2_ERROR"]))).toBe("… [redacted]: refused");
});

test("nothing is shown of a message that is one long word", () => {
  const redact = createRedactor([]);
  expect(describeThrown("\u4e00".repeat(500), redact)).toBe("\u4e00".repeat(500));
  expect(describeThrown("\u4e00".repeat(501), redact)).toBe("…");
});
