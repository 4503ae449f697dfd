// Runs the shell steps of the workflow as GitHub would, on a local repository with two branches.
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { copyOfRepository } from "@flexfactor/testing/copy-of-repository";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";

const copy = copyOfRepository();
const bin = join(copy, "bin-of-the-test");
const summary = join(copy, "summary.md");
const workflow = parse(readFileSync(join(copy, ".github/workflows/spec.yml"), "utf8"));

const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@example.com", ...args], { cwd: copy, stdio: "pipe" });
const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(copy, file)), { recursive: true });
  writeFileSync(join(copy, file), text);
};
const read = (file: string): string => readFileSync(join(copy, file), "utf8");
const edit = (from: string, to: string): void => {
  if (!read("spec/openapi.yaml").includes(from)) throw new Error(`The spec has no ${from}`);
  write("spec/openapi.yaml", read("spec/openapi.yaml").replace(from, to));
};

/** Makes a command that comes before the machine's own in PATH. */
function command(name: string, script: string): void {
  write(`bin-of-the-test/${name}`, `#!/usr/bin/env bash\n${script}`);
  chmodSync(join(bin, name), 0o755);
}

/** Runs a step of a job as GitHub's bash does. */
function run(job: string, step: string, env: Record<string, string> = {}) {
  const script = workflow.jobs[job].steps.find(({ name }: { name?: string }) => name === step).run;
  const path = [bin, dirname(process.execPath), process.env["PATH"]].join(delimiter);
  const { status, stdout, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
    cwd: copy,
    encoding: "utf8",
    env: { ...process.env, PATH: path, GITHUB_STEP_SUMMARY: summary, GITHUB_REPOSITORY: "flexfactor/sdk", ...env },
  });
  return { status, output: stdout + stderr };
}
const review = () => run("review", "Review", { BASE: "main" });

beforeAll(() => {
  const { packageManager, scripts } = JSON.parse(read("package.json"));
  // Runs the script directly, because pnpm would install into the copy.
  command(
    "npx",
    `set -e; [ "$1 $2" = "-y ${packageManager}" ]; shift 2; [ "$1" = --silent ] && shift; cd "${copy}"; name=$1; shift
export PATH="${copy}/node_modules/.bin:$PATH"
case $name in spec:review) ${scripts["spec:review"]} "$@";; spec:lint) ${scripts["spec:lint"]};; spec:page) ${scripts["spec:page"]};; *) exit 64;; esac`,
  );
  command("gh", `printf '%s\\n' "$@" > "${copy}/gh.txt"; cp comment.md "${copy}/sent.md"`);
  git("init", "-q", "-b", "main");
  git("add", ".");
  git("commit", "-qm", "All of it");
  git("update-ref", "refs/remotes/origin/main", "main");
});
beforeEach(() => {
  git("checkout", "-qfB", "topic", "main");
  git("clean", "-fdq", "spec", ".changeset");
  rmSync(summary, { force: true });
});
afterAll(() => rmSync(copy, { recursive: true }));

describe("the workflow of a spec change", () => {
  test("fails on a changeset that promises too little, and shows why in the summary", () => {
    edit("required: [mid, name, type]", "required: [mid, name, type, scopes]");
    write(".changeset/scopes.md", '---\n"@flexfactor/core": minor\n---\n\nScopes.\n');
    git("add", ".");
    git("commit", "-qm", "Ask for scopes");
    expect(review().status).toBe(1);
    const text = readFileSync(summary, "utf8");
    expect(text).toContain("| You must now send `scopes`; it was optional. | `createApiKey` (POST /api-keys) `body.scopes`");
    expect(text).toContain("**This needs a major changeset; those of this branch promise minor.");
    expect(read("review.md")).toBe(text);
  });

  test("passes with a changeset that promises enough", () => {
    edit("required: [mid, name, type]", "required: [mid, name, type, scopes]");
    write(".changeset/scopes.md", '---\n"@flexfactor/core": major\n---\n\nScopes.\n');
    git("add", ".");
    git("commit", "-qm", "Ask for scopes");
    expect(review()).toEqual({ status: 0, output: "" });
    expect(readFileSync(summary, "utf8")).not.toContain("**This needs");
  });

  test("says in the summary why it cannot judge a spec", () => {
    edit("paths:", "paths: [");
    expect(review().status).toBe(1);
    expect(readFileSync(summary, "utf8")).toMatch(/^## The spec change cannot be judged\n\n {4}review: spec\/openapi.yaml: /);
  });

  test("lints the spec", () => {
    expect(run("review", "Lint").status).toBe(0);
    edit("x-retry: never", "x-retri: never");
    expect(run("review", "Lint")).toMatchObject({ status: 1, output: expect.stringContaining("sdk/known-extensions") });
  });

  test("edits its one comment, and keeps it within GitHub's limit", () => {
    write("review.md", `${"x".repeat(70_000)}`);
    expect(run("comment", "Comment", { NUMBER: "7" }).status).toBe(0);
    expect(read("gh.txt").trim().split("\n")).toEqual([
      "pr",
      "comment",
      "7",
      "--repo",
      "flexfactor/sdk",
      "--edit-last",
      "--create-if-none",
      "--body-file",
      "comment.md",
    ]);
    expect(read("sent.md").length).toBe(60_000);
  });

  test("uploads the page of the spec", () => {
    rmSync(join(copy, "dist/spec-page"), { recursive: true, force: true });
    expect(run("page", "Page").status).toBe(0);
    const { path } = workflow.jobs.page.steps.at(-1).with;
    expect(existsSync(join(copy, path, "index.html"))).toBe(true);
  });

  test("gives each job only the permissions that it needs, and no text of the pull request to a shell", () => {
    expect(workflow.permissions).toEqual({ contents: "read" });
    const { review: reviewing, comment, page } = workflow.jobs;
    expect([reviewing.permissions, page.permissions]).toEqual([undefined, undefined]);
    expect(comment.permissions).toEqual({ "pull-requests": "write" });
    for (const { steps } of [reviewing, comment, page])
      for (const step of steps) {
        expect(step.run ?? "").not.toContain("${{");
        if (step.uses) expect(step.uses).toMatch(/@[0-9a-f]{40}$/);
        if (step.uses?.startsWith("actions/checkout")) expect(step.with["persist-credentials"]).toBe(false);
      }
    // The job that may write does not check out the code of the pull request.
    expect(comment.steps.some(({ uses = "" }: { uses?: string }) => uses.startsWith("actions/checkout"))).toBe(false);
  });
});
