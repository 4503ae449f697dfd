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
        shared.set(signal, listener);
        signal.addEventListener("abort", onAbort);
      }
      listener.callbacks.add(callback);
    },

    remove(signal: AbortSignal, callback: () => void): void {
      const listener = shared.get(signal);
      if (!listener) return;
      listener.callbacks.delete(callback);
      if (listener.callbacks.size > 0) return;
      signal.removeEventListener("abort", listener.onAbort);
      shared.delete(signal);
    },
  };
}
