/** `Retry-After` in ms, in either form (RFC 9110, 10.2.3). A date is measured against the server's own clock. */
export function readRetryAfter(headers: Headers): number | undefined {
  const value = headers.get("retry-after") ?? "";
  // Four hundred digits are Infinity, which JSON does not have.
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1000, Number.MAX_VALUE);
  if (!value.endsWith(" GMT")) return undefined;
  const waitMs = Date.parse(value) - (serverTime(headers) ?? Date.now());
  return waitMs >= 0 ? waitMs : undefined;
}

/** The server's clock when it answered, in ms since 1970: its `Date` header (RFC 9110, 6.6.1). */
export function serverTime(headers: Headers): number | undefined {
  // The oldest form has no time zone, and means GMT (RFC 9110, 5.6.7).
  const date = (headers.get("date") ?? "").replace(/ \d{4}$/, "$& GMT");
  const time = date.endsWith(" GMT") ? Date.parse(date) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
