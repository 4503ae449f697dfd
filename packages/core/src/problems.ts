import type { Note } from "./check.js";
import type { Operation } from "./operation.js";
import type { Problem } from "./problem.js";

/** What the spec forbids in the input of an operation. */
export function problemsOf(operation: Operation, input: { path: unknown; query: unknown; body: unknown }): Problem[] {
  const problems: Problem[] = [];
  const note: Note = (problem, place) => {
    problems.push({ field: place.slice(1) || "body", problem });
  };
  operation.body?.(input.body, note);
  operation.query?.(input.query, note);
  operation.pathParams?.(input.path, note);
  return problems;
}
