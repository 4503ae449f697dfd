// Sends a request once, reads the answer, and judges it.
import { readBody } from "./body.js";
import type { Deadline } from "./deadline.js";
import { type Answer, type Judgement, judgeAnswer, judgeUnread } from "./judge.js";
import { judgeUnanswered } from "./network-verdict.js";
import type { Operation } from "./operation.js";
import { realHeaders } from "./real-headers.js";
import type { Redact } from "./redact.js";
import { nameSecrets, wrapSecrets } from "./secret-fields.js";
import { describeThrown } from "./thrown.js";
import type { Sending } from "./transport.js";
import type { Verdict } from "./verdict.js";

/** The result of sending a request once. */
export interface Attempt {
  readonly judgement: Judgement;
  /** HTTP status; absent when no answer came. */
  readonly status: number | undefined;
  /** The answer; absent when no complete answer came. */
  readonly answer: Answer | undefined;
  /** The gateway's id of the request, redacted; absent when no answer came. A function, because most calls never need it. */
  readonly requestId: (() => string | undefined) | undefined;
}

/** What an attempt needs to know of its call. */
export interface AttemptContext {
  readonly operation: Operation;
  readonly deadline: Deadline;
  /** A redactor of all that a message must not quote: what was sent, and the secrets that were found in an answer. */
  readonly redactor: (found: Iterable<string>) => Redact;
}

/** Sends a request once and judges the result. */
export async function attempt(sending: Sending, context: AttemptContext): Promise<Attempt> {
  let response: Response;
  try {
    response = await context.deadline.race(sending.send());
  } catch (thrown) {
    return judgeThrown(thrown, sending, context);
  }
  try {
    return await judgeResponse(response, context);
  } catch {
    // A custom `fetch` returned something that throws when it is read. Whatever it throws proves nothing: a request may have been sent.
    const thrown = new TypeError("`fetch` returned something that is not a Response");
    return judgeThrown(thrown, sending, context);
  } finally {
    // A custom `fetch` can answer by itself while the request waits in its queue. It must not send it later.
    sending.withdraw();
  }
}

/** Judges an attempt in which `fetch` threw, or returned something that is not a Response. */
function judgeThrown(thrown: unknown, sending: Sending, { operation, redactor, deadline }: AttemptContext): Attempt {
  const unanswered = { url: sending.url, withdrawn: sending.withdraw(), safe: operation.safe === true };
  // The deadline or the caller ended the call, and that error says why.
  if (deadline.hasEnded()) return lost(judgeUnanswered({ ...unanswered, thrown: undefined }), undefined);
  const reason = describeThrown(thrown, redactor([])) || undefined;
  return lost(judgeUnanswered({ ...unanswered, thrown }), reason);
}

function lost(verdict: Verdict, reason: string | undefined): Attempt {
  return {
    status: undefined,
    answer: undefined,
    requestId: undefined,
    judgement: { ...verdict, said: { reason }, traceId: undefined, forbidsRetry: false },
  };
}

/** @throws when a custom `fetch` returned something that is not a Response, or that throws when it is read */
async function judgeResponse(response: Response, { operation, deadline, redactor }: AttemptContext): Promise<Attempt> {
  const { status } = response;
  if (!Number.isInteger(status) || status < 0 || typeof response.headers.get !== "function")
    throw new TypeError("not a Response");
  // Not `response.ok`: a Response of another implementation can lack it or have another value.
  const ok = status >= 200 && status <= 299;
  const headers = realHeaders(response.headers);
  const body = await deadline.race(readBody(response)).catch(() => ({ unread: "body" }) as const);
  if (body.unread) {
    const requestId = () => redactor([])(headers.get("apigw-requestid")) || undefined;
    return { status, answer: undefined, requestId, judgement: judgeUnread(operation, { status, ok, headers }, body.unread) };
  }
  const data = operation.text && ok ? body.text : parse(body.text);
  const secrets = wrapSecrets(data);
  // The body of a refusal keeps the server's names.
  if (ok && secrets.inFields) nameSecrets(data, operation.secrets ?? []);
  // The messages and headers of this answer may also quote the answer's own secrets.
  const redact = redactor(secrets.texts);
  const answer: Answer = { status, ok, headers, text: body.text, data, holdsSecret: secrets.inFields };
  const judgement = judgeAnswer(operation, answer, redact);
  const requestId = () => redact(headers.get("apigw-requestid")) || judgement.traceId;
  return { status, answer, requestId, judgement };
}

/** The text as JSON; undefined when it is not JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
