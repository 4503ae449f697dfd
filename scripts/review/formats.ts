// Prints a review: as a short table on a terminal, as Markdown for a pull request, or as JSON for machines.
import { styleText } from "node:util";
import type { Change } from "./change.ts";
import { BUMPS, type Bump } from "./finding.ts";

export interface Reach {
  operation: string;
  request: string;
  package: string;
  methods: string[];
  /** The call that reaches it, if there is no method. */
  call: string;
}
export type ReviewedChange = Change & { reach: Reach[]; waived?: string };
export interface Review {
  base: string;
  changes: ReviewedChange[];
  needed: Bump;
  /** The bump in the changesets that this branch adds or changes. */
  promised: Bump;
  /** The version of the packages: now, after the needed bump, and after all pending changesets. */
  versions?: { now: string; needed: string; next: string };
  /** The reasons for which the review fails. */
  problems: string[];
}

export const FORMATS: Record<string, (review: Review) => string> = {
  terminal,
  markdown,
  md: markdown,
  json: (review) => JSON.stringify(review, null, 2),
};

const COLORS = { major: "red", minor: "green", patch: "gray", none: "gray" } as const;
const nothing = ({ base }: Review): string => `Nothing that a consumer can notice changed since ${base}.`;

function verdictOf({ bump, why }: ReviewedChange): string {
  if (bump === "major") return "breaks";
  if (bump === "minor") return why ? "changes" : "adds";
  return "harmless";
}

/** Calls that may now be sent twice come first, then breaking changes. */
function loudestFirst({ changes }: Review): ReviewedChange[] {
  const loudness = ({ alarm, bump }: ReviewedChange): number => (alarm ? BUMPS.length : BUMPS.indexOf(bump));
  return changes.toSorted((one, two) => loudness(two) - loudness(one));
}

function summary({ base, needed, promised, versions }: Review): string {
  const change = `Since ${base}, this needs a ${needed} bump; the changesets of this branch promise ${promised}.`;
  if (!versions || needed === "none") return change;
  const { now, needed: wanted, next } = versions;
  return `${change}\nFrom ${now}, changesets makes ${wanted} of a ${needed} bump; all that is pending makes ${next}.`;
}

/** The first few items of a list, and how many more there are. */
const FEW = 6;
function few(all: string[]): string[] {
  return all.length > FEW ? [...all.slice(0, FEW - 1), `and ${all.length - FEW + 1} more`] : all;
}

const waysTo = (reach: Reach[]): string[] => [
  ...new Set(reach.flatMap(({ methods, call }) => (methods.length > 0 ? methods : [call]))),
];

function terminal(review: Review): string {
  const rows = loudestFirst(review).map((change) => {
    const { id, bump, wire, types, why, reach, waived, alarm } = change;
    const isLoud = bump === "major" || waived || alarm;
    const details = isLoud
      ? [
          `wire ${wire}, types ${types}${why && `: ${why}`}`,
          reach.length > 0 && `reaches ${few(waysTo(reach)).join(", ")}`,
          waived && `waived: ${waived}`,
        ]
      : [bump === "minor" && why];
    const lines = details.filter(Boolean).map((line) => styleText("dim", `\n           ${line}`));
    const color = alarm && !waived ? (["bgRed", "white", "bold"] satisfies Parameters<typeof styleText>[0]) : COLORS[bump];
    return `${styleText(color, verdictOf(change).padEnd(8))}   ${alarm ? styleText("bold", id) : id}${lines.join("")}`;
  });
  const problems = review.problems.map((problem) => styleText("red", problem));
  if (rows.length === 0) return [nothing(review), ...problems].join("\n");
  return [...rows, "", summary(review), ...problems].join("\n");
}

function markdown(review: Review): string {
  const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
  const rows = loudestFirst(review).map((change) => {
    const { words, places, wire, types, why, reach, waived, alarm } = change;
    const where = few(reach.map((one) => reached(one, places)));
    const because = [waived ? `waived: ${waived}` : why].filter(Boolean).map((text) => `: ${text}`);
    const verdict = `${alarm ? "⚠️ " : ""}**${verdictOf(change)}**${because}`;
    return `| ${[words, where.join("<br>") || "every operation", verdict, wire, types].map(cell).join(" | ")} |`;
  });
  const problems = review.problems.map((problem) => `\n**${problem}**`);
  const head = ["| change | reaches | verdict | wire | types |", "| --- | --- | --- | --- | --- |"];
  const body = rows.length > 0 ? [...head, ...rows, "", summary(review)] : [nothing(review)];
  return ["## The spec change, for a consumer", "", ...body, ...problems].join("\n");
}

function reached({ operation, request, methods, call, package: owner }: Reach, places: Change["places"]): string {
  const shown = places.flatMap((one) => (one.operation === operation && one.place ? [`\`${one.place}\``] : []));
  const some = shown.length > 3 ? `${shown.slice(0, 2).join(", ")} and ${shown.length - 2} more` : shown.join(", ");
  const by = methods.length > 0 ? methods.map((method) => `\`${method}\``).join(", ") : `\`${call}\``;
  return `\`${operation}\` (${request})${some && ` ${some}`} → ${owner}: ${by}`;
}
