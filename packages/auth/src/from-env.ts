import { ConfigError } from "@flexfactor/core/internal";
import type { Credentials } from "./credentials.js";

/**
 * Reads the credentials from the environment variables `FLEXFACTOR_APP_KEY` and `FLEXFACTOR_APP_SECRET`, each time it is called.
 * `clientCredentials(fromEnv())` reads them once, at the start; `clientCredentials(fromEnv)` before each exchange.
 *
 * @throws {ConfigError} when a variable is missing or blank, naming it
 */
export function fromEnv(): Credentials {
  return { appKey: readVariable("FLEXFACTOR_APP_KEY"), appSecret: readVariable("FLEXFACTOR_APP_SECRET") };
}

function readVariable(name: string): string {
  // Not every runtime has an environment, or a `process`.
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  const value = process?.env?.[name];
  if (value === undefined) throw new ConfigError(`The environment variable ${name} is not set.`);
  if (!value.trim()) throw new ConfigError(`The environment variable ${name} is blank.`);
  return value;
}
