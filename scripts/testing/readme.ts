// Runs the example of a README: its first `ts` block is a program, and its first `text` block is what that prints against the spec.
import { execFile } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { startPrism } from "./prism.ts";

export function blockOf(readme: string, language: string): string {
  const block = readFileSync(readme, "utf8").match(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "ms"))?.[1];
  if (block === undefined) throw new Error(`${readme} has no ${language} block`);
  return block;
}

/** Runs the README's program and returns what it prints. The program lies beside the README, so that it finds the packages by name. */
export async function runExample(readme: string, env: Record<string, string> = {}): Promise<string> {
  const program = join(dirname(readme), ".readme-example.ts");
  const prism = await startPrism();
  writeFileSync(program, blockOf(readme, "ts"));
  try {
    const preload = join(import.meta.dirname, "aim-at-mock.ts");
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", preload, program], {
      env: { ...process.env, ...env, MOCK_URL: prism.url, NODE_OPTIONS: "", NO_COLOR: "1" },
    });
    return stdout;
  } finally {
    rmSync(program);
    await prism.close();
  }
}
