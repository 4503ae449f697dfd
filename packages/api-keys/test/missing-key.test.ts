// When a key that is not in the list counts as not created.
import { describe, expect, test } from "vitest";
import { reconcile } from "../src/index.ts";
import { listing, lostCreate, thatTime, verdictOf } from "./lost-key.ts";

describe("a name that the server has changed", () => {
  test.each([
    ["Straße 5", "STRASSE 5"],
    ["STRAẞE 5", "straße 5"],
    ["ılk", "ILK"],
    ["İstanbul", "istanbul"],
    ["İstanbul", "ISTANBUL"],
    ["ΐ", "Ϊ́"],
    ["ǰ", "J̌"],
    ["ẖ", "H̱"],
    ["ᾳ", "ΑΙ"],
    ["ΟΔΟΣ Α", "οδοσα"],
    ["ﬁx", "FIX"],
    ["𝐨rder 1", "Order 1"],
    ["Order 1", "Order\u00a01"],
    ["Order 1", "Order1"],
    ["Order\t1", " order  1\n"],
    ["Order 1", "Or\u00adder\u200b 1\u2060\ufe0f"],
    ["Order\u00071", "Order 1"],
    ["Order\u28001", "Order\ufffa1"],
    ["e\u200d\u0301", "é"],
  ])("is found: %j listed as %j", async (sent, listed) => {
    const client = listing([{ name: listed, createdOn: thatTime() }]);
    expect(await reconcile(client, lostCreate(sent))).toMatchObject({ verdict: "maybe_created", candidates: [{ name: listed }] });
  });

  test.each(["Order 2", "Order l", "Order", "Örder 1"])("is not found in %j, which is another name", async (name) => {
    expect(await verdictOf([{ name, createdOn: thatTime() }])).toBe("not_created");
  });
});

describe("a key whose name cannot be read", () => {
  const blank = ["", " ", "\u200b\u00ad\t"];
  const another = "2020-01-01T00:00:00Z";

  test.each([...blank, "ü".repeat(20_001)])("leaves it undecided if it is of that time: %j", async (name) => {
    expect(await verdictOf([{ name, createdOn: thatTime() }])).toBe("undecided");
  });

  test.each(blank)("does not matter if it is blank and of another time: %j", async (name) => {
    expect(await verdictOf([{ name, createdOn: another }])).toBe("not_created");
  });

  test.each(blank)("leaves a create without a name undecided, whatever its time: %j", async (name) => {
    expect((await reconcile(listing([{ name, createdOn: another }]), lostCreate(" "))).verdict).toBe("undecided");
  });

  test("leaves it undecided if it is too long, whatever its time, because it can be that name", async () => {
    const old = { name: "ü".repeat(20_000), createdOn: another };
    const verdict = async (keys: object[]) => (await reconcile(listing(keys), lostCreate("Ördér"))).verdict;
    expect(await verdict([old])).toBe("not_created");
    expect(await verdict([old, { name: "Ördér", createdOn: another }])).toBe("undecided");
  });

  test("is not given a name by `Object.prototype`, nor a date", async () => {
    for (const [field, value] of Object.entries({ name: "Another", createdAt: another })) {
      Object.defineProperty(Object.prototype, field, { value, configurable: true });
      const verdict = verdictOf([{ type: "secret" }]).finally(() => Reflect.deleteProperty(Object.prototype, field));
      expect(await verdict).toBe("undecided");
    }
  });

  test("is no candidate for a create whose name is blank", async () => {
    const client = listing([{ name: " ", createdOn: thatTime() }]);
    expect(await reconcile(client, lostCreate(" "))).toEqual({ verdict: "undecided", candidates: [] });
  });

  test("is one of those that come after 20,000 characters outside ASCII", async () => {
    const old = { name: "ü".repeat(10_000), createdOn: "2020-01-01T00:00:00Z" };
    const made = { name: "Ördér", createdOn: thatTime() };
    const verdict = async (keys: object[]) => (await reconcile(listing(keys), lostCreate("Ördér"))).verdict;
    expect(await verdict([old, made, old])).toBe("maybe_created");
    expect(await verdict([old, old, made])).toBe("undecided");
  });

  test("is no name of ASCII, however many there are", async () => {
    const old = { name: "u".repeat(10_000), createdOn: "2020-01-01T00:00:00Z" };
    expect(await verdictOf([old, old, { name: "Order 1", createdOn: thatTime() }])).toBe("maybe_created");
  });
});

describe("a date", () => {
  const name = "Order 1";

  test.each([
    "2020-01-01T00:00:00",
    "2020-01-01",
    "2020-01-01 00:00",
    "01-01-2020",
    "2020-01-01T00:00Z in Paris",
    "2020-99-01T00:00:00Z",
  ])("without a time zone, or that is none, does not rule out a key: %j", async (createdOn) => {
    expect(await verdictOf([{ name, createdOn }])).toBe("maybe_created");
  });

  test.each(["2020-01-01T00:00:00Z", "2020-01-01t00:00:00.000z", "2020-01-01 00:00:00+01:00", "2020-01-01T00:00:00-0500"])(
    "with a time zone says that a key is from another time: %j",
    async (createdOn) => {
      expect(await verdictOf([{ name, createdOn }])).toBe("undecided");
    },
  );
});
