// Mutants that no test has to notice, and why. `test:mutation` fails on an explanation that is no longer needed.

export interface Survivor {
  /** Like `core/src/turns.ts`. */
  file: string;
  /** The lines as the mutants have them. */
  becomes: string[];
  reason: string;
}

export const survivors: Survivor[] = [];
