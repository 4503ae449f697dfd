// Exchanges an AppKey and an AppSecret for tokens: the `auth` of a client.
import type { Auth, Client } from "@flexfactor/core";
import { checkAllowBrowser, must, readOptions } from "@flexfactor/core/internal";
import { type CheckedCredentials, type CredentialsSource, credentialsReader } from "./credentials.js";
import { type Exchange, exchange } from "./exchange.js";
import type { Share } from "./shared-token.js";
import { createTokenCache, type TokenCache } from "./token-cache.js";

/** Options of {@link clientCredentials}. */
export interface ClientCredentialsOptions {
  /** Shares the token with other processes: pass `sharedToken(store)`. @default each process has its own token */
  share?: Share | undefined;
  /**
   * Danger: everyone who can open the page or unpack the app can read `appSecret`, and create keys with it. `true` allows `clientCredentials`
   * in a browser, an Electron window or React Native. Use it only for a page that only you can open. @default false
   */
  allowBrowser?: boolean | undefined;
}

/**
 * Gets tokens for `createClient({ auth })` from a partner's credentials. The credentials are exchanged for a token at the first call. All calls
 * share the token, and it is refreshed before it expires. Clients of one server that get the same `clientCredentials(…)` value share one token.
 *
 * A call fails with an `AuthenticationError` if the server refuses the credentials.
 *
 * @param credentials the credentials, or a function that returns them and is called before each exchange
 *
 * @throws {ConfigError} when a credential is missing, is blank or has a character that credentials never contain; the message names the
 * credential and never quotes it. If a function returns the credentials, the calls that need a token fail with this error. A `FlexFactorError`
 * that the function throws is passed on as it is, unredacted
 * @throws {ConfigError} in a browser, unless `allowBrowser` is set
 *
 * @example
 * createClient({ environment: "sandbox", auth: clientCredentials({ appKey, appSecret }) });
 * createClient({ environment: "sandbox", auth: clientCredentials(async () => vault.read("flexfactor")) });
 */
export function clientCredentials(credentials: CredentialsSource, options: ClientCredentialsOptions = {}): Auth {
  const readCredentials = credentialsReader(credentials);
  const { share, allowBrowser } = checkOptions(options);
  const cacheOf = cachesByServer();
  return (client) => cacheOf(client.baseUrl)(exchangeFor({ client, readCredentials, share, allowBrowser }));
}

function checkOptions(given: ClientCredentialsOptions): ClientCredentialsOptions {
  const { share, allowBrowser } = readOptions("clientCredentials", given, ["share", "allowBrowser"]);
  must(share === undefined || typeof share === "function", "share", "sharedToken(…)");
  checkAllowBrowser("appSecret", allowBrowser);
  return { share: share as Share | undefined, allowBrowser };
}

/** Keeps one token for each server, because sandbox and production have different ones. */
function cachesByServer(): (baseUrl: string) => TokenCache {
  const caches = new Map<string, TokenCache>();
  return (baseUrl) => {
    const cache = caches.get(baseUrl) ?? createTokenCache();
    caches.set(baseUrl, cache);
    return cache;
  };
}

interface ExchangeParts extends ClientCredentialsOptions {
  client: Client;
  readCredentials: () => Promise<CheckedCredentials>;
}

/** Reads the credentials. Then it exchanges them through `client`, or takes the token that another process has shared. */
function exchangeFor({ client, readCredentials, share, allowBrowser }: ExchangeParts): Exchange {
  return async (signal, options) => {
    const credentials = await readCredentials();
    const exchangeHere: Exchange = (stop) => exchange(client, { credentials, allowBrowser }, stop);
    if (!share) return exchangeHere(signal);
    return share(await nameOf(client.baseUrl, credentials), exchangeHere)(signal, options);
  };
}

/** The name of a token in a store, a hash. Only the same server and the same credentials, with their secret, have the same name. */
async function nameOf(baseUrl: string, { appKey, appSecret }: CheckedCredentials): Promise<string> {
  const text = JSON.stringify([baseUrl, appKey, appSecret.reveal()]);
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
