import {
  AuthenticationError,
  type Client,
  isFlexFactorError,
  isToken,
  operationTable,
  type Secret,
  serverTime,
  unreadable,
} from "@flexfactor/core";

/** A bearer token and how long it lives from the moment it was asked for. */
export interface Token {
  /** What the `Authorization` header carries. */
  readonly accessToken: Secret;
  /** How long it lives, in ms. */
  readonly lifeMs: number;
}

/** Asks for a token; `rejected` is one that must not be given again. */
export type Exchange = (signal: AbortSignal, rejected?: string) => Promise<Token>;

/** How long a token lives when its `expires` cannot be believed. */
const DOCUMENTED_LIFE_MS = operationTable.exchangeCredentials.lifetimeMs;

/**
 * Exchanges credentials for a token (`exchangeCredentials`, `POST /oauth2/token`).
 *
 * @throws {AuthenticationError} when they are refused, be it with 400, 401 or inside a 200; this is never repeated
 * @throws {ResponseError} when the answer has no usable `accessToken`
 */
export async function exchange(client: Client, appKey: string, appSecret: Secret, signal: AbortSignal): Promise<Token> {
  const body = { AppKey: appKey, AppSecret: appSecret.reveal() };
  const { data, status, headers, requestId, attempts } = await client
    .call("exchangeCredentials", { body }, { signal })
    .catch((error: unknown) => {
      // The server answers 400 to credentials it does not know; its pages say 401.
      if (isFlexFactorError(error) && error.code === "validation" && (error.status === 400 || error.status === 200))
        throw new AuthenticationError(error.message, { ...error });
      throw error;
    });
  const { accessToken, expires } = data;
  // The types say what the spec says; the server may say something else.
  if (typeof accessToken?.reveal !== "function" || !isToken(accessToken.reveal())) {
    const facts = { operation: "exchangeCredentials", status, requestId, attempts };
    throw unreadable(facts, "accessToken", "rejected");
  }
  return { accessToken, lifeMs: lifeMs(expires, serverTime(headers) ?? Date.now()) };
}

// `expires` is a time of the server's clock, so it is measured against the server's own `Date` when there is one. A life that is
// over, or longer than documented (seconds for milliseconds, a sample replayed by a mock, a clock that is off), is not believed;
// then a 401 is what ends the token.
function lifeMs(expires: unknown, now: number): number {
  const life = Number.isSafeInteger(expires) ? (expires as number) - now : 0;
  return life > 0 && life <= DOCUMENTED_LIFE_MS ? life : DOCUMENTED_LIFE_MS;
}
