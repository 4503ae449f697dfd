import { environments } from "./generated/operations.js";
import { must } from "./options.js";

/** The name of a server in the spec. */
export type Environment = keyof typeof environments;

/** https, or http to this machine, where nobody can listen; no credentials, query or fragment. */
const SAFE_URL = /^(https:\/\/|http:\/\/(localhost|127(\.\d+){3}|\[::1\])([:/]|$))[^?#@\\\s]*$/;

/**
 * The address that paths are put behind, without a slash at its end.
 *
 * @throws {ConfigError} unless one of `environment` and `baseUrl` is given, and is good
 */
export function readBaseUrl(environment: unknown, baseUrl: unknown): string {
  const names = Object.keys(environments);
  if (baseUrl === undefined) {
    must(environment !== undefined, "environment", `one of ${names.join(", ")}; or give \`baseUrl\``);
    must(isEnvironment(environment), "environment", `one of ${names.join(", ")}`);
    return environments[environment];
  }
  must(environment === undefined, "baseUrl", "left out when `environment` is given: pass one of the two");
  const isSafe = typeof baseUrl === "string" && SAFE_URL.test(baseUrl) && URL.canParse(baseUrl);
  must(isSafe, "baseUrl", "an https URL without credentials, query or fragment; http is allowed for loopback addresses");
  return baseUrl.replace(/\/+$/, "");
}

function isEnvironment(name: unknown): name is Environment {
  return typeof name === "string" && Object.hasOwn(environments, name);
}
