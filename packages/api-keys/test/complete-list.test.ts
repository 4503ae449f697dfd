// When a list counts as whole, so that a key that is not in it counts as not created.
import { json, stubFetch } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test } from "vitest";
import { apiKeys, reconcile } from "../src/index.ts";
import { clientOf } from "./clients.ts";
import { headers, lostCreate, thatTime, verdictOf } from "./lost-key.ts";

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
    ["a cursor", { "cb-after": "10" }],
    ["an age", { age: "1" }],
    ["two ages", { age: "0, 30" }],
    ["a hit of a cache", { "x-cache": "Hit from cloudfront", age: "0" }],
    ["a hit of another cache", { "x-cache": "TCP_HIT from a1" }],
    ["the hits of a cache", { "x-cache-hits": "0, 3" }],
    ["a hit of a cache by its name", { "x-cache-hit": "true" }],
    ["an answer that is cached by its name", { "x-tyk-cached-response": "1" }],
    ["an answer from a cache by its name", { "x-from-cache": "1" }],
    ["a copy that is still fresh", { "x-rack-cache": "fresh" }],
    ["a copy that is being updated", { "cf-cache-status": "UPDATING" }],
    ["a continuation", { "x-ms-continuation": "a" }],
    ["a hit of a named cache", { "cache-status": "edge; hit" }],
    ["a stale copy of a cache", { "cf-cache-status": "STALE" }],
    ["a hit of a cache among the times", { "server-timing": "edge; dur=1, cdn-cache; desc=HIT" }],
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
    { link: [{ relation: "self" }, { relation: "next" }] },
    { exceededTransferLimit: true },
    { UnprocessedKeys: { table: {} } },
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
    { nextPageToken: "a" },
    { NextToken: "a" },
    { continuationToken: "a" },
    { meta: { resume_token: "a" } },
    { error: "shard 3 timed out" },
    { warnings: ["truncated"] },
    { timed_out: true },
    { unreachable: ["us-east1"] },
    { missingZones: ["a"] },
    { _shards: { failed: 1 } },
    { terminated_early: true },
    { numFound: 3 },
    { after: "t3_a1" },
    { bookmark: "g1A" },
    { _scroll_id: "DXF1" },
    { ["x".repeat(101)]: 1 },
    { list: Array.from({ length: 1_001 }, () => 1) },
    Object.fromEntries(Array.from({ length: 1_001 }, (_, n) => [`field${n}`, n])),
  ])("that says that there is more proves nothing missing: %j", async (more) => {
    const keys = [{ name: "Another", createdOn: thatTime() }];
    const client = clientOf(stubFetch(() => json(200, { keys, ...more }, headers())));
    expect((await reconcile(client, lostCreate("Order 1"))).verdict).toBe("undecided");
  });

  test.each([
    ["a total that is an object", '"total":{"toString":"x"}'],
    ["a relation that is an object", '"rel":{"toString":"x"}'],
    ["a relation that is a deep list", `"rel":${"[".repeat(20_000)}${"]".repeat(20_000)}`],
  ])("with a field of another kind than its name says is listed, and proves nothing missing: %s", async (_, field) => {
    const client = clientOf(stubFetch(() => new Response(`{"keys":[],${field}}`, { headers: headers() })));
    expect(await apiKeys(client).list("mid_1")).toEqual([]);
    expect((await reconcile(client, lostCreate("Order 1"))).verdict).toBe("undecided");
  });

  const noMore = [
    { hasMore: false },
    { errors: [], warnings: {}, error: null, next: {} },
    { done: true, isLast: true, endTime: "x", lastLogin: "x" },
    { nextCursor: null },
    { total: 1 },
    { rel: null },
    { rel: "self" },
    { barrel: "next", relationship: "next" },
    { itemCount: "1" },
    { links: { next: null, list: [{ rel: "self" }] }, meta: { total: 1 } },
    { success: true, statusCode: "200" },
    { ["x".repeat(100)]: 1 },
    { accountId: "a", discount: 1, country: "FR", foundation: "a", continent: "EU", homepage: "a", abandoned: false },
    Object.fromEntries(Array.from({ length: 999 }, (_, n) => [`field${n}`, n])),
  ];
  test.each(noMore)("that says that there is no more proves it: %j", async (more) => {
    const keys = [{ name: "Another", createdOn: thatTime(), page: 2 }];
    const client = clientOf(stubFetch(() => json(200, { keys, ...more }, headers())));
    expect((await reconcile(client, lostCreate("Order 1"))).verdict).toBe("not_created");
  });

  test.each([206, 203, 226])("of status %i proves nothing missing", async (status) => {
    expect(await verdictOf([], {}, status)).toBe("undecided");
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
    { "retry-after": "1", "x-ratelimit-reset-after": "1", "x-cache": "TCP_REFRESH_MISS" },
    { "x-cache": "Miss from cloudfront", "cf-cache-status": "DYNAMIC", "x-cache-hits": "0", "cache-control": "no-store" },
    { "x-cached": "false", "x-from-cache": "0", "x-cache-enabled": "true", "x-architecture-cache": "1" },
    { "x-ratelimit-remaining": "9", "x-envoy-attempt-count": "1" },
    { warning: '199 - "x"' },
    { "server-timing": "cdn-cache; desc=MISS, edge; dur=1" },
    { "server-timing": "cache; desc=hit" },
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
