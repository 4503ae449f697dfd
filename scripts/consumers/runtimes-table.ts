// The runtimes that README.md names are those that kept every promise in this run: the command writes the table.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NODES, TOOLS } from "./tools.ts";

const README = join(import.meta.dirname, "../../README.md");
const REGION = /(<!-- runtimes -->\n)(.*?)(<!-- \/runtimes -->)/s;
const BROWSERS = '`auth: "a-token"`; a create may be sent again by the browser itself when a connection breaks';

/** `kept` tells how many promises each runtime kept. It is written only when all of them ran; CI only compares. */
export function updateTable(kept: ReadonlyMap<string, number>, promises: number): void {
  const rows: [runtime: string, how: string, runs: string[]][] = [
    [`Node ${NODES.join(", ")}`, "`import`, `require`", NODES.flatMap((node) => [`Node ${node} import`, `Node ${node} require`])],
    [
      `Bun ${version("bun")}, Deno ${version("deno")}, workerd ${version("workerd")}`,
      "workerd with and without `nodejs_compat`",
      ["Bun", "Deno", "workerd", "workerd nodejs_compat"],
    ],
    ["Chromium, page and web worker", BROWSERS, ["Chromium page", "Chromium web worker"]],
  ];
  const missing = rows.flatMap(([, , runs]) => runs.filter((run) => !kept.has(run)));
  if (missing.length > 0) {
    console.warn(`README.md keeps its table of runtimes: nothing is known about ${missing.join(", ")}.`);
    return;
  }
  const cells = rows.map(([runtime, how, runs]) => {
    const least = Math.min(...runs.map((run) => kept.get(run) as number));
    return [runtime, how, `${least} of ${promises}`];
  });
  const table = `\n${aligned([["runs on", "", "promises kept"], ...cells])}\n\n`;
  const readme = readFileSync(README, "utf8");
  if (!REGION.test(readme)) throw new Error("README.md has no <!-- runtimes --> region.");
  const updated = readme.replace(REGION, (_, start, __, end) => `${start}${table}${end}`);
  if (updated === readme) return;
  if (process.env["CI"]) throw new Error("README.md's table of runtimes is stale: commit what `pnpm test:consumers` writes.");
  writeFileSync(README, updated);
  console.log("README.md's table of runtimes was updated.");
}

/** As the formatter writes a table. */
function aligned(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const [head, ...lines] = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`);
  return [head, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...lines].join("\n");
}

function version(tool: string): string {
  const { optionalDependencies } = JSON.parse(readFileSync(join(TOOLS, "package.json"), "utf8"));
  return String(optionalDependencies[tool]).replace(/.*@/, "");
}
