// Reads the address of the API from the options.
import { environments } from "./generated/operations.js";
import { must } from "./options.js";

/** A server to call, by its name in the spec. */
export type Environment = keyof typeof environments;

/** An absolute URL without credentials, query or fragment. */
const PLAIN_URL = /^https?:\/\/[^?#@\\\s]+$/;

/** No address is longer. In a longer one, the search for slashes at the end could take seconds. */
const MAX_LENGTH = 2_000;

/** https, or http to this machine, where nobody else can read the traffic. */
const SAFE_URL = /^(https:|http:\/\/(localhost|127(\.\d+){3}|\[::1\])([:/]|$))/;

/** The options that say where a client connects to. */
interface GivenUrl {
  environment?: unknown;
  baseUrl?: unknown;
  allowPlainHttp?: unknown;
}

/**
 * The address that paths are appended to, without a slash at its end.
 *
 * @throws {ConfigError} unless one of `environment` and `baseUrl` is given, and is valid
 */
export function readBaseUrl(given: GivenUrl): string {
  const { environment, baseUrl, allowPlainHttp } = given;
  must(allowPlainHttp === undefined || typeof allowPlainHttp === "boolean", "allowPlainHttp", "true or false");
  const names = Object.keys(environments);
  if (baseUrl === undefined) {
    const isForgotten = "baseUrl" in given && environment === undefined;
    must(!isForgotten, "baseUrl", "an https URL, and is undefined (is its environment variable set?)");
    must(environment !== undefined, "environment", `one of ${names.join(", ")}; or give \`baseUrl\``);
    must(isEnvironment(environment), "environment", `one of ${names.join(", ")}`);
    return environments[environment];
  }
  must(environment === undefined, "baseUrl", "left out when `environment` is given: pass one of the two");
  must(typeof baseUrl !== "string" || baseUrl.length <= MAX_LENGTH, "baseUrl", `at most ${MAX_LENGTH} characters long`);
  const isUrl = typeof baseUrl === "string" && PLAIN_URL.test(baseUrl) && URL.canParse(baseUrl);
  const isSafe = isUrl && (allowPlainHttp || SAFE_URL.test(baseUrl));
  must(
    isSafe,
    "baseUrl",
    "an https URL without credentials, query or fragment; http is allowed for loopback addresses, or with `allowPlainHttp`",
  );
  return baseUrl.replace(/\/+$/, "");
}

function isEnvironment(name: unknown): name is Environment {
  return typeof name === "string" && Object.hasOwn(environments, name);
}
