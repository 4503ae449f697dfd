/** One row of FIGURES.md: what was demanded of the packages under faults, and what was measured. */
export interface Figure {
  what: string;
  demand: string;
  measured: string;
  ok: boolean;
}

/** The text of FIGURES.md: a table for each subject. */
export function figuresFile(seed: number, subjects: ReadonlyMap<string, readonly Figure[]>): string {
  const head = `# What was measured under faults\n\nWritten by \`pnpm test:faults\`, which fails when a demand is missed. FAULTS_SEED=${seed}.\n`;
  return [head, ...[...subjects].map(([subject, figures]) => `## ${subject}\n\n${table(figures)}\n`)].join("\n");
}

function table(figures: readonly Figure[]): string {
  const rows = figures.map(
    ({ what, demand, measured, ok }) => `| ${what} | ${demand} | ${measured} | ${ok ? "holds" : "**missed**"} |`,
  );
  return ["| what | demand | measured | |", "|---|---|---|---|", ...rows].join("\n");
}
