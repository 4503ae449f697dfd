import type { Client, Secret } from "@flexfactor/core";
import {
  AuthenticationError,
  bare,
  isFlexFactorError,
  isToken,
  operationTable,
  orThrow,
  serverTime,
  unusableReply,
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

/** What an {@link Exchange} is told of the call that needs its token. */
export interface ExchangeOptions {
  /** A token that the server has refused, so it must not be returned again. */
  rejected?: string | undefined;
  /** The instant of `performance.now()` until which the token is of use to the call, in ms. @default Infinity */
  neededBefore?: number | undefined;
}

/** What is exchanged, and whether it may be sent from a browser. */
interface SentCredentials {
  readonly credentials: CheckedCredentials;
  readonly allowBrowser: boolean | undefined;
}

/**
 * Exchanges credentials for a token (`exchangeCredentials`, `POST /oauth2/token`).
 *
 * @throws {AuthenticationError} when they are refused with 400, with 401 or inside a 200; this is never retried
 * @throws {ResponseError} when the answer has no usable `accessToken`
 */
export async function exchange(client: Client, sent: SentCredentials, signal: AbortSignal): Promise<Token> {
  const { credentials, allowBrowser } = sent;
  const body = { AppKey: credentials.appKey, AppSecret: credentials.appSecret.reveal() };
  const reply = await orThrow(client.POST("/oauth2/token", { body, signal, allowBrowser })).catch((error: unknown) => {
    throw isRefusal(error) ? new AuthenticationError(error.message, error) : error;
  });
  const { accessToken, expires } = bare(reply.data);
  // The types say what the spec says; the server may say something else.
  if (!isToken(accessToken?.reveal?.())) throw unusableReply(reply, "accessToken", "rejected");
  return { accessToken, lifeMs: lifeOf(expires, serverTime(reply.headers)) };
}

/** The server answers 400 to credentials that it does not know, although its documentation says 401. */
function isRefusal(error: unknown): error is AuthenticationError {
  return isFlexFactorError(error) && error.code === "validation" && (error.status === 400 || error.status === 200);
}

/**
 * `expires` is a time of the server's clock, so it is measured against the server's own `Date` when there is one. A life that is over, or longer
 * than documented (seconds for milliseconds, a sample replayed by a mock, a clock that is off), is not believed. Then the documented life is
 * assumed, and a 401 is what ends the token.
 */
function lifeOf(expires: unknown, serverNow: number | undefined): number {
  const documentedMs = operationTable["POST /oauth2/token"].lifetimeMs;
  if (!Number.isSafeInteger(expires)) return documentedMs;
  const lifeMs = Number(expires) - (serverNow ?? Date.now());
  return lifeMs > 0 && lifeMs <= documentedMs ? lifeMs : documentedMs;
}
