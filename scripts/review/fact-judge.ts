// Judges what reaches a consumer in other ways than through types and bodies: who may call, at which address, whether a call is retried, and
// in which package a method is.
import { type Finding, quote } from "./finding.ts";
import type { Keywords } from "./raw-schema.ts";
import type { Surface, Surfaces, WayIn } from "./surface.ts";
import { type Found, say } from "./surface-judge.ts";

export function judgeFacts(base: Surfaces, head: Surfaces): Finding[] {
  const found: Finding[] = servers(base, head);
  const oldNames = oldNamesOf(base.spec, head.spec);
  for (const [key, before] of base.operations) {
    const after = head.operations.get(key);
    if (!after) continue;
    const here = [
      ...retries(before, after),
      ...names(before, after),
      ...credentials(
        before.security,
        after.security.map((way) => withNames(way, oldNames)),
      ),
      ...schemes(before, base, head),
    ];
    found.push(...here.map((one) => ({ operation: before.id, ...one })));
  }
  return found;
}

/** Compares servers by the names of their environments, because consumers choose an environment by its name. */
function servers({ spec: base }: Surfaces, { spec: head }: Surfaces): Finding[] {
  const byName = (list: { url: string; "x-environment"?: string }[]) =>
    new Map(list.map((server) => [server["x-environment"] ?? server.url, server.url]));
  const [before, after] = [byName(base.servers), byName(head.servers)];
  const renamed = new Map<string, string>();
  for (const [name, url] of before)
    for (const [other, itsUrl] of after) if (itsUrl === url && !after.has(name) && !before.has(other)) renamed.set(name, other);
  const found = [...before].flatMap(([name, url]) => server(name, url, after.get(name), renamed.get(name)));
  for (const [name, url] of after)
    if (!before.has(name) && ![...renamed.values()].includes(name))
      found.push(say("", "minor", `There is a new environment, ${quote(name)} at ${quote(url)}.`, ""));
  return found.map((one) => ({ operation: "", ...one }));
}

function server(name: string, url: string, now: string | undefined, newName: string | undefined): Found[] {
  if (now === url) return [];
  const refused = "`createClient` refuses the old name";
  if (newName) return [say("", "major", `The environment ${quote(name)} is now called ${quote(newName)}.`, refused)];
  if (!now) return [say("", "major", `The environment ${quote(name)} is gone, with ${quote(url)}.`, refused)];
  const words = `The environment ${quote(name)} is now at ${quote(now)}; it was at ${quote(url)}.`;
  return [say("", "major", words, "calls go somewhere else")];
}

function retries({ retry: before }: Surface, { retry: after }: Surface): Found[] {
  if (before === after) return [];
  const words = `\`x-retry\` is now ${quote(after)}; it was ${quote(before)}.`;
  if (after === "never") return [say("", "minor", words, "calls that were retried now fail", "retry")];
  const why = "A CALL WHOSE ANSWER IS LOST IS SENT TWICE: the server may carry it out twice";
  return [{ ...say("", "major", words, why, "retry"), alarm: true }];
}

function names(before: Surface, after: Surface): Found[] {
  const found: Found[] = [];
  if (before.id !== after.id)
    found.push(
      say(
        "",
        "major",
        `The operation is now called ${quote(after.id)}; it was ${quote(before.id)}.`,
        "types and errors name an operation by its id",
      ),
    );
  if (before.tag !== after.tag)
    found.push(
      say(
        "",
        "major",
        `The operation is now tagged ${quote(after.tag)}; it was ${quote(before.tag)}.`,
        "its methods move to another package",
      ),
    );
  if (!before.deprecated && after.deprecated)
    found.push(say("", "minor", "The operation is deprecated.", "an editor strikes it through"));
  if (before.deprecated && !after.deprecated) found.push(say("", "patch", "The operation is no longer deprecated.", ""));
  return found;
}

/** Whether credentials that satisfy one requirement also satisfy the other. */
const covers = (one: WayIn, other: WayIn): boolean =>
  Object.entries(other).every(([scheme, scopes]) => one[scheme] && scopes.every((scope) => one[scheme]?.includes(scope)));

/** The old name of each scheme that got a new one: a caller does not see what a scheme is called. */
function oldNamesOf(base: object, head: object): Map<string, string> {
  const [before, after] = [schemesIn(base), schemesIn(head)];
  const [gone, added] = [Object.keys(before).filter((name) => !after[name]), Object.keys(after).filter((name) => !before[name])];
  const factsOf = (scheme?: Keywords): string => JSON.stringify(Object.entries(scheme ?? {}).sort());
  return new Map(
    added.flatMap((name) => {
      const old = gone.find((other) => factsOf(schemeOf(base, other)) === factsOf(schemeOf(head, name)));
      return old === undefined ? [] : [[name, old]];
    }),
  );
}

const withNames = (way: WayIn, names: Map<string, string>): WayIn =>
  Object.fromEntries(Object.entries(way).map(([name, scopes]) => [names.get(name) ?? name, scopes]));

function credentials(before: WayIn[], after: WayIn[]): Found[] {
  const accepts = (ways: WayIn[], all: WayIn[]) => ways.every((way) => all.some((other) => covers(way, other)));
  const [still, already] = [accepts(before, after), accepts(after, before)];
  if (still && already) return [];
  const [was, is] = [before, after].map(textOf);
  const words = `It is now called with ${is}; it was with ${was}.`;
  if (!still) return [say("", "major", words, "callers that had access may lose it", `security ${words}`)];
  return [say("", "minor", words, "more callers have access", `security ${words}`)];
}

function textOf(ways: WayIn[]): string {
  const texts = ways.map((way) => {
    const schemes = Object.entries(way).map(
      ([name, scopes]) => `\`${name}\`${scopes.length > 0 ? ` (${scopes.join(", ")})` : ""}`,
    );
    return schemes.join(" and ") || "no credential";
  });
  return texts.join(", or ");
}

/** Compares how credentials are requested and sent. A new scope breaks nothing. */
function schemes({ security }: Surface, base: Surfaces, head: Surfaces): Found[] {
  const used = [...new Set(security.flatMap((way) => Object.keys(way)))];
  return used.flatMap((name) => {
    const [before, after] = [base, head].map(({ spec }) => schemeOf(spec, name));
    if (!before || !after) return [];
    const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => before[key] !== after[key]);
    return changed.map((key) => {
      const words = `The ${key} of ${quote(name)} is now ${quote(after[key])}; it was ${quote(before[key])}.`;
      const isNewScope = key.includes("scopes") && before[key] === undefined;
      const isText = key.endsWith("bearerFormat") || (key.includes("scopes") && after[key] !== undefined);
      const bump = isNewScope ? "minor" : isText ? "patch" : "major";
      return say("", bump, words, bump === "major" ? "callers get or send credentials differently" : "", `scheme ${words}`);
    });
  });
}

const schemesIn = (spec: object): Record<string, Keywords> =>
  (spec as { components?: { securitySchemes?: Record<string, Keywords> } }).components?.securitySchemes ?? {};

/** The facts of a scheme by their path, like `flows.clientCredentials.tokenUrl`. */
function schemeOf(spec: object, name: string): Record<string, unknown> | undefined {
  const scheme = schemesIn(spec)[name];
  if (!scheme) return undefined;
  const facts: Record<string, unknown> = {};
  const walk = (node: Keywords, path: string): void => {
    for (const [key, value] of Object.entries(node))
      if (typeof value === "object" && value !== null) walk(value as Keywords, `${path}${key}.`);
      else if (key !== "description") facts[`${path}${key}`] = value;
  };
  walk(scheme, "");
  return facts;
}
