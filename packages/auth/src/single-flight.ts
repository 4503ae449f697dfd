// Lets callers that need the same work wait for it together.

/** Work that ends early when `stop` is aborted. */
export type Work<T> = (stop: AbortSignal) => Promise<T>;

/** How often work in flight shows that it is alive, in ms. */
const BEAT_MS = 100;

/** How often a caller checks for beats, in ms. After two checks without one, it takes the work for lost. */
const CHECK_MS = 250;

/** How long the work may take, in ms. Then its beats stop. */
const MAX_WORK_MS = 30_000;

/** The result of the work. `lost`: the work has ended without a result. */
type Result<T> = { kind: "done"; value: T } | { kind: "failed"; error: unknown } | { kind: "lost" };

/** Work that several callers wait for. */
interface Flight<T> {
  /** We never reject it. If it rejects, the runtime has ended the work, and the work is lost. */
  readonly result: Promise<Result<T>>;
  readonly stop: AbortController;
  callers: number;
  beats: number;
}

/**
 * Lets all callers wait for the same work. If a caller's `signal` is aborted, only that caller stops waiting. When the last caller has
 * stopped waiting, the work is stopped.
 *
 * Work can get lost. When a request ends, workerd silently ends the work that it started: no `finally` runs, and for callers in other
 * requests the promise either rejects at once or never settles. So the work beats while it is alive, and each caller listens with its
 * own timer.
 */
export function createSingleFlight<T>() {
  let current: Flight<T> | undefined;

  const resultFor = async (work: Work<T>, signal?: AbortSignal): Promise<Result<T>> => {
    signal?.throwIfAborted();
    if (!current || current.stop.signal.aborted) current = start(work);
    const joined = current;
    const result = await resultOf(joined, signal);
    if (current === joined) current = undefined;
    return result;
  };
  return {
    /** Waits for the work in flight, or starts it. A caller that finds the work lost starts it again. */
    async join(work: Work<T>, signal?: AbortSignal): Promise<T> {
      let result = await resultFor(work, signal);
      while (result.kind === "lost") result = await resultFor(work, signal);
      if (result.kind === "failed") throw result.error;
      return result.value;
    },

    /** Starts the work, unless it is in flight. Nobody waits for it, so it is not started again: nothing would end that. */
    inBackground(work: Work<T>): void {
      // Other code can have broken what it needs to start. Then the old token is used.
      resultFor(work).catch(() => {});
    },
  };
}

function start<T>(work: Work<T>): Flight<T> {
  const stop = new AbortController();
  const startedAt = performance.now();
  const beat = (): void => {
    flight.beats++;
    if (performance.now() - startedAt >= MAX_WORK_MS) clearInterval(timer);
  };
  // The timer starts last. If other code has broken `addEventListener`, no timer is left running.
  stop.signal.addEventListener("abort", () => clearInterval(timer));
  const timer = setInterval(beat, BEAT_MS);

  const run = async (): Promise<Result<T>> => {
    try {
      return { kind: "done", value: await work(stop.signal) };
    } catch (error) {
      return { kind: "failed", error };
    } finally {
      clearInterval(timer);
    }
  };
  const flight: Flight<T> = { result: run(), stop, callers: 0, beats: 0 };
  return flight;
}

/** Waits for the result. Rejects with the signal's reason when the signal is aborted. */
function resultOf<T>(flight: Flight<T>, signal: AbortSignal | undefined): Promise<Result<T>> {
  flight.callers++;
  return new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout>;
    const stopWaiting = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", leave);
    };
    const end = (result: Result<T>): void => {
      stopWaiting();
      resolve(result);
    };
    const leave = (): void => {
      stopWaiting();
      reject(signal?.reason);
      flight.callers--;
      if (flight.callers === 0) flight.stop.abort();
    };
    // After the process was busy, a late check can come before a late beat. That beat comes before the next check.
    const listen = (heard: number, silentChecks: number): void => {
      timer = setTimeout(() => {
        if (flight.beats !== heard) listen(flight.beats, 0);
        else if (silentChecks === 0) listen(heard, 1);
        else end({ kind: "lost" });
      }, CHECK_MS);
    };
    signal?.addEventListener("abort", leave);
    listen(flight.beats, 0);
    flight.result.then(end, () => end({ kind: "lost" }));
  });
}
