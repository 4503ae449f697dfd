// Copies the headers of an answer into real `Headers`.

/** The headers of an answer that are read, also by the other packages. */
const USED_HEADERS = [
  "age",
  "apigw-requestid",
  "cache-status",
  "cf-cache-status",
  "content-range",
  "content-type",
  "date",
  "link",
  "location",
  "retry-after",
  "server-timing",
  "warning",
  "x-cache",
  "x-next-page",
  "x-total-count",
] as const;

/**
 * A copy in real `Headers`, whose functions do not throw. What a custom `fetch` gives can be another class, a proxy, or `Headers` whose `get`
 * somebody replaced.
 */
export function realHeaders(given: Headers): Headers {
  const headers = new Headers();
  for (const entry of entriesOf(given)) {
    try {
      // Not `[name, value] = entry`, which calls a `return` that other code put on `Object.prototype`.
      if (typeof entry[1] === "string") headers.append(entry[0], entry[1]);
    } catch {
      // No Response can have this header, like `:status` of Node's HTTP/2.
    }
  }
  return headers;
}

/** All entries; or those that are used, if the headers cannot be listed. */
function entriesOf(given: Headers): [name: string, value: unknown][] {
  try {
    if (given[Symbol.iterator]) return Array.from(given);
  } catch {
    // They cannot be listed.
  }
  return USED_HEADERS.flatMap((name) => {
    try {
      return [[name, given.get(name)]];
    } catch {
      return [];
    }
  });
}
