// When a key that is not in the list counts as not created.
import { json, stubFetch } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test } from "vitest";
import { type LostCreate, reconcile } from "../src/index.ts";
import { clientOf } from "./clients.ts";

const sentAt = Date.parse("2026-11-23T12:00:00Z");
/** A create that failed long ago. So the key can no longer appear. */
const lostCreate = (keyName: string): LostCreate => ({
  mid: "mid_1",
  keyName,
  firstSentAt: sentAt,
  mayAppearUntil: sentAt + 60_000,
  outcome: "unknown",
});
const thatTime = () => new Date(sentAt).toISOString();
const headers = () => ({ date: new Date().toUTCString() });
const listing = (keys: object[], more: object = {}, status = 200) =>
  clientOf(stubFetch(() => json(status, { keys }, { ...headers(), ...more })));
const verdictOf = async (...args: Parameters<typeof listing>) =>
  (await reconcile(listing(...args), lostCreate("Order 1"))).verdict;

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

describe("a list", () => {
  /** A header of this length, with a link to the part before. */
  const linkOf = (length: number) => `</a>;${" ".repeat(length - 15)}rel="prev"`;

  test.each([
    ["a link to the next part", { link: '<https://api.example/v1/api-keys/mid_1?page=2>; rel="next"' }],
    ["a link without quotes", { link: "</a>; rel=prev, </b>; REL = next" }],
    ["a link of two kinds", { link: '</b>; title="x"; rel="last next"' }],
    ["a link with spaces", { link: '</b>; rel  =  "next"' }],
    ["more links than are read", { link: linkOf(10_001) }],
    ["a range", { "content-range": "items 0-9/57" }],
    ["a total", { "x-total-count": "57" }],
    ["a next page", { "x-next-page": "2" }],
    ["an age", { age: "1" }],
    ["two ages", { age: "0, 30" }],
    ["a hit of a cache", { "x-cache": "Hit from cloudfront", age: "0" }],
    ["a hit of another cache", { "x-cache": "TCP_HIT from a1" }],
    ["the hits of a cache", { "x-cache-hits": "0, 3" }],
    ["a copy that is being updated", { "cf-cache-status": "UPDATING" }],
    ["a continuation", { "x-ms-continuation": "a" }],
    ["a hit of a named cache", { "cache-status": "edge; hit" }],
    ["a stale copy of a cache", { "cf-cache-status": "STALE" }],
    ["a warning that it is stale", { warning: '110 - "Response is Stale"' }],
    ["a warning that it is old", { warning: '113 - "Heuristic Expiration"' }],
  ])("that is a part or a copy proves nothing missing: %s", async (_, more) => {
    expect(await verdictOf([], more)).toBe("undecided");
  });

  test.each([
    { hasMore: true },
    { nextCursor: "abc" },
    { next: "https://api.example/v1?page=2" },
    { total: 57 },
    { pagination: { page: 1 } },
    { isTruncated: true },
    { nextOffset: 1 },
    { totalPages: 1 },
    { links: { next: "/b" } },
    { _links: { self: "/a", next: { href: "/b" } } },
    { links: [{ rel: "self" }, { rel: "next" }] },
    { meta: { total: 57 } },
    { customProperties: { next_page: "2" } },
    { count: 57 },
    { "@odata.count": 57 },
    { remaining: 55 },
    { partial: true },
    { incomplete_results: true },
    { hasmore: true },
    { LastEvaluatedKey: { id: "a" } },
    { Marker: "a" },
    { done: false },
    { isLast: false },
    { end_of_stream: false },
    { position: "bA5ud5" },
    { after: "t3_a1" },
    { bookmark: "g1A" },
    { _scroll_id: "DXF1" },
    { ["x".repeat(101)]: 1 },
    Object.fromEntries(Array.from({ length: 1_001 }, (_, n) => [`field${n}`, n])),
  ])("that says that there is more proves nothing missing: %j", async (more) => {
    const keys = [{ name: "Another", createdOn: thatTime() }];
    const client = clientOf(stubFetch(() => json(200, { keys, ...more }, headers())));
    expect((await reconcile(client, lostCreate("Order 1"))).verdict).toBe("undecided");
  });

  const noMore = [
    { hasMore: false },
    { done: true, isLast: true, endTime: "x", lastLogin: "x" },
    { nextCursor: null },
    { total: 1 },
    { itemCount: "1" },
    { links: { next: null, list: [{ rel: "self" }] }, meta: { total: 1 } },
    { success: true, statusCode: "200" },
    { ["x".repeat(100)]: 1 },
    { accountId: "a", discount: 1, country: "FR", continent: "EU", homepage: "a", abandoned: false },
    Object.fromEntries(Array.from({ length: 999 }, (_, n) => [`field${n}`, n])),
  ];
  test.each(noMore)("that says that there is no more proves it: %j", async (more) => {
    const keys = [{ name: "Another", createdOn: thatTime(), page: 2 }];
    const client = clientOf(stubFetch(() => json(200, { keys, ...more }, headers())));
    expect((await reconcile(client, lostCreate("Order 1"))).verdict).toBe("not_created");
  });

  test("of status 206 proves nothing missing", async () => {
    expect(await verdictOf([], {}, 206)).toBe("undecided");
  });

  test("that is a part can have the key all the same", async () => {
    expect(await verdictOf([{ name: "Order 1", createdOn: thatTime() }], { age: "1" }, 206)).toBe("maybe_created");
  });

  const current = [
    { age: "0" },
    { link: '</a>; rel="prev"' },
    { link: '</next>; rel="self"' },
    { link: linkOf(10_000) },
    { "x-cache-key": "a1", "x-note": "white stale bread", "x-homepage": "a", "x-subtotal": "9" },
    { "x-total-count": "0" },
    { "x-cache": "Miss from cloudfront", "cf-cache-status": "DYNAMIC", "x-cache-hits": "0", "cache-control": "no-store" },
    { "x-ratelimit-remaining": "9", "x-envoy-attempt-count": "1" },
    { warning: '199 - "x"' },
  ];
  test.each(current)("that is whole and current proves it: %j", async (more) => {
    expect(await verdictOf([], more)).toBe("not_created");
  });

  test.each([
    ["age", "1"],
    ["link", '</b>; rel="next"'],
    ["content-range", "items 0-9/57"],
    ["warning", '110 - "Response is Stale"'],
    ["x-total-count", "57"],
    ["x-cache", "HIT"],
  ])("proves nothing missing if its headers have only `get`: %s", async (name, value) => {
    const given = new Map(Object.entries({ ...headers(), [name]: value }));
    const answer = { status: 200, headers: { get: (name: string) => given.get(name) ?? null }, text: async () => '{"keys":[]}' };
    const client = clientOf(async () => answer as unknown as Response);
    expect((await reconcile(client, lostCreate("Order 1"))).verdict).toBe("undecided");
  });
});
