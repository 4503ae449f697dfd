// What a change of the spec means for a consumer, for the one who reviews it.
//
//   node scripts/review/review.ts [--base REF] [--format terminal|markdown|json]
//
// Exit 1 when the pending changesets promise less than the change needs, when a waiver no longer matches, and on any error.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fail, operationsOf, readSpec } from "../spec.ts";
import { FORMATS, type Reach, type Review } from "./formats.ts";
import { promisedBump, readWaivers } from "./promises.ts";
import { publicMethods } from "./public-methods.ts";
import { type Change, judge } from "./verdict.ts";
import { highest } from "./wire-judge.ts";

const SPEC = "spec/openapi.yaml";
const WAIVERS = "spec/review-waivers.yaml";

/** Reviews the spec in a repository's working tree against a revision of it; by default against where the branch left main. */
export async function review(folder: string, ref?: string): Promise<Review> {
  const base = ref ?? forkPoint(folder);
  const name = `${SPEC} at ${ref ?? base.slice(0, 12)}`;
  const temporary = mkdtempSync(join(tmpdir(), "review-"));
  const [baseFile, headFile] = [join(temporary, "base.yaml"), join(folder, SPEC)];
  try {
    const text = git(folder, "show", `${base}:${SPEC}`) ?? fail(name, "cannot be read; name another revision with --base");
    writeFileSync(baseFile, text);
    const found = text === readFileSync(headFile, "utf8") ? [] : await judge(baseFile, headFile);
    const reach = found.length > 0 ? reachOf(folder, [headFile, baseFile]) : () => [];
    const waivers = readWaivers(folder, WAIVERS);
    const changes = found.map((change) => {
      const waiver = waivers.find((one) => one.change === change.id);
      return { ...change, reach: reach(change), ...(waiver && { bump: waiver.bump, waived: waiver.reason }) };
    });
    const needed = highest(changes.map(({ bump }) => bump));
    const promised = promisedBump(folder);
    const problems = waivers
      .filter((waiver) => !found.some(({ id }) => id === waiver.change))
      .map(({ change }) => `${WAIVERS}: no change is called "${change}" any more; remove the waiver.`);
    if (highest([needed, promised]) !== promised)
      problems.push(
        `This needs a ${needed} changeset; ${promised === "none" ? "there is none" : `the pending ones promise ${promised}`}. Run \`pnpm changeset\`.`,
      );
    return { base: name, changes, needed, promised, problems };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(message.replaceAll(baseFile, name).replaceAll(headFile, SPEC));
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

/** Each operation of a change with its package and the public methods that come to it. */
function reachOf(folder: string, files: string[]): (change: Change) => Reach[] {
  const operations = new Map(files.flatMap((file) => operationsOf(readSpec(file)).map((found) => [found.operationId, found])));
  const methods = new Map([...operations.values()].map(({ tag }) => [tag, publicMethods(join(folder, "packages", tag))]));
  return ({ places }) =>
    [...new Set(places.map(({ operation }) => operation))].flatMap((id) => {
      const { method, path, tag } = operations.get(id) ?? fail(id, "is in neither revision");
      const request = `${method} ${path}`;
      return [{ operation: id, request, package: `@flexfactor/${tag}`, methods: methods.get(tag)?.(request) ?? [] }];
    });
}

function forkPoint(folder: string): string {
  for (const main of ["origin/main", "main"]) {
    const base = git(folder, "merge-base", "HEAD", main)?.trim();
    if (base) return base;
  }
  return fail("There is no base", "neither origin/main nor main is here; name a revision with --base");
}

function git(folder: string, ...args: string[]): string | undefined {
  try {
    return execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 2 ** 26 });
  } catch {
    return undefined;
  }
}

if (import.meta.main)
  try {
    const options = { base: { type: "string" }, format: { type: "string", default: "terminal" } } as const;
    const { base, format } = parseArgs({ options }).values;
    const print = FORMATS[format] ?? fail("--format", `is one of ${Object.keys(FORMATS).join(", ")}`);
    const result = await review(join(import.meta.dirname, "../.."), base);
    console.log(print(result));
    if (result.problems.length > 0) process.exitCode = 1;
  } catch (error) {
    console.error(`review: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
