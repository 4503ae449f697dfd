// Keeps a gap between exchanges.
import { pause } from "./pause.js";
import type { Work } from "./single-flight.js";

/**
 * Starts work at least `gapMs` after the work before it, so that a server that refuses everything is not flooded. Work that comes too early
 * waits. But if the work before it failed, it fails at once with the same error, because it would fail again.
 */
export function createThrottle(gapMs: number): <T>(work: Work<T>, stop: AbortSignal) => Promise<T> {
  let startedAt = Number.NEGATIVE_INFINITY;
  let failure: { error: unknown } | undefined;

  return async (work, stop) => {
    const waitMs = startedAt + gapMs - performance.now();
    if (waitMs > 0 && failure) throw failure.error;
    if (waitMs > 0) await pause(waitMs, stop);
    stop.throwIfAborted();
    startedAt = performance.now();
    failure = undefined;
    try {
      return await work(stop);
    } catch (error) {
      // Work that was stopped says nothing about the server.
      if (!stop.aborted) failure = { error };
      throw error;
    }
  };
}
