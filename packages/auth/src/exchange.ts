import type { Client, Secret } from "@flexfactor/core";
import {
  AuthenticationError,
  isFlexFactorError,
  isToken,
  operationTable,
  orThrow,
  serverTime,
  unusableReply,
} from "@flexfactor/core/internal";

/** A bearer token and how long it lives from the moment it was asked for. */
export interface Token {
  /** What the `Authorization` header carries. */
  readonly accessToken: Secret;
  /** How long it lives, in ms. */
  readonly lifeMs: number;
}

/** Asks for a token; `rejected` is one that must not be given again. */
export type Exchange = (signal: AbortSignal, rejected?: string) => Promise<Token>;

/**
 * Exchanges credentials for a token (`exchangeCredentials`, `POST /oauth2/token`).
 *
 * @throws {AuthenticationError} when they are refused, be it with 400, 401 or inside a 200; this is never repeated
 * @throws {ResponseError} when the answer has no usable `accessToken`
 */
export async function exchange(client: Client, appKey: string, appSecret: Secret, signal: AbortSignal): Promise<Token> {
  const body = { AppKey: appKey, AppSecret: appSecret.reveal() };
  const reply = await orThrow(client.POST("/oauth2/token", { body, signal })).catch((error: unknown) => {
    // The server answers 400 to credentials it does not know; its pages say 401.
    if (isFlexFactorError(error) && error.code === "validation" && (error.status === 400 || error.status === 200))
      throw new AuthenticationError(error.message, error);
    throw error;
  });
  const { accessToken, expires } = reply.data;
  // The types say what the spec says; the server may say something else.
  if (!isToken(accessToken?.reveal?.())) throw unusableReply(reply, "accessToken", "rejected");
  // `expires` is a time of the server's clock, so it is measured against the server's own `Date` when there is one. A life that is
  // over, or longer than documented (seconds for milliseconds, a sample replayed by a mock, a clock that is off), is not believed;
  // then a 401 is what ends the token.
  const documentedMs = operationTable["POST /oauth2/token"].lifetimeMs;
  const lifeMs = Number.isSafeInteger(expires) ? Number(expires) - (serverTime(reply.headers) ?? Date.now()) : 0;
  return { accessToken, lifeMs: lifeMs > 0 && lifeMs <= documentedMs ? lifeMs : documentedMs };
}
