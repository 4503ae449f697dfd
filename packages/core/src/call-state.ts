// What is known of a call while it runs, and what the calls of a client share.
import type { AbortListeners } from "./abort-listeners.js";
import { bare } from "./bare.js";
import { type Deadline, startDeadline } from "./deadline.js";
import type { ErrorFacts, FlexFactorError } from "./errors.js";
import type { FlexFactorEvent } from "./events.js";
import type { CheckedCall } from "./input.js";
import type { KnownSecrets } from "./known-secrets.js";
import type { Outcome } from "./outcome.js";
import type { Redact } from "./redact.js";
import type { RequestDraft } from "./request-draft.js";
import { stringsOf } from "./secret-fields.js";
import type { TokenSource } from "./token-source.js";
import type { Transport } from "./transport.js";
import type { Turns } from "./turns.js";

/** What the calls of one client share. */
export interface Connection {
  readonly timeoutMs: number;
  readonly maxAttempts: number;
  readonly transport: Transport;
  readonly token: TokenSource | undefined;
  readonly onEvent: ((event: FlexFactorEvent) => unknown) | undefined;
  readonly nextCallId: () => string;
  readonly turns: Turns;
  readonly abortListeners: AbortListeners;
  readonly knownSecrets: KnownSecrets;
  /** No request is sent before this instant of `performance.now()`, because the server asked for a pause. */
  pausedUntil: number;
}

/** What is known of a call so far. */
export type CallFacts = Omit<ErrorFacts, "outcome"> & { operation: string; attempts: number; outcome: Outcome | "done" };

/** A call in flight. */
export interface Call {
  readonly id: string;
  readonly connection: Connection;
  readonly request: RequestDraft;
  readonly operationId: string;
  readonly maxAttempts: number;
  readonly deadline: Deadline;
  /** The secrets that this call has sent: those in its body, and its tokens. */
  readonly secrets: Set<string>;
  facts: CallFacts;
  /** The error of the last attempt, if it failed. */
  error: FlexFactorError | undefined;
  /** How many requests were replayed with another token after a 401: 0 or 1. `maxAttempts` does not count them. */
  replays: number;
}

export function startCall(connection: Connection, request: RequestDraft): Call {
  const { operation, options } = request.checked;
  const { timeoutMs = connection.timeoutMs, maxAttempts = connection.maxAttempts, signal } = options;
  const secrets = new Set(secretsIn(request.checked));
  for (const secret of secrets) connection.knownSecrets.add(secret);
  return {
    id: connection.nextCallId(),
    connection,
    request,
    operationId: operation.id,
    maxAttempts,
    deadline: startDeadline({
      operation: operation.id,
      timeoutMs,
      callerSignal: signal ?? undefined,
      listeners: connection.abortListeners,
      redact: (text) => connection.knownSecrets.redactor(secrets)(text),
    }),
    secrets,
    facts: bare<CallFacts>({ operation: operation.id, attempts: 0, outcome: "not_sent" }),
    error: undefined,
    replays: 0,
  };
}

function secretsIn({ operation: { sentSecrets }, body }: CheckedCall): string[] {
  return sentSecrets ? stringsOf(body, sentSecrets) : [];
}

/** A redactor of all secrets that the call may meet: those that its client and it have sent, and `found`, which came in an answer. */
export function redactorOf({ connection, secrets }: Call, found: Iterable<string> = []): Redact {
  return connection.knownSecrets.redactor([...secrets, ...found]);
}
