// Reads a guide as steps: the files that its reader writes and the commands that he types, in order. Any other block is an error.
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

const packages = join(import.meta.dirname, "../../packages");

export interface WrittenFile {
  kind: "file";
  line: number;
  name: string;
  content: string;
}

export interface Command {
  kind: "command" | "server";
  line: number;
  text: string;
  prints: string;
}

export type Step = WrittenFile | Command;

export interface Guide {
  /** `core/prism` */
  name: string;
  /** The whole page. */
  text: string;
  steps: Step[];
}

/** The names of all guides: `core/prism`. */
export const GUIDES: readonly string[] = globSync("*/guides/*.md", { cwd: packages })
  .map((file) => `${file.split("/")[0]}/${basename(file, ".md")}`)
  .sort();

/** The file of a guide. */
export function pathOf(name: string): string {
  const [folder = "", page] = name.split("/");
  return join(packages, folder, "guides", `${page}.md`);
}

export function readGuide(name: string): Guide {
  const text = readFileSync(pathOf(name), "utf8");
  return { name, text, steps: stepsOf(text) };
}

/** The content of a file that a guide shows. */
export function fileOf(guide: string, name: string): string {
  const found = readGuide(guide).steps.find((step): step is WrittenFile => step.kind === "file" && step.name === name);
  if (!found) throw new Error(`The guide ${guide} has no file ${name}.`);
  return found.content;
}

/** @throws an error that names the line of a block that is not a step */
export function stepsOf(text: string): Step[] {
  const steps: Step[] = [];
  for (const block of text.matchAll(/^ *```([^\n]*)\n(.*?)^ *```$/gms)) {
    const [, language = "", content = ""] = block;
    addStep(steps, text.slice(0, block.index).split("\n").length, language, content);
  }
  const last = steps.at(-1);
  if (last?.kind === "file") refuse(last.line, `no command uses ${last.name}`);
  return steps;
}

function addStep(steps: Step[], line: number, language: string, content: string): void {
  const last = steps.at(-1);
  if (language === "sh") steps.push({ kind: "command", line, text: content, prints: "" });
  else if (language === "sh server") steps.push({ kind: "server", line, text: content, prints: "" });
  else if (language === "text") {
    if (!last || last.kind === "file" || last.prints !== "") return refuse(line, "no command prints this");
    last.prints = content;
  } else steps.push(fileStep(line, content));
}

function fileStep(line: number, content: string): WrittenFile {
  const [first = ""] = content.split("\n", 1);
  const name = first.match(/^(?:\/\/|#) ([\w@[\]/-]*\.[\w.]+)$/)?.[1];
  if (name === undefined)
    return refuse(line, "this block is not a command, and its first line is not a comment with the name of a file");
  // JSON has no comments.
  const isJson = name.endsWith(".json");
  return { kind: "file", line, name, content: isJson ? content.slice(first.length + 1) : content };
}

function refuse(line: number, problem: string): never {
  throw new Error(`line ${line}: ${problem}`);
}
