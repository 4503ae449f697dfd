// Calls `onEvent`, and starts a call inside the function that it returns.
import type { Call } from "./call-state.js";
import type { FlexFactorEvent } from "./events.js";
import { ignoringErrors } from "./ignoring-errors.js";

/** Calls `onEvent` and returns its result. Its exceptions are ignored, because the call may have created a key. */
export function emit(call: Call, type: FlexFactorEvent["type"], durationMs: number): unknown {
  const { connection, facts, error, operationId, id } = call;
  const { onEvent } = connection;
  if (!onEvent) return undefined;
  const code = error && { code: error.code };
  const event = { ...facts, ...code, operation: operationId, callId: id, type, durationMs: Math.round(durationMs) };
  return ignoringErrors(() => onEvent(event));
}

/**
 * Starts the work inside the function that `onEvent` returned for `started`, so that it runs in the context of a tracer. The work starts
 * once and at once, even if that function throws, or calls its argument twice, late or never.
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
