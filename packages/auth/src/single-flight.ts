/** Work that ends early when `stop` is aborted. */
type Work<T> = (stop: AbortSignal) => Promise<T>;

/** Work in flight shows this often, in ms, that it is alive. */
const BEAT_MS = 100;

/** A caller that sees no beat for this long, in ms, gives the work up. */
const SILENCE_MS = 500;

/** The work may take this long, in ms. Then its beats stop. */
const MAX_WORK_MS = 30_000;

/** What the work came to. `lost` means that nobody will ever know. */
type Result<T> = { kind: "done"; value: T } | { kind: "failed"; error: unknown } | { kind: "lost" };

/** Work that several callers wait for. */
interface Flight<T> {
  /** Never rejects by itself. A caller that sees it reject was told by the runtime that the work is lost. */
  readonly result: Promise<Result<T>>;
  readonly stop: AbortController;
  callers: number;
  beats: number;
}

/**
 * Lets all callers wait for one piece of work together. A caller whose `signal` is aborted leaves alone; when the last one has left, the
 * work is stopped.
 *
 * Work can get lost. workerd ends it silently together with the request that started it: no `finally` runs, and for callers in other
 * requests the promise either rejects at once or never settles. So the work beats while it is alive, and each caller listens with a
 * timer of its own. Whoever finds the work lost drops it and starts it again.
 */
export function createSingleFlight<T>(): (work: Work<T>, signal?: AbortSignal) => Promise<T> {
  let current: Flight<T> | undefined;

  const join = async (work: Work<T>, signal?: AbortSignal): Promise<T> => {
    signal?.throwIfAborted();
    if (!current || current.stop.signal.aborted) current = start(work);
    const joined = current;
    const result = await resultOf(joined, signal);
    if (current === joined) current = undefined;
    if (result.kind === "lost") return join(work, signal);
    if (result.kind === "failed") throw result.error;
    return result.value;
  };
  return join;
}

function start<T>(work: Work<T>): Flight<T> {
  const stop = new AbortController();
  const startedAt = performance.now();
  const beat = (): void => {
    flight.beats++;
    if (performance.now() - startedAt >= MAX_WORK_MS) clearInterval(timer);
  };
  const timer = setInterval(beat, BEAT_MS);
  stop.signal.addEventListener("abort", () => clearInterval(timer));

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

/** Waits for the result. Rejects with the signal's reason when the caller leaves. */
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
    // Beats are counted, and not timed: after the process was busy, the beat that is due comes before the look that is due.
    const listen = (heard: number): void => {
      timer = setTimeout(() => (flight.beats === heard ? end({ kind: "lost" }) : listen(flight.beats)), SILENCE_MS);
    };
    listen(flight.beats);
    signal?.addEventListener("abort", leave);
    flight.result.then(end, () => end({ kind: "lost" }));
  });
}
