// Keeps credentials out of browsers, unless the caller allows it.
import { must } from "./options.js";
import { isBrowser } from "./runtime.js";

/** An option of everything that sends a secret of the partner. */
export interface AllowBrowser {
  /**
   * Danger: everyone who can open the page or unpack the app can read the secret, and create keys with it. `true` allows sending it from a
   * browser, an Electron window or React Native. Use it only for a page that only you can open. @default false
   */
  allowBrowser?: boolean | undefined;
}

/**
 * Keeps secrets out of programs that run on a user's machine.
 *
 * @param secret the name of what would be sent
 *
 * @throws {ConfigError} in a browser, unless `allowBrowser` is true; and when `allowBrowser` is not a boolean
 */
export function checkAllowBrowser(secret: string, allowBrowser: unknown): asserts allowBrowser is boolean | undefined {
  must(allowBrowser === undefined || typeof allowBrowser === "boolean", "allowBrowser", "true or false");
  const where = `in a browser, where everyone who can open the page can read \`${secret}\``;
  must(allowBrowser || !isBrowser(), "allowBrowser", `true ${where}`);
}
