// Makes real `Headers` of what a custom `fetch` gave as the headers of an answer.

/** The headers of an answer that are read, also by the other packages. */
const USED_HEADERS = [
  "age",
  "apigw-requestid",
  "cache-status",
  "cf-cache-status",
  "content-range",
  "date",
  "link",
  "location",
  "retry-after",
  "warning",
  "x-cache",
  "x-next-page",
  "x-total-count",
] as const;

/** Real `Headers`, whose functions do not throw, made of what a custom `fetch` gave. */
export function realHeaders(given: Headers): Headers {
  if (areReal(given)) return given;
  const headers = new Headers();
  for (const entry of entriesOf(given)) {
    try {
      const [name, value] = entry;
      if (typeof value === "string") headers.append(name, value);
    } catch {
      // No Response can have this header, like `:status` of Node's HTTP/2.
    }
  }
  return headers;
}

/** Whether these are the runtime's own headers, and not a proxy or another class, whose functions can throw. */
function areReal(given: Headers): boolean {
  try {
    Headers.prototype.has.call(given, "date");
    return Object.getPrototypeOf(given) === Headers.prototype;
  } catch {
    return false;
  }
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
