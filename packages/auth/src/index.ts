import { type Auth, ConfigError, Secret } from "@flexfactor/core";
import { exchange } from "./exchange.js";
import { createTokenSource } from "./token-source.js";

/** What a partner gets from the FlexFactor portal. Sandbox and production credentials are not interchangeable. */
export interface Credentials {
  /** The public half. Opaque: it is sent as it is. */
  appKey: string;
  /** The secret half. Keep it on a server. */
  appSecret: string;
}

/**
 * Tokens for `createClient({ auth })`: exchanged at the first call, shared by all, renewed before they end.
 *
 * @throws {ConfigError} when a credential is missing, blank or broken over lines; the message names it and never quotes it
 *
 * @example
 * createClient({ environment: "sandbox", auth: clientCredentials({ appKey, appSecret }) });
 */
export function clientCredentials({ appKey, appSecret }: Credentials): Auth {
  checkCredential("appKey", appKey);
  checkCredential("appSecret", appSecret);
  const secret = new Secret(appSecret);
  return (client) => createTokenSource(() => exchange(client, appKey, secret));
}

function checkCredential(name: string, value: unknown): void {
  if (typeof value !== "string" || value.trim() === "" || /\p{Cc}/u.test(value))
    throw new ConfigError(`\`${name}\` must be a string on one line, and not blank.`);
}
