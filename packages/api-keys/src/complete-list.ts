// Finds out whether an answer lists all keys, as they are now. The spec knows no pages and no caches, but the API may get them one day.
import { hasContent, isSecret, type Reply } from "@flexfactor/core/internal";

/** An answer with a list, and how many keys it has. */
export type ListReply = Pick<Reply<object>, "status" | "headers" | "data"> & { readonly count: number };

/**
 * Whether nothing in an answer says that it is a part or a copy. A part has another status than 200 (RFC 9110: 203 was changed on the way,
 * 206 is a range), a range, a link to the next part (RFC 8288), or a field or header that speaks of pages, of more, or of another total.
 */
export function isComplete({ status, headers, data, count }: ListReply): boolean {
  const isPart = status !== 200 || headers.has("content-range") || hasNextLink(headers);
  return !isPart && !isCopy(headers) && !headersSayMore(headers, count) && !fieldsSayMore(data, count);
}

/** The longest `Link` that is read. A longer one may say anything. */
const MAX_LINKS_LENGTH = 10_000;

function hasNextLink(headers: Headers): boolean {
  const links = headers.get("link") ?? "";
  if (links.length > MAX_LINKS_LENGTH) return true;
  const relations = links.match(/\brel *= *(?:"[^"]*"|[^\s";,]+)/gi) ?? [];
  return relations.some((relation) => /\bnext\b/i.test(relation));
}

/**
 * A copy from a cache has an `Age` (RFC 9111, 5.1), a `Warning` that it is stale, or a header of the cache that says so, by its value
 * (`X-Cache: TCP_HIT`, `Server-Timing: cdn-cache; desc=HIT`) or by its name (`X-From-Cache: 1`).
 */
function isCopy(headers: Headers): boolean {
  if (/[1-9]/.test(headers.get("age") ?? "") || /\b11[0-3]\b/.test(headers.get("warning") ?? "")) return true;
  return someHeader(headers, (name, value) => {
    const saysHit = /hit|stale|updating|\bfresh\b/i.test(value) || (OF_HIT.test(name) && /[1-9]|true|yes/i.test(value));
    return (name.includes("cache") || value.includes("cdn-cache")) && saysHit;
  });
}

/** Names of headers that speak of a copy, unless their value is 0 or false: `X-Cache-Hits`, `X-Cached`. */
const OF_HIT = /hits?$|cached|from-cache/;

/** Words of names that speak of a part: `hasMore`, `next_cursor`, `pagination`, `isTruncated`. */
const OF_PART =
  /^(next|more|hasmore|after|cursor|marker|bookmark|scroll|position|pag|offset|trunc|continu|partial|incomplete|remain|evaluated|exceed|unprocessed|error|warn|timed|unreach|missing|fail|terminated)/;

/** Words of names that speak of a part if they are false: `done`, `isLast`, `end_of_stream`. */
const OF_END = /^(done|last|end|complete)/;

/** Words of names that speak of a part if the number is not that of the keys: `total`, `itemCount`. */
const OF_NUMBER = /^(total|counts?$|found$)/;

/** The same in headers, with fewer words, because a complete list can come with `X-RateLimit-Remaining` and `X-Envoy-Attempt-Count`. */
const OF_PART_IN_HEADER = /^(next|more|hasmore|after|cursor|pag|offset|continu)/;
const OF_NUMBER_IN_HEADER = /^total/;

function headersSayMore(headers: Headers, count: number): boolean {
  return someHeader(headers, (name, value) => {
    // `Retry-After` and `X-RateLimit-Reset-After` are no cursors, like `CB-After`.
    const words = wordsOf(name.replace(/re(try|set)-after/, ""));
    return has(words, OF_PART_IN_HEADER) || (has(words, OF_NUMBER_IN_HEADER) && value !== String(count));
  });
}

function someHeader(headers: Headers, speaks: (name: string, value: string) => boolean): boolean {
  return Array.from(headers.keys()).some((name) => speaks(name, headers.get(name) ?? ""));
}

/** How many fields of an answer are read, and the longest name of one. An answer with more, or with a longer one, may say anything. */
const MAX_FIELDS = 1_000;
const MAX_NAME_LENGTH = 100;

/** Reads the fields of an answer at any depth, but not those of the keys. */
function fieldsSayMore(data: object, count: number): boolean {
  const rest: unknown[] = Array.isArray(data) ? [] : [data];
  let read = 0;
  while (rest.length > 0) {
    const fields = rest.pop() as Record<string, unknown>;
    // `Object.keys` of a long list takes Bun long.
    if (Array.isArray(fields) && fields.length > MAX_FIELDS) return true;
    const areMore = Object.keys(fields).some((name) => {
      const value = fields[name];
      if (typeof value === "object" && value !== null && name !== "keys") rest.push(value);
      const isTooMuch = ++read > MAX_FIELDS || name.length > MAX_NAME_LENGTH;
      // A secret outside of the keys can only be a token for the next part: `nextPageToken`.
      return isTooMuch || isSecret(value) || saysMore(name, value, count);
    });
    if (areMore) return true;
  }
  return false;
}

function saysMore(name: string, value: unknown, count: number): boolean {
  const isScalar = typeof value !== "object";
  if (/^rel(ation)?$/.test(name)) return isScalar ? /\bnext\b/i.test(String(value)) : value !== null;
  const words = wordsOf(name);
  if (value === false) return has(words, OF_END);
  const isOfPart = has(words, OF_PART) || (has(words, OF_NUMBER) && !(isScalar && String(value) === String(count)));
  return isOfPart && saysSomething(value);
}

/** Whether a value is not empty: a complete list can come with `errors: []`. */
function saysSomething(value: unknown): boolean {
  return typeof value === "object" && value !== null ? hasContent(value) : Boolean(value);
}

function has(words: string[], kind: RegExp): boolean {
  return words.some((word) => kind.test(word));
}

/** The words of a name: `next`, `cursor` of `nextCursor` and of `next_cursor`. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]/);
}
