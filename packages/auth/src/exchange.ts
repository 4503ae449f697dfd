// Exchanges credentials for a token, and works out how long the token lives.
import type { Client, FlexFactorError, Secret } from "@flexfactor/core";
import {
  AuthenticationError,
  isFlexFactorError,
  isSecret,
  isToken,
  operationTable,
  orThrow,
  own,
  serverTime,
  unusableReplyError,
} from "@flexfactor/core/internal";
import type { CheckedCredentials } from "./credentials.js";

/** A bearer token, and how long it lives. */
export interface Token {
  /** The token that the `Authorization` header carries. */
  readonly accessToken: Secret;
  /** How long it lives, in ms, counted from when it was asked for. */
  readonly lifeMs: number;
}

/** A function that gets a token from the server, or from other processes. It stops when `signal` is aborted. */
export type Exchange = (signal: AbortSignal, options?: ExchangeOptions) => Promise<Token>;

/** What an {@link Exchange} learns about the call that needs its token. */
export interface ExchangeOptions {
  /** A token that the server has refused, so it must not be returned again. */
  rejected?: string | undefined;
  /**
   * The latest instant, of `performance.now()`, at which the call can use the token, in ms. It can become earlier when another call joins,
   * so read it again. @default Infinity
   */
  neededBefore?: number | undefined;
}

/** The credentials, and whether they may be sent from a browser. */
interface SentCredentials {
  readonly credentials: CheckedCredentials;
  readonly allowBrowser: boolean | undefined;
}

/** How long an exchange may take, in ms, whichever client starts it: callers of other clients wait for it too, each for its own time. */
const EXCHANGE_MS = 30_000;

/**
 * Exchanges credentials for a token (`exchangeCredentials`, `POST /oauth2/token`).
 *
 * @throws {AuthenticationError} when the server refuses them with 400, with 401 or in a 200; this is never retried
 * @throws {ResponseError} when the answer has no usable `accessToken`
 */
export async function exchange(client: Client, sent: SentCredentials, signal: AbortSignal): Promise<Token> {
  const { credentials, allowBrowser } = sent;
  const body = { AppKey: credentials.appKey, AppSecret: credentials.appSecret.reveal() };
  const reply = await orThrow(client.POST("/oauth2/token", { body, signal, allowBrowser, timeoutMs: EXCHANGE_MS })).catch(
    (error: unknown) => {
      throw isRefusal(error) ? new AuthenticationError(error.message, error) : error;
    },
  );
  // The server may send something else than the spec and the types say.
  const accessToken = own(reply.data, "accessToken");
  if (!isSecret(accessToken) || !isToken(accessToken.reveal())) throw unusableReplyError(reply, "accessToken", "rejected");
  return { accessToken, lifeMs: lifeOf(own(reply.data, "expires"), serverTime(reply.headers)) };
}

/** The server answers 400 to credentials that it does not know, although its documentation says 401. */
function isRefusal(error: unknown): error is FlexFactorError {
  return isFlexFactorError(error) && error.code === "validation" && (error.status === 400 || error.status === 200);
}

/**
 * The life of a token, in ms. `expires` is a time of the server's clock, so it is compared with the server's `Date`, if there is one. A life that
 * is over, or longer than documented, is implausible (seconds instead of milliseconds, a mock's old sample, a wrong clock). Then the documented
 * life is assumed, and if the token ends earlier, a 401 shows it.
 */
function lifeOf(expires: unknown, serverNow: number | undefined): number {
  const documentedMs = operationTable["POST /oauth2/token"].lifetimeMs;
  if (!Number.isSafeInteger(expires)) return documentedMs;
  const lifeMs = Number(expires) - (serverNow ?? Date.now());
  return lifeMs > 0 && lifeMs <= documentedMs ? lifeMs : documentedMs;
}
