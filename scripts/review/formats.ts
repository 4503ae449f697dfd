// A review as text: a short table for a terminal, Markdown for a pull request, JSON for machines.
import { styleText } from "node:util";
import type { Change } from "./verdict.ts";
import { BUMPS, type Bump } from "./wire-judge.ts";

export interface Reach {
  operation: string;
  request: string;
  package: string;
  methods: string[];
}
export interface Review {
  base: string;
  changes: (Change & { reach: Reach[]; waived?: string })[];
  needed: Bump;
  promised: Bump;
  /** Why the review fails, if it does. */
  problems: string[];
}

export const FORMATS: Record<string, (review: Review) => string> = {
  terminal,
  markdown,
  json: (review) => JSON.stringify(review, null, 2),
};

const COLORS = { major: "red", minor: "green", patch: "gray", none: "gray" } as const;
const verdict = (bump: Bump): string => (bump === "major" ? "breaks" : bump === "minor" ? "adds" : "harmless");
const worstFirst = ({ changes }: Review) => changes.toSorted((one, two) => BUMPS.indexOf(two.bump) - BUMPS.indexOf(one.bump));
const summary = ({ needed, promised }: Review): string =>
  `this needs a ${needed} bump, the pending changesets promise ${promised}.`;
const nothing = ({ base }: Review): string => `Nothing that a consumer can notice changed since ${base}.`;

function terminal(review: Review): string {
  const rows = worstFirst(review).map(({ id, bump, wire, types, why, reach, waived }) => {
    const methods = [...new Set(reach.flatMap((one) => one.methods))].join(", ");
    const details = [
      `wire ${wire}, types ${types}${why && `: ${why}`}`,
      methods && `reaches ${methods}`,
      waived && `waived: ${waived}`,
    ];
    const lines =
      bump === "major" || waived ? details.filter(Boolean).map((line) => styleText("dim", `\n           ${line}`)) : [];
    return `${styleText(COLORS[bump], verdict(bump).padEnd(8))}   ${id}${lines.join("")}`;
  });
  const problems = review.problems.map((problem) => styleText("red", problem));
  if (rows.length === 0) return [nothing(review), ...problems].join("\n");
  return [...rows, "", `Since ${review.base}, ${summary(review)}`, ...problems].join("\n");
}

function markdown(review: Review): string {
  const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
  const rows = worstFirst(review).map(({ words, places, bump, wire, types, why, reach, waived }) => {
    const where = reach.map(({ operation, request, methods, ...one }) => {
      const all = places.filter((place) => place.operation === operation).map(({ place }) => place);
      const shown = all.filter(Boolean).map((place) => `\`${place}\``);
      const some = shown.length > 3 ? `${shown.slice(0, 2).join(", ")} and ${shown.length - 2} more` : shown.join(", ");
      const by = methods.length > 0 ? methods.map((method) => `\`${method}\``).join(", ") : "the raw client only";
      return `\`${operation}\` (${request})${some && ` ${some}`} → ${one.package}: ${by}`;
    });
    const because = [waived ? `waived: ${waived}` : why].filter(Boolean).map((text) => `: ${text}`);
    const cells = [words, where.join("<br>") || "every operation", `**${verdict(bump)}**${because}`, wire, types];
    return `| ${cells.map(cell).join(" | ")} |`;
  });
  const problems = review.problems.map((problem) => `\n**${problem}**`);
  const head = ["| change | reaches | verdict | wire | types |", "| --- | --- | --- | --- | --- |"];
  const body = rows.length > 0 ? [...head, ...rows, "", `Since ${review.base}, ${summary(review)}`] : [nothing(review)];
  return ["## The spec change, for a consumer", "", ...body, ...problems].join("\n");
}
