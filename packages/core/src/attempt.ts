import { readBody } from "./body.js";
import type { Deadline } from "./deadline.js";
import { type Answer, type Judgement, judgeAnswer, judgeUnread } from "./judge.js";
import { judgeLostAttempt } from "./network-verdict.js";
import type { Operation } from "./operation.js";
import { createRedactor } from "./redact.js";
import { wrapSecrets } from "./secret-fields.js";
import { describeThrown } from "./thrown.js";
import type { OutgoingRequest, Transport } from "./transport.js";
import type { Verdict } from "./verdict.js";

/** What one sending of a request came to. */
export interface Attempt {
  readonly judgement: Judgement;
  /** HTTP status; absent when no answer came. */
  readonly status: number | undefined;
  /** The answer; absent when none came, or not all of it. */
  readonly answer: Answer | undefined;
  /** The gateway's id of the request, redacted; absent when no answer came. A function, because most calls never need it. */
  readonly requestId: (() => string | undefined) | undefined;
}

/** What an attempt needs to know of its call. */
export interface AttemptContext {
  readonly operation: Operation;
  readonly transport: Transport;
  readonly deadline: Deadline;
  /** The secrets that a message must not quote. */
  readonly secrets: Iterable<string>;
}

/**
 * Sends a request once and judges what came of it.
 *
 * @throws {FlexFactorError} when the call was over before anything was sent
 */
export async function attempt(request: OutgoingRequest, context: AttemptContext): Promise<Attempt> {
  const { transport, deadline } = context;
  const sending = transport(request, deadline.signal);
  deadline.throwIfOver();
  try {
    const response = await deadline.race(sending.send());
    return await judgeResponse(response, context);
  } catch (thrown) {
    return judgeThrown(thrown, sending.isUntouched(), context);
  }
}

/** No answer came, or what came is no answer. */
function judgeThrown(thrown: unknown, untouched: boolean, { operation, secrets, deadline }: AttemptContext): Attempt {
  const safe = operation.safe === true;
  // The call was ended, and its error says why.
  if (deadline.signal.aborted) return lost(judgeLostAttempt({ thrown: undefined, untouched, safe }), undefined);
  const reason = createRedactor(secrets)(describeThrown(thrown)) || undefined;
  return lost(judgeLostAttempt({ thrown, untouched, safe }), reason);
}

function lost(verdict: Verdict, reason: string | undefined): Attempt {
  return {
    status: undefined,
    answer: undefined,
    requestId: undefined,
    judgement: { ...verdict, said: { reason }, traceId: undefined },
  };
}

/** @throws when a custom `fetch` gave something that is no Response */
async function judgeResponse(response: Response, { operation, deadline, secrets }: AttemptContext): Promise<Attempt> {
  if (typeof response?.status !== "number" || typeof response.headers?.get !== "function")
    throw new TypeError("`fetch` gave something that is no Response");
  const { status, ok, headers } = response;
  const body = await deadline.race(readBody(response)).catch(() => ({ unread: "body" }) as const);
  if ("unread" in body) {
    const requestId = () => createRedactor(secrets)(headers.get("apigw-requestid"));
    return { status, answer: undefined, requestId, judgement: judgeUnread(operation, { status, ok }, body.unread) };
  }
  const { data, found } = operation.text && ok ? { data: body.text, found: [] } : parse(body.text);
  // Also those of this answer, which its own messages and headers may quote.
  const redact = createRedactor([...secrets, ...found]);
  const answer: Answer = { status, ok, headers, text: body.text, data };
  const judgement = judgeAnswer(operation, answer, redact);
  const requestId = () => redact(headers.get("apigw-requestid")) ?? judgement.traceId;
  return { status, answer, requestId, judgement };
}

/** The text as JSON with its secrets wrapped, and those secrets; undefined when it is not JSON. */
function parse(text: string): { data: unknown; found: Iterable<string> } {
  const found = new Set<string>();
  try {
    const data: unknown = JSON.parse(text);
    wrapSecrets(data, (secret) => found.add(secret));
    return { data, found };
  } catch {
    // Also when it is nested so deep that walking it overflows the stack.
    return { data: undefined, found };
  }
}
