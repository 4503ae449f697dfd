// `pnpm spec:review`: tells a reviewer what a change of the spec means to a consumer.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fail, operationsOf, readSpec, type Spec } from "@flexfactor/spec";
import { commandLine } from "@flexfactor/spec/command-line";
import { type Bump, highest } from "./finding.ts";
import { FORMATS, type Reach, type Review, type ReviewedChange } from "./formats.ts";
import { changedFiles, forkPoint, git } from "./git.ts";
import { bumped, pendingChangesets, promisedBump, readWaivers, versionOf, type Waiver } from "./promises.ts";
import { publicMethods } from "./public-methods.ts";
import { type Change, judge } from "./verdict.ts";

const SPEC = "spec/openapi.yaml";
const WAIVERS = "spec/review-waivers.yaml";
const USAGE = `pnpm spec:review [--base REF] [--format terminal|markdown|md|json]

Says what a change of ${SPEC} means for a consumer, and which version bump it needs.

  --base REF   the revision to compare with; by default the commit where the branch left main
  --format     terminal (for people, the default), markdown or md (for a pull request), json (for machines)

It fails if the changesets of this branch promise less than the change needs, if a call may now be sent twice and no waiver says why, if
a waiver matches no change, and on any error. Waivers are in ${WAIVERS}.`;

/** Compares the spec in the work tree with its revision at `base`, by default the commit where the branch left main. */
export async function review(folder: string, ref?: string): Promise<Review> {
  const base = ref ?? forkPoint(folder);
  const name = `${SPEC} at ${ref ?? base.slice(0, 12)}`;
  const temporary = mkdtempSync(join(tmpdir(), "review-"));
  const [baseFile, headFile] = [join(temporary, "base.yaml"), join(folder, SPEC)];
  try {
    const text = git(folder, "show", `${base}:${SPEC}`) ?? fail(name, "cannot be read; name another revision with --base");
    writeFileSync(baseFile, text);
    const specs =
      text === readFileSync(headFile, "utf8") ? [] : [baseFile, headFile].map((file) => ({ name: file, spec: readSpec(file) }));
    const [before, after] = specs;
    const found = before && after ? await judge(before, after) : [];
    const reach = reachOf(folder, specs.map(({ spec }) => spec).toReversed());
    const waivers = readWaivers(folder, WAIVERS);
    const changes = found.map((change) => waived({ ...change, reach: reach(change) }, waivers));
    const pending = pendingChangesets(folder);
    const own = changedFiles(folder, base, ".changeset").filter((file) => pending.includes(file));
    const needed = highest(changes.map(({ bump }) => bump));
    const promised = promisedBump(folder, own);
    const problems = [...problemsOf(changes, waivers), ...missing(needed, promised)];
    return { base: name, changes, needed, promised, ...releases(folder, needed, promisedBump(folder, pending)), problems };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(message.replaceAll(baseFile, name).replaceAll(headFile, SPEC));
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

function waived(change: ReviewedChange, waivers: Waiver[]): ReviewedChange {
  const waiver = waivers.find((one) => one.change === change.id);
  return waiver ? { ...change, bump: waiver.bump, waived: waiver.reason } : change;
}

function problemsOf(changes: ReviewedChange[], waivers: Waiver[]): string[] {
  const lost = waivers.filter((waiver) => !changes.some(({ id }) => id === waiver.change));
  const alarming = changes.filter(({ alarm, waived: reason }) => alarm && !reason);
  return [
    ...alarming.map(({ id }) => `"${id}" needs a waiver in ${WAIVERS} that says why it may be sent twice.`),
    ...lost.map(({ change }) => `${WAIVERS}: no change is called "${change}" any more; remove the waiver.`),
  ];
}

function missing(needed: Bump, promised: Bump): string[] {
  if (highest([needed, promised]) === promised) return [];
  const there = promised === "none" ? "this branch adds none" : `those of this branch promise ${promised}`;
  return [`This needs a ${needed} changeset; ${there}. Run \`pnpm changeset\`.`];
}

/** The next version, as changesets makes it: after the needed bump, and after all pending changesets. */
function releases(folder: string, needed: Bump, pending: Bump): Pick<Review, "versions"> {
  const version = versionOf(folder);
  if (version === undefined) return {};
  return { versions: { now: version, needed: bumped(version, needed), next: bumped(version, pending) } };
}

/** Each operation of a change, with its package and the public methods that reach it. */
function reachOf(folder: string, specs: Spec[]): (change: Change) => Reach[] {
  const operations = specs.flatMap(operationsOf);
  const methods = new Map(operations.map(({ tag }) => [tag, publicMethods(join(folder, "packages", tag))]));
  const byId = Map.groupBy(operations, ({ operationId }) => operationId);
  return ({ places }) =>
    [...new Set(places.map(({ operation }) => operation))].map((id) => {
      const known = byId.get(id) ?? [];
      const { method, path, tag } = known.at(-1) ?? fail(id, "is in neither revision");
      const found = known.flatMap((one) => methods.get(one.tag)?.(`${one.method} ${one.path}`) ?? []);
      const reach = { operation: id, request: `${method} ${path}`, package: `@flexfactor/${tag}` };
      return { ...reach, methods: [...new Set(found)], call: `client.${method}("${path}", …)` };
    });
}

async function main(): Promise<void> {
  const options = { base: { type: "string" }, format: { type: "string", default: "terminal" } } as const;
  const { base, format } = commandLine(USAGE, options).values;
  const print = FORMATS[format] ?? fail("--format", `must be one of ${Object.keys(FORMATS).join(", ")}`);
  const result = await review(join(import.meta.dirname, "../.."), base);
  console.log(print(result));
  if (result.problems.length > 0) process.exitCode = 1;
}

if (import.meta.main)
  await main().catch((error: unknown) => {
    console.error(`review: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  });
