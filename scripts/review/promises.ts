// Reads what the repository promises for its next release: the bump of the pending changesets, and the waivers of the review.
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fail } from "@flexfactor/spec";
import { parse } from "yaml";
import { BUMPS, type Bump, highest } from "./finding.ts";

/** The highest bump in some changesets, because the packages share one version. */
export function promisedBump(folder: string, files: string[]): Bump {
  const bumps = files.flatMap((file) => {
    const front = readFileSync(join(folder, file), "utf8").match(/^---\s*\n(.*?)^---\s*$/ms)?.[1];
    if (front === undefined) return fail(file, "does not begin with the packages and their bumps between two lines of ---");
    return Object.values((parse(front) ?? {}) as Record<string, unknown>).map((bump) => asBump(bump, file));
  });
  return highest(bumps);
}

/** All pending changesets. */
export function pendingChangesets(folder: string): string[] {
  return globSync(".changeset/*.md", { cwd: folder, exclude: ["**/README.md"] });
}

/** The version that the packages share; `undefined` if there are no packages. */
export function versionOf(folder: string): string | undefined {
  const [file] = globSync("packages/*/package.json", { cwd: folder }).sort();
  return file && (JSON.parse(readFileSync(join(folder, file), "utf8")) as { version?: string }).version;
}

/** The version after a bump, as changesets makes it. It does not treat 0.x differently: a major bump of 0.3.1 makes 1.0.0. */
export function bumped(version: string, bump: Bump): string {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.+-]/).map(Number);
  if (bump === "major") return `${major + 1}.0.0`;
  if (bump === "minor") return `${major}.${minor + 1}.0`;
  return bump === "patch" ? `${major}.${minor}.${patch + 1}` : version;
}

/** Lets a change count as less than the judges say. */
export interface Waiver {
  /** The line of the change in the review, like `createApiKey body.name: …`. */
  change: string;
  bump: Bump;
  reason: string;
}

/** Reads waivers: `- change: …`, `counts-as: patch`, `reason: …`. All three are required. */
export function readWaivers(folder: string, file: string): Waiver[] {
  const path = join(folder, file);
  const entries: unknown = existsSync(path) ? (parse(readFileSync(path, "utf8")) ?? []) : [];
  if (!Array.isArray(entries)) return fail(file, "is not a list of waivers");
  return (entries as Record<string, unknown>[]).map((entry, index) => {
    const { change, reason, "counts-as": bump } = entry ?? {};
    const place = `${file}, waiver ${index + 1}`;
    if (typeof change !== "string" || !change) return fail(place, "has no `change`, which is a line of the review");
    if (typeof reason !== "string" || !reason.trim()) return fail(place, "has no `reason`");
    return { change, reason, bump: asBump(bump, `${place}, counts-as`) };
  });
}

function asBump(value: unknown, place: string): Bump {
  return BUMPS.find((bump) => bump === value) ?? fail(place, `must be ${BUMPS.join(", ")}, not ${value}`);
}
