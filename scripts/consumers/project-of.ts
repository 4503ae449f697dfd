// A consumer's project, with its files and its tools. It is inside the project that has the packages installed.
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { TOOLS } from "./tools.ts";

/** Makes the folder. Writes everything that is not a string as JSON. */
export function projectOf(home: string, files: Record<string, string | object>, tools: string[]): string {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  for (const tool of tools) {
    const link = join(home, "node_modules", tool);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(TOOLS, "node_modules", tool), link);
  }
  return home;
}
