import type { Outcome } from "./errors.js";

/**
 * What happens during a call, for a logger or a tracer. Nothing in it is secret. A renewal of the token shows as a call of the
 * exchange's own operation.
 */
export interface FlexFactorEvent {
  /** `attempt`: a request has ended. `wait`: a pause before the next one begins. `settled`: the call has ended. */
  readonly type: "attempt" | "wait" | "settled";
  /** `operationId` of the spec. */
  readonly operation: string;
  /** How many requests were sent so far. */
  readonly attempt: number;
  /** How long it took, or for `wait` how long it will be, in ms. */
  readonly durationMs: number;
  /** HTTP status, when there was an answer. */
  readonly status?: number | undefined;
  /** The gateway's id of the request; quote it to support. */
  readonly requestId?: string | undefined;
  /** What became of the request so far; `done` when it succeeded. */
  readonly outcome?: Outcome | "done" | undefined;
}

export type Emit = (event: FlexFactorEvent) => void;

/** A hook that cannot harm the call: what it throws or rejects with is dropped. */
export function harmless(onEvent: ((event: FlexFactorEvent) => unknown) | undefined): Emit {
  if (!onEvent) return () => {};
  return (event) => {
    try {
      void Promise.resolve(onEvent(event)).catch(() => {});
    } catch {
      // A logger's fault must not become the fault of a call that may have created a key.
    }
  };
}
