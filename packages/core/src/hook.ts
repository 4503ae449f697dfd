import type { Call } from "./call-state.js";
import type { FlexFactorEvent } from "./events.js";

/** Calls `onEvent`, and gives what it returned. What it throws must not become the fault of a call that may have created a key. */
export function emit(call: Call, type: FlexFactorEvent["type"], durationMs: number): unknown {
  const { connection, facts, error, operation, id } = call;
  const { onEvent } = connection;
  if (!onEvent) return undefined;
  const code = error && { code: error.code };
  const event = { ...facts, ...code, operation, callId: id, type, durationMs: Math.round(durationMs) };
  return ignoringErrors(() => onEvent(event));
}

/**
 * Does the work inside what `onEvent` returned for `started`: a function that is given the start of the call, to start it in the context of a
 * tracer. Whatever that function does, the work starts now, and once.
 */
export function workInside<T>(enter: unknown, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve) => {
    let isStarted = false;
    const start = (): void => {
      // Noted before the work begins: a token source that it calls at once may call this again.
      if (isStarted) return;
      isStarted = true;
      resolve(work());
    };
    if (typeof enter === "function") ignoringErrors(() => enter(start));
    start();
  });
}

function ignoringErrors(hook: () => unknown): unknown {
  try {
    const returned = hook();
    Promise.resolve(returned).catch(() => {});
    return returned;
  } catch {
    return undefined;
  }
}
