import { pause } from "./pause.js";

/** Work that ends early when `stop` is aborted. */
type Work<T> = (stop: AbortSignal) => Promise<T>;

/**
 * Starts work at least `gapMs` after the work before it, so that a server that refuses everything is not flooded. Work that comes too early
 * waits. But if the work before it failed, it fails at once with the same error, because it would fail again.
 */
export function createThrottle(gapMs: number): <T>(work: Work<T>, stop: AbortSignal) => Promise<T> {
  const last: { startedAt: number; failure: { error: unknown } | undefined } = {
    startedAt: Number.NEGATIVE_INFINITY,
    failure: undefined,
  };

  return async (work, stop) => {
    const waitMs = last.startedAt + gapMs - performance.now();
    if (waitMs > 0 && last.failure) throw last.failure.error;
    if (waitMs > 0) await pause(waitMs, stop);
    stop.throwIfAborted();
    last.startedAt = performance.now();
    last.failure = undefined;
    try {
      return await work(stop);
    } catch (error) {
      // Work that was stopped says nothing about the server.
      if (!stop.aborted) last.failure = { error };
      throw error;
    }
  };
}
