// What the answer to a list may cost, whatever is in it. The mutation run leaves this file out, because it measures time.
import { listOf, MiB, ratioToParsing } from "@flexfactor/testing/work";
import { expect, test } from "vitest";
import { apiKeys, type LostCreate, reconcile } from "../src/index.ts";
import { clientOf } from "./clients.ts";

/** NFKC makes eighteen characters of it. */
const LIGATURE = "\ufdfa";
/** NFKC has to put these two in order. */
const MARKS = "\u0316\u0301";
const MARKED = `a${"\u0315\u0300".repeat(15)}`;
/** So many times that it takes about a MiB of UTF-8. */
const filledWith = (text: string): string => text.repeat(MiB / Buffer.byteLength(text) - 10);
/** A list with one key, which is not from the time of the lost create. */
const oneNamed = (name: string): string => JSON.stringify({ keys: [{ name, createdOn: "2020-01-01T00:00:00Z" }] });

/** Ten thousand names of fields, as long as names that are read. */
const longNames = () => Array.from({ length: 10_000 }, (_, n) => [`${"aB".repeat(47)}${n}`, 1]);

const lists: Record<string, string> = {
  "one long name of ligatures": oneNamed(filledWith(LIGATURE)),
  "one name of ligatures": oneNamed(LIGATURE.repeat(20_000)),
  "one name of letters with thirty marks": oneNamed(MARKED.repeat(640)),
  "one name of marks": oneNamed(MARKS.repeat(10_000)),
  "one long name of ASCII": oneNamed(filledWith("Ab ")),
  "names of fifty ligatures": listOf({ name: LIGATURE.repeat(50) }),
  "names of one ligature": listOf({ name: LIGATURE }),
  "names of a letter with thirty marks": listOf({ name: MARKED }),
  "names of one letter": listOf({ name: "a" }),
  "names and dates": listOf({ name: "Order 1", createdOn: "2026-11-26T12:00:00Z" }),
  "dates without a zone": listOf({ createdOn: "2026-11-26T12:00" }),
  "one long date": JSON.stringify({ keys: [{ name: "Order 1", createdOn: `2026-11-26T12:00${filledWith("+00:00Z1")}` }] }),
  "keys without a field": listOf({}),
  "one long name of a field": JSON.stringify({ keys: [], ["aB".repeat(MiB / 2 - 50)]: 1 }),
  "many names of fields as long as those that are read": JSON.stringify({ keys: [], ...Object.fromEntries(longNames()) }),
};

/** A header as long as Node allows, of parts that a pattern could read in several ways. */
const links: Record<string, string> = {
  spaces: `</a>; rel=${" ".repeat(15_500)}x`,
  relations: "rel = ".repeat(2_500),
  quotes: `rel="${'rel=" '.repeat(2_500)}`,
};

/** Twelve times the parsing: a list of 349,000 keys without a field is parsed fast, and each of them becomes another object. */
const LIMIT = 12;

const LOST: LostCreate = { mid: "mid_1", keyName: "Order 1", firstSentAt: 1, mayAppearUntil: 1, outcome: "unknown" };

const clientWith = (text: string) => {
  const bytes = new TextEncoder().encode(text);
  expect(bytes.length).toBeLessThan(1_048_577);
  return clientOf(async () => new Response(bytes, { headers: { date: new Date().toUTCString() } }));
};

test.each(Object.entries(lists))("%s: keys are listed in little more time than JSON.parse takes", async (_, text) => {
  const keys = apiKeys(clientWith(text));
  expect(await ratioToParsing(() => keys.list("mid_1"), text, LIMIT)).toBeLessThan(LIMIT);
});

test.each(Object.entries(lists))("%s: a lost key is looked for in little more time than JSON.parse takes", async (_, text) => {
  const client = clientWith(text);
  expect(await ratioToParsing(() => reconcile(client, LOST), text, LIMIT)).toBeLessThan(LIMIT);
});

test.each([MARKED, MARKS])("a lost key with a long name of marks is looked for in little more time: %j", async (text) => {
  const client = clientWith('{"keys":[]}');
  const lost = { ...LOST, keyName: text.repeat(200_000 / text.length) };
  expect(await ratioToParsing(() => reconcile(client, lost), "{}", LIMIT)).toBeLessThan(LIMIT);
});

test.each(Object.entries(links))("a link of many %s is read in little more time than JSON.parse takes", async (_, link) => {
  const client = clientOf(async () => new Response('{"keys":[]}', { headers: { link } }));
  expect(await ratioToParsing(() => reconcile(client, LOST), listOf({ name: "a" }), LIMIT)).toBeLessThan(LIMIT);
});
