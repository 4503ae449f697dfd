import type { Auth } from "@flexfactor/core";
import { must, Secret } from "@flexfactor/core/internal";
import { type Exchange, exchange } from "./exchange.js";
import type { Share } from "./share.js";
import { createTokenSource } from "./token-source.js";

export type { Exchange, Token } from "./exchange.js";
export { type Share, shareThrough, type TokenStore } from "./share.js";

/** What a partner gets from the FlexFactor portal. Sandbox and production credentials are not interchangeable. */
export interface Credentials {
  /** The public half. Opaque: it is sent as it is. */
  appKey: string;
  /** The secret half. Keep it on a server. */
  appSecret: string;
  /** Shares the token with other processes: `shareThrough(store)`. @default each process has its own */
  share?: Share | undefined;
  /**
   * Danger: everyone who can open the page can read `appSecret`, and mint keys with it. `true` lets `clientCredentials` work in a
   * browser all the same, for a page that only you can open. @default false
   */
  allowBrowser?: boolean | undefined;
}

/**
 * Tokens for `createClient({ auth })`: exchanged at the first call, shared by all, renewed before they end.
 *
 * @throws {ConfigError} when a credential is missing, blank or broken over lines; the message names it and never quotes it
 * @throws {ConfigError} in a browser, unless `allowBrowser` is set
 *
 * @example
 * createClient({ environment: "sandbox", auth: clientCredentials({ appKey, appSecret }) });
 */
export function clientCredentials({ appKey, appSecret, allowBrowser, share }: Credentials): Auth {
  for (const [name, value] of Object.entries({ appKey, appSecret }))
    must(typeof value === "string" && value.trim() && !/\p{Cc}/u.test(value), name, "a string on one line, and not blank");
  must(share === undefined || typeof share === "function", "share", "shareThrough(…)");
  // A page has a document; of all workers, only those of browsers have `importScripts`.
  must(
    allowBrowser === true || !("document" in globalThis || "importScripts" in globalThis),
    "allowBrowser",
    "true in a browser",
  );
  const secret = new Secret(appSecret);
  return (client) => {
    const own: Exchange = (signal) => exchange(client, appKey, secret, signal);
    return createTokenSource(share ? share(`${client.baseUrl}\n${appKey}`, own) : own);
  };
}
