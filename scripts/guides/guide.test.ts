// The form of every guide, and the errors for an invalid one.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { isKnown, packagesOf } from "./folder.ts";
import { GUIDES, pathOf, readGuide, stepsOf } from "./guide.ts";
import { beginsAsExpected, isAsExpected } from "./printed.ts";
import { exportsOf, withPorts } from "./run-guide.ts";

const fenced = (language: string, content: string): string => `\`\`\`${language}\n${content}\n\`\`\`\n`;
const FILE = fenced("js", '// keys.mjs\nconsole.log("a key");');
const COMMAND = fenced("sh", "node keys.mjs");
const PRINTED = fenced("text", "a key");

describe.each(GUIDES)("the guide %s", (name) => {
  const file = pathOf(name);
  const { text, steps } = readGuide(name);

  test("is one page", () => {
    expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(90);
  });

  test("installs only packages that the tests have", () => {
    const commands = steps.flatMap((step) => (step.kind === "file" ? [] : step.text.split("\n")));
    expect(commands.flatMap(packagesOf).filter((found) => !isKnown(found))).toEqual([]);
  });

  test("keeps the key's value out of a `try` that prints what was thrown, because a vault's error can contain it", () => {
    const printing = [...text.matchAll(/^( *)try \{\n(.*?)^\1\} catch \(error\) \{\n(.*?)^\1\}/gms)].filter(([, , , rest]) =>
      rest?.includes("console.error(error)"),
    );
    expect(printing.filter(([, , tried]) => /reveal|vault here/.test(tried ?? ""))).toEqual([]);
  });

  test("links to files that exist", () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = ""]) => join(dirname(file), path));
    expect(links.filter((path) => !existsSync(path))).toEqual([]);
  });

  test("is in the README of its package, and in its tarball", () => {
    const home = join(dirname(file), "..");
    expect(readFileSync(join(home, "README.md"), "utf8")).toContain(`](guides/${name.split("/")[1]}.md)`);
    expect(JSON.parse(readFileSync(join(home, "package.json"), "utf8")).files).toContain("guides");
  });
});

test("a guide is a sequence of files, commands and their output", () => {
  expect(stepsOf(`# Keys\n\n${FILE}\nthen\n\n${COMMAND}${PRINTED}`)).toEqual([
    { kind: "file", line: 3, name: "keys.mjs", content: '// keys.mjs\nconsole.log("a key");\n' },
    { kind: "command", line: 10, text: "node keys.mjs\n", prints: "a key\n" },
  ]);
});

test("a tool may be named with the beginning of its version", () => {
  expect(packagesOf("npm install --save-dev vitest@5 @opentelemetry/api@1.9")).toEqual(["vitest@5", "@opentelemetry/api@1.9"]);
  expect(["vitest", "vitest@5", "vitest@5.1", "@opentelemetry/api@1.9", "next@16"].filter((name) => !isKnown(name))).toEqual([]);
  expect(["vitest@4", "vitest@5.10", "next@14", "@opentelemetry/api@1", "nobody-has-this"].filter(isKnown)).toEqual([
    "@opentelemetry/api@1",
  ]);
});

test("a JSON file has no comment", () => {
  const [file] = stepsOf(fenced("json", '// package.json\n{ "type": "module" }') + COMMAND);
  expect(file).toMatchObject({ name: "package.json", content: '{ "type": "module" }\n' });
});

test.each([
  [
    "a block that is neither a file nor a command",
    `${FILE}${COMMAND}${fenced("js", "const key = 1;")}`,
    "line 8: this block is not",
  ],
  ["a file that no command uses", FILE, "line 1: no command uses keys.mjs"],
  ["an output without a command", `${FILE}${PRINTED}`, "line 5: no command prints this"],
  ["a second output of one command", `${FILE}${COMMAND}${PRINTED}${PRINTED}`, "line 11: no command prints this"],
  ["an indented block", `- ${"keys"}\n\n  ${fenced("js", "const key = 1;\n  ").trim()}\n`, "line 3: this block is not"],
])("%s is refused", (_, text, problem) => {
  expect(() => stepsOf(text)).toThrow(problem);
});

test("an ellipsis stands for anything on its line, and alone on a line for any number of lines", () => {
  expect(isAsExpected("id 17 of 20\nkept\n", "id … of 20\nkept")).toBe(true);
  expect(isAsExpected("a\nb\nc\nd", "a\n…\nd")).toBe(true);
  expect(isAsExpected("a\nd", "a\n…\nd")).toBe(true);
  expect(isAsExpected("started\nmore", "started\n…")).toBe(true);
  expect(isAsExpected("\u001b[32mok\u001b[39m  \n", "ok")).toBe(true);
});

test.each([
  ["id 17\nof 20", "id … of 20"],
  ["a.c", "abc"],
  ["a\nb", "a"],
  ["b\na", "a"],
  ["a key", ""],
  ["a\nd", "a\n…\nb\n…\nd"],
])("%j does not match %j", (printed, expected) => {
  expect(isAsExpected(printed, expected)).toBe(false);
});

test("a server has started when it has printed the complete last line", () => {
  expect(beginsAsExpected("Starting\nListening on 80", "…\nListening on …80")).toBe(true);
  expect(beginsAsExpected("Starting\nListening on 80\nmore", "…\nListening on 80")).toBe(true);
  expect(beginsAsExpected("Starting\nListening on 8080", "…\nListening on 80")).toBe(false);
  expect(beginsAsExpected("Starting\n", "…\nListening on 80")).toBe(false);
});

test("a port in an address is replaced everywhere in the guide", async () => {
  const text = "serve --port 4010 # http://127.0.0.1:4010/v1, redis://localhost:6379, not 40100 or 3000";
  const moved = await withPorts(text, { 4010: 1234 });
  expect(moved).toMatch(/^serve --port 1234 # http:\/\/127\.0\.0\.1:1234\/v1, redis:\/\/localhost:(\d+), not 40100 or 3000$/);
  expect(moved).not.toContain("6379");
});

test("an exported variable holds for the rest of the guide", () => {
  expect(exportsOf("export A=1 B=http://x\nnode a.mjs\nexport C=3\n")).toEqual({ A: "1", B: "http://x", C: "3" });
});
