// Gets the token for a call, and another one after a 401.
import { type Call, redactorOf } from "./call-state.js";
import { AuthenticationError, isFlexFactorError } from "./errors.js";
import { kindOfThrown, printKind } from "./thrown.js";
import { isToken } from "./token-source.js";

/**
 * A token for a call; undefined when its operation needs none.
 *
 * @param rejected the token that was refused
 *
 * @throws {FlexFactorError} when the call is over, or the token source gave no token
 */
export async function getToken(call: Call, rejected?: string): Promise<string | undefined> {
  const { connection, deadline, operationId, request } = call;
  const source = request.checked.operation.secured ? connection.token : undefined;
  if (!source) return undefined;
  // A token source counts the calls that wait for it. A call that is over must not join them.
  deadline.throwIfOver();
  let token: unknown;
  let fault = "what it returned is not a token";
  try {
    token = await deadline.race(source(rejected, deadline.signal));
  } catch (error) {
    deadline.throwIfEnded();
    if (isFlexFactorError(error)) throw error;
    fault = printKind(kindOfThrown(error));
  }
  // Checked here, because the error of `fetch` quotes an invalid header value.
  if (isToken(token)) return token;
  const reason = redactorOf(call)(fault) || undefined;
  throw new AuthenticationError(`${operationId} got no token from \`auth\`${reason ? ` (${reason})` : ""}.`, { reason });
}

/** Another token after a 401, once per call; undefined if the token source has no other token, so that the call fails with the 401. */
export async function tokenAfter401(call: Call, rejected: string | undefined): Promise<string | undefined> {
  // The status, because the body of a 401 may be unreadable.
  if (call.facts.status !== 401 || !rejected || call.replays > 0) return undefined;
  const token = await getToken(call, rejected);
  return token === rejected ? undefined : token;
}
