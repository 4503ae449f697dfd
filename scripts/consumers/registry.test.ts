// A release from the maintainer to the consumer: made in a clone, published to a registry on loopback, and installed by name.
import { appendFileSync, copyFileSync, cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PACKAGES } from "@flexfactor/spec/packages";
import { startPrism } from "@flexfactor/testing/prism";
import { blockOf } from "@flexfactor/testing/readme";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { parse } from "yaml";
import { startRegistry } from "./registry.ts";
import { npm, run } from "./run.ts";
import { isInstalled, NODES, nodeOf } from "./tools.ts";

const root = join(import.meta.dirname, "../..");
const home = join(inject("project"), "../registry");
const clone = join(home, "clone");
const NAMES = PACKAGES.map((name) => `@flexfactor/${name}`);
const CHANGESET = `---\n${NAMES.map((name) => `"${name}": patch\n`).join("")}---\n\nA change that consumers notice.\n`;

let registry: Awaited<ReturnType<typeof startRegistry>>;
const git = (...args: string[]) => run("git", ["-c", "user.name=test", "-c", "user.email=test@localhost", ...args], clone);
const pnpm = (...args: string[]) => run("pnpm", args, clone);
const release = (env = {}) => run("pnpm", ["release", "--tag", "snapshot", "--no-git-tag"], clone, env);
const refusalOf = (failing: Promise<string>) =>
  failing.then(
    (printed) => `It did not fail, and printed ${printed}`,
    (error: Error) => error.message,
  );

beforeAll(async () => {
  registry = await startRegistry(home);
  await run("git", ["clone", "--quiet", "--no-local", root, clone], home);
  await run("pnpm", ["install", "--frozen-lockfile", "--prefer-offline"], clone);
  // Publishes only to loopback, whatever the settings of this machine say.
  writeFileSync(join(clone, ".npmrc"), registry.npmrc);
  for (const file of globSync("packages/*/package.json", { cwd: clone })) {
    const manifest = JSON.parse(readFileSync(join(clone, file), "utf8"));
    manifest.publishConfig.registry = registry.url;
    writeFileSync(join(clone, file), `${JSON.stringify(manifest, null, 2)}\n`);
  }
  for (const file of globSync(".changeset/*.md", { cwd: clone })) rmSync(join(clone, file));
  await git("switch", "--quiet", "--force-create", "main");
  await git("add", "--all");
  await git("commit", "--quiet", "--message", "Nothing to release");
});
afterAll(() => registry.close());

describe("a release", () => {
  test("is needed after a change of a package: without a changeset, a check fails and says so", async () => {
    await git("switch", "--quiet", "--create", "change");
    appendFileSync(join(clone, "packages/core/src/index.ts"), "// changed\n");
    await git("commit", "--quiet", "--all", "--message", "Change core");
    expect(await refusalOf(pnpm("changeset", "status", "--since=main"))).toMatch(/no changesets were found/i);
    writeFileSync(join(clone, ".changeset/a-change.md"), CHANGESET);
    await git("add", "--all");
    await git("commit", "--quiet", "--message", "Say it");
    expect(await pnpm("changeset", "status", "--since=main")).toContain("@flexfactor/core");
  });

  test("is refused while there are changesets", async () => {
    expect(await refusalOf(release())).toContain(
      "Nothing was published. Changesets are waiting: .changeset/a-change.md. Run `pnpm version:packages`",
    );
  });

  test("is refused if the work tree is not clean", async () => {
    await pnpm("changeset", "version", "--snapshot");
    await pnpm("generate");
    const refusal = await refusalOf(release());
    expect(refusal).toContain("Nothing was published. The work tree is not clean");
    expect(refusal).toContain("M packages/core/package.json");
  });

  test("is shown by a dry run, which builds from nothing and publishes nothing", async () => {
    await git("add", "--all");
    await git("commit", "--quiet", "--message", "Snapshot");
    const shown = await pnpm("release", "--dry-run");
    expect(shown).toMatch(new RegExp(`Cached: +0 cached, ${NAMES.length + 1} total`));
    for (const name of NAMES)
      expect(shown).toMatch(new RegExp(`${name}@0\\.0\\.0-\\d+, under the tag latest\\n( +[\\d.]+ kB  \\S+\\n)+`));
    expect(shown).toContain("Nothing was published. The tarballs are in dist/release.");
    expect(await refusalOf(run("npm", ["view", "@flexfactor/core"], clone))).toContain("E404");
  });

  test("by the workflow publishes the tarballs of the dry run, and fails on a machine without a CI provider, which provenance needs", async () => {
    const { jobs } = parse(readFileSync(join(clone, ".github/workflows/release.yml"), "utf8"));
    const step = jobs.publish.steps.find(({ name }: { name?: string }) => name === "Publish the tarballs");
    cpSync(join(clone, "dist/release"), join(home, "job/release"), { recursive: true });
    writeFileSync(join(home, "job/.npmrc"), registry.npmrc);
    const publish = (env: Record<string, string>) =>
      run("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], join(home, "job"), env);
    const provenance = { NPM_CONFIG_PROVENANCE: String(step.env.NPM_CONFIG_PROVENANCE) };
    expect(await refusalOf(publish({ ...provenance, GITHUB_ACTIONS: "", GITLAB_CI: "" }))).toContain(
      "provenance generation not supported for provider",
    );
  });

  test("publishes the packages, which a consumer installs by name and runs", async () => {
    expect(readFileSync(join(clone, "packages/auth/CHANGELOG.md"), "utf8")).toMatch(
      /^# @flexfactor\/auth\n\n## 0\.0\.0-\d+\n\n### Patch Changes\n\n- A change that consumers notice\.\n$/,
    );
    await release();
    const consumer = join(home, "consumer");
    mkdirSync(consumer);
    writeFileSync(join(consumer, "package.json"), "{}");
    const names = NAMES.map((name) => `${name}@snapshot`);
    writeFileSync(join(consumer, ".npmrc"), registry.npmrc);
    await npm(["install", ...names], consumer);
    expect(readFileSync(join(consumer, "node_modules/@flexfactor/auth/CHANGELOG.md"), "utf8")).toContain(
      "A change that consumers",
    );
    await runQuickStart(consumer);
  });

  test("is refused if everything is published", async () => {
    expect(await refusalOf(release())).toMatch(
      new RegExp(
        `Nothing was published. (@flexfactor/\\S+@0\\.0\\.0-\\S+,? ){${NAMES.length}}are on the registry already. A release needs a changeset`,
      ),
    );
  });

  test("of a pre-release is published under the tag next, so an install without a tag does not get it", async () => {
    await pnpm("changeset", "pre", "enter", "next");
    await pnpm("changeset", "add", "--minor", NAMES.join(","), "--message", "To be tried.");
    await pnpm("version:packages");
    await git("add", "--all");
    await git("commit", "--quiet", "--message", "Pre-release");
    const { version } = JSON.parse(readFileSync(join(clone, "packages/core/package.json"), "utf8"));
    expect(version).toMatch(/^\d+\.\d+\.\d+-next\.0$/);
    const shown = await pnpm("release", "--dry-run");
    for (const name of NAMES) expect(shown).toContain(`\n${name}@${version}, under the tag next\n`);
    await pnpm("release", "--no-git-tag");
    const tags = JSON.parse(await run("npm", ["view", "@flexfactor/core", "dist-tags", "--json"], clone));
    expect(tags.next).toBe(version);
    expect(tags.latest).not.toBe(version);
  });
});

async function runQuickStart(consumer: string): Promise<void> {
  const program = blockOf(join(root, "README.md"), "ts");
  const required = program.replace(/^import (.*) from (.*);$/gm, "const $1 = require($2);");
  writeFileSync(join(consumer, "import.mjs"), program);
  writeFileSync(join(consumer, "require.cjs"), `(async () => {\n${required}})();\n`);
  copyFileSync(join(root, "scripts/testing/aim-at-mock.ts"), join(consumer, "aim.mjs"));
  const prism = await startPrism();
  const names = { FLEXFACTOR_APP_KEY: "key", FLEXFACTOR_APP_SECRET: "secret", FLEXFACTOR_MID: "mid_123456" };
  try {
    for (const version of NODES) {
      const node = nodeOf(version);
      if (!isInstalled(`Node ${version}`, node)) continue;
      for (const file of ["import.mjs", "require.cjs"])
        expect(await run(node, ["--import", "./aim.mjs", file], consumer, { ...names, MOCK_URL: prism.url })).toMatch(
          /^exchangeCredentials 200 .*\ncreateApiKey 20[01] .*\n\{.*value: \[redacted\]\n\}\n$/s,
        );
    }
  } finally {
    await prism.close();
  }
}
