/**
 * What became of the request. It claims only what the SDK can prove:
 *
 * - `not_sent`: no byte of it can have reached the server.
 * - `rejected`: the server refused it; nothing was done.
 * - `unknown`: it may or may not have been carried out.
 * - `created_answer_lost`: it was carried out, and the answer was lost.
 */
export type Outcome = "not_sent" | "rejected" | "unknown" | "created_answer_lost";

const WEAKEST_FIRST = ["not_sent", "rejected", "unknown", "created_answer_lost", "done"] as const;

/** The stronger of two outcomes: a later attempt never hides what an earlier one may have done. */
export function stronger(a: Outcome | "done", b: Outcome | "done"): Outcome | "done" {
  return WEAKEST_FIRST.indexOf(a) > WEAKEST_FIRST.indexOf(b) ? a : b;
}
