// One listener on each caller's signal, however many calls share it.
import { must } from "./options.js";

/** Calls back when a caller's signal is aborted. */
export type AbortListeners = ReturnType<typeof createAbortListeners>;

/**
 * Keeps one listener on each signal, however many calls share it: Node 20 warns of a leak at the eleventh listener, and
 * `AbortSignal.any` leaks memory on a signal that lives long.
 */
export function createAbortListeners() {
  const shared = new WeakMap<AbortSignal, { callbacks: Set<() => void>; onAbort: () => void }>();

  return {
    add(signal: AbortSignal, callback: () => void): void {
      let listener = shared.get(signal);
      if (!listener) {
        const callbacks = new Set<() => void>();
        const onAbort = (): void => {
          for (const each of callbacks) each();
        };
        listener = { callbacks, onAbort };
        must(
          quietly(() => signal.addEventListener("abort", onAbort)),
          "signal",
          "an AbortSignal",
        );
        shared.set(signal, listener);
      }
      listener.callbacks.add(callback);
    },

    remove(signal: AbortSignal, callback: () => void): void {
      const listener = shared.get(signal);
      if (!listener) return;
      listener.callbacks.delete(callback);
      if (listener.callbacks.size > 0) return;
      quietly(() => signal.removeEventListener("abort", listener.onAbort));
      shared.delete(signal);
    },
  };
}

/** Whether the work succeeded. A signal of another implementation may throw, and the call must still return its answer. */
function quietly(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}
