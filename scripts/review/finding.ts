// A finding of a judge: one change that a consumer may notice, at one place.

export const BUMPS = ["none", "patch", "minor", "major"] as const;
export type Bump = (typeof BUMPS)[number];
export const highest = (bumps: Bump[]): Bump => BUMPS.findLast((bump) => bumps.includes(bump)) ?? "none";

export interface Place {
  operation: string;
  /** `body.name`, `query.limit`, `200.keys[].id`, `200.headers.date`; empty for the operation itself. */
  place: string;
}
export interface Finding extends Place {
  words: string;
  bump: Bump;
  why: string;
  /** The same object or text for one change that is found in several places. */
  origin: unknown;
  /** Whether it needs a waiver, whatever the changesets promise. */
  alarm?: boolean;
}

/** Whether a place is another one, or inside it. */
export function isWithin(outer: Place, { operation, place }: Place): boolean {
  if (operation !== outer.operation) return false;
  return outer.place === "" || place === outer.place || [".", "["].some((next) => place.startsWith(outer.place + next));
}

/** The name of a place in the report: `name` for `body.name`, or words for a whole body or answer. */
export function nameOf(place: string): string {
  const [where = "", ...rest] = place.split(".");
  if (rest[0] === "headers") return `the header \`${rest.slice(1).join(".")}\``;
  if (rest.length > 0) return `\`${rest.join(".")}\``;
  const [, status, inside = ""] = where.match(/^(\w+?)(\[.*)?$/) ?? [];
  const whole = status && /^(\d|default)/.test(status) ? `the answer ${status}` : `the ${status}`;
  return inside ? `each item of ${whole}` : whole;
}

/** Quotes a value for the report. */
export function quote(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
  return `\`${text.length > 60 ? `${text.slice(0, 59)}…` : text}\``;
}
