// Credentials from environment variables.
import { ConfigError, given } from "@flexfactor/core/internal";
import type { Credentials } from "./credentials.js";

/**
 * Reads the credentials from the environment variables `FLEXFACTOR_APP_KEY` and `FLEXFACTOR_APP_SECRET`, each time it is called.
 *
 * @throws {ConfigError} when a variable is missing or blank; the message names it
 *
 * @example
 * clientCredentials(fromEnv()); // reads them now: a program with a missing variable stops when it starts
 * clientCredentials(fromEnv); // reads them before each exchange
 */
export function fromEnv(): Credentials {
  return { appKey: readVariable("FLEXFACTOR_APP_KEY"), appSecret: readVariable("FLEXFACTOR_APP_SECRET") };
}

function readVariable(name: string): string {
  // Some runtimes have no environment or no `process`.
  const process = given(globalThis as { process?: { env?: Record<string, string | undefined> } }, "process");
  const env = process && given(process, "env");
  const value = env && given(env, name);
  if (value === undefined) throw new ConfigError(`The environment variable ${name} is not set.`);
  if (!value.trim()) throw new ConfigError(`The environment variable ${name} is blank.`);
  return value;
}
