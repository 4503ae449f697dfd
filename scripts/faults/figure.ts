/** One row of the table of figures: what was demanded of the packages under faults, and what was measured. */
export interface Figure {
  id: string;
  what: string;
  demand: string;
  measured: string;
  ok: boolean;
}
