// Writes the table of runtimes in README.md, from the promises that each runtime kept in this run.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NODES, versionOf } from "./tools.ts";

const README = join(import.meta.dirname, "../../README.md");
const REGION = /(<!-- runtimes -->\n)(.*?)(<!-- \/runtimes -->)/s;

interface Row {
  runtime: string;
  how: string;
  /** How often the server can get a create whose connection breaks. */
  create: string;
  runs: string[];
}

const ROWS: Row[] = [
  {
    runtime: `Node ${NODES.join(", ")}`,
    how: "`import`, `require`",
    create: "sent once",
    runs: NODES.flatMap((node) => [`Node ${node} import`, `Node ${node} require`]),
  },
  {
    runtime: `Bun ${versionOf("bun")}, Deno ${versionOf("deno")}`,
    how: "`import`",
    create: "sent once, on a connection of its own",
    runs: ["Bun", "Deno"],
  },
  {
    runtime: `workerd ${versionOf("workerd")}`,
    how: "with and without `nodejs_compat`",
    create: "sent once",
    runs: ["workerd", "workerd nodejs_compat"],
  },
  {
    runtime: "Chromium, Firefox",
    how: 'page and web worker, `auth: "a-token"`',
    create: "**the browser may send it twice**",
    runs: ["Chromium", "Firefox"].flatMap((browser) =>
      ["page", "page with process", "web worker"].map((place) => `${browser} ${place}`),
    ),
  },
];

/**
 * Writes the table if all runs took place. CI only compares. `kept` has the promises that each run kept, and `promises` has all
 * promises.
 */
export function updateTable(kept: ReadonlyMap<string, number>, promises: ReadonlySet<string>): void {
  const missing = ROWS.flatMap(({ runs }) => runs.filter((run) => !kept.has(run)));
  if (missing.length > 0) {
    console.warn(`README.md's table of runtimes was not updated, because these did not run: ${missing.join(", ")}.`);
    return;
  }
  const cells = ROWS.map(({ runtime, how, create, runs }) => {
    const least = Math.min(...runs.map((run) => kept.get(run) as number));
    return [runtime, how, create, `${least} of ${promises.size}`];
  });
  // HTML on one line, because README.md is one page.
  const list = [...promises].map((promise) => `<li>${promise.replace(/`(.*?)`/g, "<code>$1</code>")}</li>`).join("");
  const folded = `<details><summary>The ${promises.size} promises</summary><ol>${list}</ol></details>`;
  const table = `\n${aligned([["runs on", "", "a create", "promises kept"], ...cells])}\n\n${folded}\n\n`;
  const readme = readFileSync(README, "utf8");
  if (!REGION.test(readme)) throw new Error("README.md has no <!-- runtimes --> region.");
  const updated = readme.replace(REGION, (_, start, __, end) => `${start}${table}${end}`);
  if (updated === readme) return;
  if (process.env["CI"]) throw new Error("README.md's table of runtimes is stale: commit what `pnpm test:consumers` writes.");
  writeFileSync(README, updated);
  console.log("README.md's table of runtimes was updated.");
}

/** Writes a table as the formatter does. */
function aligned(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const [head, ...lines] = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`);
  return [head, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...lines].join("\n");
}
