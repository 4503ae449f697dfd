/**
 * What became of the request. It claims only what the SDK can prove:
 *
 * - `not_sent`: nothing of it reached the server. Call again when the cause is gone.
 * - `rejected`: the server refused it and did nothing. Fix what the error reports. A 409 can mean that an earlier request is in progress.
 * - `unknown`: the server may or may not have carried it out. Find out before you call again.
 * - `created_answer_lost`: the server carried it out, but the answer was lost.
 */
export type Outcome = "not_sent" | "rejected" | "unknown" | "created_answer_lost";

const WEAKEST_FIRST = ["not_sent", "rejected", "unknown", "created_answer_lost", "done"] as const;

/** The stronger of two outcomes: a later attempt never hides what an earlier one may have done. */
export function stronger(a: Outcome | "done", b: Outcome | "done"): Outcome | "done" {
  return WEAKEST_FIRST.indexOf(a) > WEAKEST_FIRST.indexOf(b) ? a : b;
}
