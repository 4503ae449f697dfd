import { QUOTATIONS } from "@flexfactor/testing/quotations";
import { describe, expect, test } from "vitest";
import { createRedactor, oneLine } from "../src/internal.ts";
import { prepare } from "../src/redact.ts";

// It has twelve letters and digits. In base64url, as it is quoted below, every group of four has a `-` or a `_`.
const SECRET = "K~w8?QZ~r5?TV~n3?b";
const redact = createRedactor([SECRET]);
const hex = (text: string): string => Buffer.from(text).toString("hex");

describe("a secret is redacted", () => {
  test("when its case and separators differ", () => {
    expect(createRedactor(["abcdefghijklmnop"])("ABCD EFGH IJKL MNOP")).toBe("[redacted]");
  });

  test("when its separators differ, although one of them is a secret, too", () => {
    expect(createRedactor(["abcdefghijklmnop", "-"])("abcd-efgh-ijkl-mnop")).toBe("[redacted]");
  });

  test("when its separators differ, although several of them are a secret, too", () => {
    const both = createRedactor(["Zq8rT2vX5nKp4wLm7sYd", "--------"]);
    expect(both("no: Zq8rT2v--------X5nKp4w--------Lm7sYd.")).toBe("[redacted]");
    expect(both(`no: ${hex("Zq8rT2vX").slice(0, 8)}--------${hex("Zq8rT2vX").slice(8)}`)).toBe("[redacted]");
  });

  test.each([
    ["with separators", (token: string) => [...token].join("-"), [22, 52]],
    ["in base64", btoa, [10, 28, 46]],
  ])("that is quoted %s, although other secrets cut it into pieces", (_, quote, cuts) => {
    const token = "TokenAbcdefGhijklmNopqrsTuvwxyZabcdefHijk";
    const pieces = cuts.map((at) => quote(token).slice(at, at + 8));
    expect(createRedactor([token, ...pieces])(`no: ${quote(token)}.`)).toBe("[redacted]");
  });

  test("with its whole line if it is there twice, because it could cut another one into pieces", () => {
    expect(createRedactor([SECRET])(`no: ${SECRET}, no: ${SECRET}`)).toBe("[redacted]");
    expect(createRedactor([SECRET])(`no: ${SECRET}, no`)).toBe("no: [redacted], no");
  });

  test("only if enough of it is quoted, when another secret cuts it", () => {
    expect(createRedactor(["Zq8rT2vX5nKp4wLm7sYd", "--------"])("no: Zq8r--------T2vX.")).toBe("no: Zq8r[redacted]T2vX.");
  });

  test("as one of 64, also if each of them ends in white space", () => {
    const many = Array.from({ length: 64 }, (_, at) => `a-secret-${at}\n`);
    expect(createRedactor(many)("plain words")).toBe("plain words");
  });

  test("although it has a control character, which a line has not", () => {
    expect(createRedactor(["hunter2\n"])("no: hunter2\n.")).toBe("no: [redacted] .");
    expect(createRedactor(["abcd\tefgh1"])("no: abcd\tefgh1.")).toBe("no: [redacted].");
    expect(createRedactor(["\n\t"])("no: it is blank")).toBe("no: it is blank");
  });

  test.each(Object.entries(QUOTATIONS))("that is quoted %s", (_, quote) => {
    expect(redact(`no: ${quote(SECRET)}.`)).toContain("[redacted]");
  });

  test.each(["with escapes of JSON", "with escapes of JavaScript", "with code points of JavaScript"])(
    "that is quoted %s, in JSON, in JSON",
    (how) => {
      expect(redact(JSON.stringify(JSON.stringify(QUOTATIONS[how]?.(SECRET))))).toBe("[redacted]");
    },
  );

  test.each([0, 1, 2, 3])("that is quoted in base64 without its first %i characters", (missing) => {
    const quoted = Buffer.from(`token ${SECRET}`).toString("base64").slice(missing);
    expect(redact(quoted)).toBe("[redacted]");
  });

  test.each([
    ["großerfußballgruß1", "GROSSERFUSSBALLGRUSS1"],
    ["großerfußballgruß1", "GROẞERFUẞBALLGRUẞ1"],
    ["GROẞERFUẞBALLGRUẞ1", "grosserfussballgruss1"],
    ["ışıkdağıkırıkkapı1", "IŞIKDAĞIKIRIKKAPI1"],
    ["İSTANBULŞİFRESİNİZ", "i̇stanbul-şi̇fresi̇ni̇z"],
  ])("whose capitals are other letters: %s", (secret, quoted) => {
    expect(createRedactor([secret])(`no: ${quoted}.`)).toBe("[redacted]");
  });

  test.each([
    ["k9%2Bx%2Fq", "k9%252Bx%252Fq"],
    ["k9%2Bx%2Fq", "azklMjUyQnglMjUyRnE="],
    ['p\\"q\\"r\\"s', "\\u0070\\u005c\\u0022\\u0071\\u005c\\u0022\\u0072\\u005c\\u0022\\u0073"],
  ])("that looks like an escape itself, encoded: %s", (secret, quoted) => {
    expect(createRedactor([secret])(`no: ${quoted}.`)).toBe("[redacted]");
  });

  test("if eight of its characters are quoted that end in a capital sigma, whose lower case depends on what follows", () => {
    expect(createRedactor(["ΚΩΔΙΚΟΣΠΡΟΣΒΑΣΗΣ1"])("no: ΙΚΟΣΠΡΟΣ.")).toBe("[redacted]");
  });

  test.each([0, 5, SECRET.length - 8])("if eight of its characters in a row are quoted, from character %i on", (start) => {
    expect(redact(`no: ${SECRET.slice(start, start + 8)}`)).toBe("[redacted]");
    expect(redact(`no: ${SECRET.slice(start, start + 7)} .`)).toBe(`no: ${SECRET.slice(start, start + 7)} .`);
  });

  test("if twelve of its letters and digits in a row are quoted, without case and separators", () => {
    expect(redact("no: kW8 qZr 5tV n3B")).toBe("[redacted]");
    expect(redact("no: kW8 qZr 5tV n3")).toBe("no: kW8 qZr 5tV n3");
    expect(redact("no: kW8\ufdfaqZr\ufdfb5tVn3B")).toBe("[redacted]");
  });

  test.each(["\ufdfa", "\ufdfb", "\u3316", "\u337f", "\u2026"])(
    "behind many of a character that NFKC makes longer: %s",
    (character) => {
      const quotations = [hex(SECRET), hex(SECRET).replace(/../g, "$&:"), "kw8qzr5tvn3b"];
      for (const quotation of quotations) expect(redact(`${character.repeat(100)} no: ${quotation}`)).toBe("[redacted]");
    },
  );

  test("that has the last character of Unicode, also as an escape", () => {
    const last = "\u{10ffff}".repeat(4);
    expect(createRedactor([last])("\\u{10ffff}".repeat(4))).toBe("[redacted]");
  });

  test("as a whole, if another secret is its beginning", () => {
    for (const secrets of [["key", "key-1"], ["key-1", "key"]]) // biome-ignore format: one line says it
      expect(createRedactor(secrets)("bad key-1, no key")).toBe("bad [redacted], no [redacted]");
  });

  test("that is encoded, beside another secret that is not", () => {
    const another = "another-secret";
    expect(createRedactor([SECRET, another])(`no: ${another}, ${hex(SECRET)}`)).toBe("[redacted]");
  });

  test("whether a redactor knows it alone or shares it with others", () => {
    const another = "another-secret";
    const redact = createRedactor([SECRET], prepare([another]));
    for (const secret of [SECRET, another])
      expect([secret, hex(secret)].map((said) => redact(`no: ${said}.`))).toEqual(["no: [redacted].", "[redacted]"]);
  });
});

describe("a line stays as it is", () => {
  test.each([
    ["an empty secret", ["", SECRET]],
    ["no secret", []],
    ["a secret that it does not quote", [SECRET]],
  ])("with %s", (_, secrets) => {
    expect(createRedactor(secrets)("There is no such merchant.")).toBe("There is no such merchant.");
  });

  test.each(["&#9999999;", "\\u{110000}", "&#x110000;"])("with %s, an escape of no character", (text) => {
    expect(redact(`no: ${text}`)).toBe(`no: ${text}`);
  });
});

describe("every line is redacted with too many secrets", () => {
  const secrets = (count: number, length: number) => Array.from({ length: count }, (_, n) => `${n}`.padStart(length, "x"));
  test.each([
    ["64 are not too many", secrets(64, 10), "busy"],
    ["65 are", secrets(65, 10), "[redacted]"],
    ["20,000 characters are not", secrets(2, 10_000), "busy"],
    ["20,001 are", [...secrets(2, 10_000), "y"], "[redacted]"],
    ["6,666 that are not ASCII are not", ["ü".repeat(6_666)], "busy"],
    ["6,667 that are not ASCII are", ["ü".repeat(6_667)], "[redacted]"],
    ["10,001 are, if one of them is a control character", [`\n${"x".repeat(10_000)}`], "[redacted]"],
  ])("%s", (_, known, line) => {
    expect(createRedactor(known)("busy")).toBe(line);
  });

  test("also if some of them are shared with other redactors", () => {
    expect(createRedactor(secrets(32, 10), prepare(secrets(33, 12)))("busy")).toBe("[redacted]");
    expect(createRedactor(secrets(32, 10), prepare(secrets(32, 12)))("busy")).toBe("busy");
  });

  test.each([1, 65])("and a value that is not a text is left out, with %i of them", (count) => {
    for (const value of [undefined, null, 7, ["busy"]]) expect(createRedactor(secrets(count, 10))(value)).toBeUndefined();
  });
});

test("a line of encodings inside one another is redacted, whatever it holds", () => {
  const held = hex(`%2541${hex("The name is taken. ".repeat(6))}`);
  expect(redact(held)).toBe(held);
  expect(redact(`%2541${held}`)).toBe("[redacted]");
});

describe("one line", () => {
  test("has no half surrogate pair where it was cut", () => {
    expect(oneLine(`${"x".repeat(499)}😀`)).toBe("x".repeat(499));
    expect(oneLine("abc😀", 4)).toBe("abc");
    expect(createRedactor(["\ud83d"])("abc😀")).toBe("abc[redacted]");
  });

  test("is made from the first thousand characters, even if they are invisible", () => {
    expect(oneLine(`${"\u200b".repeat(999)}x`)).toBe(" x");
    expect(oneLine(`${"\u200b".repeat(1000)}x`)).toBe(" ");
  });
});

test("a secret of one letter does not uncover a long one that is quoted in part", () => {
  const redact = createRedactor(["7", "9", "d", "Zq7RmT2vKx9LpW4sNd8BhC3f"]);
  expect(redact("token Zq7RmT2vKx9LpW4sNd8B")).toBe("[redacted]");
  expect(createRedactor(["ABCDEFGHIJKL", "e"])("token abcdefgh")).toBe("[redacted]");
});

test.each(["eyJhbGci", "eyJhbGciQ7x2"])("a secret that is part of a long one does not uncover the long one: %s", (part) => {
  const long = `${part}Q7x2Lm9${part}Zt5Rk1P${part}Wv8Hd3N`;
  for (const redact of [createRedactor([part, long]), createRedactor([part], prepare([long]))])
    expect(redact(`token ${long.slice(0, -1)}`)).toBe("[redacted]");
});

test("a secret that is the middle of a long one does not uncover what is around it", () => {
  const token = "eyJhbGciQ7x2ABCDEFGHIJKLMN";
  expect(createRedactor([token, "Q7x2ABCD"])(`bad ${token.slice(1, 22)}`)).toBe("[redacted]");
});

test("the same text can be cut to different lengths", () => {
  const redact = createRedactor(["a-secret"]);
  expect([redact("a long text"), redact("a long text", 6), redact("a long text")]).toEqual([
    "a long text",
    "a long",
    "a long text",
  ]);
});
