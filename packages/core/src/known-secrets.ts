import { createRedactor, type Redact } from "./redact.js";

/** The secrets that messages of a client's calls must not quote. */
export type KnownSecrets = ReturnType<typeof createKnownSecrets>;

/** How many secrets are remembered. A client has one AppSecret and one token, and another token after each refresh. */
const MAX_REMEMBERED = 16;

/** How many characters of secrets are remembered: less than a redactor accepts, to leave room for an answer's own secrets. The longest token fits. */
const MAX_CHARACTERS = 18_000;

/** Remembers the secrets that the latest calls of a client sent. */
export function createKnownSecrets() {
  const secrets = new Set<string>();
  let characters = 0;
  const forget = (secret: string): void => {
    if (secrets.delete(secret)) characters -= secret.length;
  };
  return {
    add(secret: string): void {
      forget(secret);
      secrets.add(secret);
      characters += secret.length;
      for (const oldest of secrets) {
        if (oldest === secret || (secrets.size <= MAX_REMEMBERED && characters <= MAX_CHARACTERS)) return;
        forget(oldest);
      }
    },
    all: (): Iterable<string> => secrets,
    /** A redactor of all that are known now. */
    redactor: (): Redact => createRedactor(secrets),
  };
}
