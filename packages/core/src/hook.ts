import type { Call } from "./call-state.js";
import type { FlexFactorEvent } from "./events.js";

/** Calls `onEvent` and returns its result. Its exceptions are ignored, because the call may have created a key. */
export function emit(call: Call, type: FlexFactorEvent["type"], durationMs: number): unknown {
  const { connection, facts, error, operation, id } = call;
  const { onEvent } = connection;
  if (!onEvent) return undefined;
  const code = error && { code: error.code };
  const event = { ...facts, ...code, operation, callId: id, type, durationMs: Math.round(durationMs) };
  return ignoringErrors(() => onEvent(event));
}

/**
 * Starts the work inside the function that `onEvent` returned for `started`, so that it runs in the context of a tracer. The work starts
 * once and at once, even if that function throws, or calls its argument twice, late or never.
 */
export function workInside<T>(enter: unknown, work: () => Promise<T>): Promise<T> {
  let running: Promise<T> | undefined;
  const start = (): void => {
    running ??= work();
  };
  if (typeof enter === "function") ignoringErrors(() => enter(start));
  running ??= work();
  return running;
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
