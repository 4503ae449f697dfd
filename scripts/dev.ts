// `pnpm dev`: after each save of the spec, regenerates, restarts the mock, runs the affected tests and prints the result.
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { deref, operationsOf, readSpec, SPEC_FILE, type Spec } from "@flexfactor/spec";
import { commandLine } from "@flexfactor/spec/command-line";
import { writeGenerated } from "@flexfactor/spec/generate/generate";
import { PACKAGES } from "@flexfactor/spec/packages";
import { startPrism } from "@flexfactor/testing/prism";
import { watchSpec } from "./page/watch-spec.ts";

const root = join(import.meta.dirname, "..");
const build: string = JSON.parse(readFileSync(join(root, "packages/core/package.json"), "utf8")).scripts.build;

commandLine(`pnpm dev

Serves the spec on http://127.0.0.1:4010. After each save of spec/openapi.yaml it regenerates, restarts the server, runs the tests that
the change affects, and prints what fails. PORT in the environment sets another port. Ctrl-C ends it.`);

const PORT = Number(process.env["PORT"] ?? 4010);

/** For each tag, the parts of the spec that its tests can see, as text. */
type Seen = Map<string, string>;
const GENERATED = join(root, "packages/core/src/generated");

let seen: Seen = new Map();
let mock: Awaited<ReturnType<typeof startPrism>> | undefined;
let judging = false;
let savedAt = 0;

try {
  mock = await startPrism(SPEC_FILE, PORT);
} catch (error) {
  console.error(`dev: the mock cannot start: ${error instanceof Error ? error.message : error}. PORT sets another port.`);
  process.exit(1);
}
console.log(`The mock of the spec: ${mock.url}`);
void onSave();
watchSpec(SPEC_FILE, () => void onSave());

// A save during a run starts another run after it. Of several saves, only the last one counts.
async function onSave(): Promise<void> {
  savedAt = performance.now();
  if (judging) return;
  judging = true;
  for (let judged = 0; judged !== savedAt; ) {
    judged = savedAt;
    const problems = await judge();
    console.log(problems.map((problem) => `${problem}\n`).join("") + verdict(problems, judged));
  }
  judging = false;
}

function verdict(problems: string[], since: number): string {
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  return `${problems.length === 0 ? "✓ The packages keep to the spec" : "✗ The packages do not keep to the spec"} (${seconds} s)\n`;
}

async function judge(): Promise<string[]> {
  let now: Seen;
  try {
    now = seenBy(readSpec(SPEC_FILE));
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
  const before = generatedText();
  process.exitCode = 0;
  await writeGenerated(SPEC_FILE, GENERATED);
  // `writeGenerated` has printed the problem.
  if (process.exitCode) return [""];
  await mock?.close();
  mock = await startPrism(SPEC_FILE, PORT);

  const affected = PACKAGES.filter((name) => now.has(name) && now.get(name) !== seen.get(name));
  const regenerated = seen.size === 0 || generatedText() !== before;
  console.log(`${regenerated ? "Regenerated; testing" : "Testing"} ${affected.join(", ") || "nothing: no operation changed"}`);
  const problems = regenerated
    ? await run(
        "",
        "/bin/sh",
        "-c",
        `cd packages/core && PATH="$PWD/node_modules/.bin:$PWD/../../node_modules/.bin:$PATH" && ${build}`,
      )
    : [];
  const found = await Promise.all([
    ...affected.map((name) =>
      run("scripts", "vitest", "run", "--root", `packages/${name}`, "--reporter=tap-flat", "contract", "readme"),
    ),
    ...(regenerated ? PACKAGES.map((name) => run("", "tsc", "-p", `packages/${name}`, "--pretty", "false")) : []),
  ]);
  problems.push(...found.flat());
  for (const tag of now.keys())
    if (!PACKAGES.includes(tag)) problems.push(`No package for the tag ${tag}: pnpm new:resource ${tag}`);
  // A tag that failed stays affected until it passes.
  seen = new Map([...now].filter(([tag]) => problems.length === 0 || !affected.includes(tag)));
  return problems;
}

function generatedText(): string {
  return readdirSync(GENERATED)
    .map((name) => readFileSync(join(GENERATED, name), "utf8"))
    .join();
}

/** At most ten lines of what failed: the names of tests, or errors of the compiler. */
async function run(home: string, command: string, ...args: string[]): Promise<string[]> {
  const bin = resolve(root, home, "node_modules/.bin", command);
  const env = { ...process.env, PRISM_URL: mock?.url };
  const ended = promisify(execFile)(bin, args, { cwd: root, env, maxBuffer: 2 ** 26 });
  return ended.then(
    () => [],
    ({ stdout = "", stderr = "", message }) => {
      const lines = `${stdout}\n${stderr}`.split("\n").filter((line) => /^not ok | error TS\d+/.test(line));
      const more = lines.length > 10 ? [`  … and ${lines.length - 10} more: pnpm test`] : [];
      const said = lines.map(
        (line) =>
          `  ${line
            .replace(/^not ok \d+ - /, "")
            .replace(/ # time=.*/, "")
            .slice(0, 150)}`,
      );
      return said.length > 0 ? [...said.slice(0, 10), ...more] : [message + stdout + stderr];
    },
  );
}

function seenBy(spec: Spec): Seen {
  const { servers, security } = spec;
  const tags = Map.groupBy(operationsOf(spec), ({ tag }) => tag);
  return new Map(
    [...tags].map(([tag, found]) => [tag, JSON.stringify([servers, security, found, ...referredTo(spec, found)])] as const),
  );
}

/** Everything that `node` refers to, and what that refers to. */
function referredTo(spec: Spec, node: unknown, refs = new Map<string, unknown>()): Map<string, unknown> {
  JSON.stringify(node, (key, value) => {
    if (key !== "$ref" || refs.has(value)) return value;
    const target = deref(spec, { $ref: value }, value);
    refs.set(value, target);
    referredTo(spec, target, refs);
    return value;
  });
  return refs;
}
